// The grids, and the filter by person: who is looked for stands alone, in whichever township.
const everybody = data.towns.flatMap((town) => town.people.map((mask, at) => ({town, mask, at})));
const showTowns = (chosen) => {
  const kept = data.towns.map((town) => [town, chosen.filter((one) => one.town === town).map((one) => one.at)]).filter(([, rows]) => rows.length);
  document.getElementById('townships').replaceChildren(...kept.map(([town, rows]) => townFold(town, rows, data.towns.length === 1 || kept.length <= 3)));
};

document.getElementById('find-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const typed = document.getElementById('number').value;
  const found = fitting(typed, everybody.map((one) => one.mask)).map((at) => everybody[at]);
  const said = !typed.trim() ? t('全部', 'all') : found.length ? t(`${found.length} 人`, `${found.length} found`) : t('没有找到', 'nobody found');
  document.getElementById('found').replaceChildren(...said);
  showTowns(typed.trim() ? found : everybody);
});

showTowns(everybody);
checkWith(() => [gridCheck(), ...headcountCheck(), ...visitCheck(), ...repeatCheck(), otherRotationRules()]);
