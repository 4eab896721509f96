// The ways of choosing side by side, drawn from the data that the digest covers; the plan of this page is the first.
const showComparison = () => {
  const found = data.compared;
  if (!found) return;
  const plans = found.names.map(([zh, en], at) => [at ? zh : `${zh}（此页）`, at ? en : `${en} (this page)`, 'figure']);
  const said = make('p', {}, t(...found.said));
  const notes = found.notes.map((note) => make('p', {class: 'note'}, t(...sides(note))));
  const metrics = found.metrics.map(([, title, meaning, values, best]) => [
    make('span', {}, t(...title), make('span', {class: 'note meaning'}, t(...meaning))),
    ...values.map((value, at) => (best.includes(at) ? make('strong', {}, `★ ${value}`) : value))]);
  document.getElementById('comparison').append(said, ...notes,
    make('p', {class: 'note'}, t('★ 该项最好', '★ the best in this figure')),
    wrapped(table([['指标', 'figure'], ...plans], metrics, 'figures by way of choosing')));
  const change = ([gains, loses]) => (gains || loses ? [make('span', {class: 'better'}, `▲${gains}`), ' ', make('span', {class: 'worse'}, `▼${loses}`)] : '—');
  const groups = found.groups.map(([by, name, size, counts]) => [
    make('span', {}, t(`${by[0]} · ${name[0]}`, `${by[1]} · ${name[1]}`)), String(size), ...counts.map(change)]);
  groups.unshift([make('span', {}, t('全部', 'everybody')), String(data.figures.graduates), ...found.changes.map(change)]);
  document.getElementById('comparison-groups').append(
    make('h3', {}, t('谁更好，谁更差', 'Who gains and who loses')),
    make('p', {class: 'note'}, t(`与“${found.names[0][0]}”相比，▲ 更好的人数，▼ 更差的人数`, `compared with “${found.names[0][1]}”: ▲ people better off, ▼ worse off`)),
    wrapped(table([['类别', 'group'], ['人数', 'people', 'number'], ...plans.slice(1)], groups, 'who gains and who loses, by group')));
};

const wrapped = (shown) => {
  shown.classList.add('compared');
  return shown;
};

// the first column is the plan whose rows the page holds, so these figures of it can be counted here
const comparisonCheck = () => {
  if (!data.compared) return [];
  const placed = people.filter((one) => one.post >= 0), first = placed.filter((one) => one.rank === 1);
  const due = {placed: placed.length, 'first-choice': first.length};
  const wrong = data.compared.metrics.filter(([key, , , values]) => key in due && Number(values[0]) !== due[key])
    .map(([key, title, , values]) => [`${title[0]}：比较中写作 ${values[0]}，实为 ${due[key]}`, `${title[1]}: ${values[0]} in the comparison, it is ${due[key]}`]);
  return [checked(['比较中此页方案的数字', 'the figures of this plan in the comparison'], wrong, [`${Object.keys(due).length} 个数字`, `${Object.keys(due).length} figures`])];
};
