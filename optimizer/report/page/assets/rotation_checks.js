// The checks of a rotation: headcounts, visits and repeats, each by counting in the grids shown.
const unitName = (town, unit) => `${town.name} ${town.units[unit][0]}`;
const months = (town, from) => town.months.map((_, at) => at).filter((at) => at >= from);
const working = (town, at, month) => (town.away[at][month] === '1' ? -1 : town.grid[at][month]);
const asked = (table, row, column) => (Array.isArray(table) ? table[row][column] : table);
const everyRule = (kind, find) => {
  const found = data.towns.flatMap((town) => town.rules.filter((rule) => rule.kind === kind).map((rule) => [town, rule]));
  return found.length ? found.flatMap(([town, rule]) => find(town, rule)) : null;
};
const rule = (name, witnesses, looked) => (witnesses === null ? [] : [checked(name, witnesses, looked)]);

const gridCheck = () => {
  const wrong = data.towns.flatMap((town) => town.grid.flatMap((line, at) => months(town, town.begin).filter((month) => {
    const unit = line[month], state = STATES[town.states[at][month]];
    const away = town.away[at][month] === '1';
    return line.length !== town.months.length || (unit >= 0 && !town.units[unit]) || (unit < 0) !== (state === 'absent') || (state === 'seat' && !away) || (unit >= 0 && away && !['seat', 'past'].includes(state)) || (unit < 0 && !away && month >= town.first);
  }).map((month) => [`${town.people[at]} ${town.months[month]} 的格子不合`, `${town.people[at]} ${town.months[month]}: the cell does not fit`])));
  return checked(['每人每月恰在一个单位，或请假', 'everybody is in one unit each month, or absent'], wrong, [`${data.towns.length} 个乡镇`, `${data.towns.length} townships`]);
};

const headcountCheck = () => rule(['各单位每月人数在规定之内', 'headcounts of every unit and month are within what was asked'],
  everyRule('headcount', (town, asks) => asks.units.flatMap((unit, place) => months(town, town.first).flatMap((month) => {
    const there = town.people.filter((_, at) => working(town, at, month) === unit).length;
    const taken = town.grid.filter((line) => line[month] === unit).length;
    const [low, high] = [asks.low[place][month], asks.high[place][month]];
    return there >= low && taken <= high ? [] : [[`${unitName(town, unit)} ${town.months[month]}：${there} 人，应 ${low}–${high} 人`, `${unitName(town, unit)} ${town.months[month]}: ${there} people, asked ${low}–${high}`]];
  }))), ['请假者不计，保留的席位占名额', 'absent people do not count, held seats take room']);

const visitCheck = () => rule(['每人去过应去的单位', 'everybody visits the units they must'],
  everyRule('visit', (town, asks) => town.people.flatMap((mask, at) => {
    const counts = asks.units.map((unit) => months(town, asks.from).filter((month) => working(town, at, month) === unit).length);
    const least = (place) => asked(asks.least, at, place);
    const wrong = counts.flatMap((many, place) => {
      const few = asks.number === null && many < least(place), most = asked(asks.most, at, place);
      return few || many > most ? [[`${town.name} ${mask} 在 ${town.units[asks.units[place]][0]} ${many} 月，应 ${least(place)}–${most} 月`, `${town.name} ${mask}: ${many} months in ${town.units[asks.units[place]][0]}, asked ${least(place)}–${most}`]] : [];
    });
    const seen = counts.filter((many, place) => many >= Math.max(least(place), 1)).length;
    if (asks.number !== null && seen < asks.number[at]) wrong.push([`${town.name} ${mask} 去过 ${seen} 个单位，应 ${asks.number[at]} 个`, `${town.name} ${mask}: ${seen} units, asked ${asks.number[at]}`]);
    return wrong;
  })), ['不在岗的月份不计', 'months away do not count']);

const repeatCheck = () => rule(['没有人太快回到同一单位', 'nobody is back in the same unit too soon'],
  everyRule('no-repeat', (town, asks) => town.grid.flatMap((line, at) => asks.units.flatMap((unit) => {
    const wrong = [], length = asks.cooldown + 1;
    for (let start = 0; start <= Math.max(line.length - length, 0); start++) {
      const end = Math.min(start + length, line.length);
      if (end <= town.first) continue;
      const past = line.slice(start, Math.max(Math.min(end, town.first), start)).filter((one) => one === unit).length;
      if (line.slice(start, end).filter((one) => one === unit).length > Math.max(1, past)) wrong.push([`${town.name} ${town.people[at]} ${town.months[start]}–${town.months[end - 1]} 重复在 ${town.units[unit][0]}`, `${town.name} ${town.people[at]} ${town.months[start]}–${town.months[end - 1]}: ${town.units[unit][0]} twice`]);
    }
    return wrong;
  }))), ['按日历月', 'by calendar months']);

const otherRotationRules = () => open(['其余规则', 'the other rules'], ['不在此页核对，见“证明”', 'not checked here: see the proofs']);
