// The sections of an assignment that come from the data: what is shown is what is checked.
document.getElementById('townships').append(...data.townships.map(townshipFold));

showComparison();

const exceptions = document.getElementById('exceptions');
const exceptionTable = (zh, en, rows) => exceptions.append(
  make('h3', {}, t(zh, en), ` ${rows.length}`),
  rows.length ? table([['编号', 'number'], ['岗位', 'post'], ['理由', 'reason']], rows.map(([person, post, why]) => [
    people[person].mask, where(posts[post]), t(...sides(why))]), en) : make('p', {}, t('没有', 'none')));
if (data.withheld) {
  exceptions.append(make('p', {}, t('按公布的设置不列个人的行。', 'Rows of single people are not published.')));
} else {
  exceptionTable('组织指定', 'Pins', data.pins);
  exceptionTable('因保障未获准的选择', 'Picks that a guarantee refused', data.refused);
}

checkWith(() => (data.withheld ? [withheldCheck()] : [rankChecks(), orderCheck(), seatCheck(), cutCheck(), acceptCheck(), barredCheck(), pinCheck(), ...fullCheck(), ...promiseChecks(), figureCheck(), ...comparisonCheck(), otherRules()]));
