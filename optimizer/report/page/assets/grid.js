// A township's year: people by months, each cell the unit's short name in the unit's colour; a fold each.
const STATES = ['', 'fixed', 'past', 'seat', 'absent'];
const cellText = (town, unit, state) => (unit < 0 || !town.units[unit] ? '—' : state === 'seat' ? `(${town.units[unit][0]})` : town.units[unit][0]);

const gridCell = (town, unit, digit) => {
  const state = STATES[digit] || '';
  const cell = make('td', {class: state}, cellText(town, unit, state));
  if (unit >= 0 && town.units[unit] && state !== 'absent') {
    cell.style.backgroundColor = town.units[unit][2];
    cell.title = town.units[unit][1];
  }
  return cell;
};

const gridTable = (town, rows) => make('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': town.name},
  make('table', {class: 'grid'},
    make('thead', {}, make('tr', {}, make('th', {scope: 'col'}, t('编号', 'number')), town.months.slice(town.begin).map((month) => make('th', {scope: 'col'}, month)))),
    make('tbody', {}, rows.map((at) => make('tr', {}, make('th', {scope: 'row'}, town.people[at]),
      town.grid[at].slice(town.begin).map((unit, place) => gridCell(town, unit, town.states[at][town.begin + place])))))));

const unitKey = (town) => make('ul', {class: 'key'}, [...town.units].sort((a, b) => a[3] - b[3]).map(([short, name, colour]) => {
  const item = make('li', {}, short === name ? name : `${short} ${name}`);
  item.style.backgroundColor = colour;
  return item;
}));

const townFold = (town, rows, unfolded) => {
  const fold = make('details', {class: 'township'}, make('summary', {}, make('strong', {}, `${town.name} `), make('span', {class: 'note'}, t(
    `${rows.length} 人，${town.units.length} 个单位`, `${rows.length} people, ${town.units.length} units`))));
  fold.addEventListener('fill', () => fold.childElementCount > 1 || fold.append(unitKey(town), gridTable(town, rows)));
  fold.addEventListener('toggle', () => fold.open && fold.dispatchEvent(new Event('fill')));
  if (unfolded) {
    fold.dispatchEvent(new Event('fill'));
    fold.open = true;
  }
  return fold;
};
