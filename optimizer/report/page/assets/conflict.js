// An honest no, drawn from the data that the digest covers: what quarrels, what would settle it, how it is known.
const lead = (said) => make('p', {}, t(...said));
const quarrel = document.getElementById('members');
quarrel.append(...data.why.map((said) => make('div', {class: 'card'}, lead(said))));
if (data.members.length) {
  quarrel.append(lead(data.headline), make('ol', {class: 'cards'}, data.members.map(([rule, said]) => make('li', {class: 'card'},
    make('strong', {}, t(...rule)), make('p', {}, t(...said))))));
}

const ways = document.getElementById('ways-out');
if (data.ways.length) {
  ways.append(lead(['每条出路都已找到可行方案为证，代价小者在前；选一条，改好报名表再算一次。', 'For each of them a plan was found that works; the cheapest first. Choose one, change the tables, run again.']),
    make('ol', {class: 'cards'}, data.ways.map((way) => make('li', {class: 'card'},
      make('strong', {}, t(`代价 ${way.cost}${way.least ? '' : '（未证明最省）'}`, `cost ${way.cost}${way.least ? '' : ' (not proved the least)'}`)),
      ...(way.places.length ? way.places.map((said) => make('p', {}, t(...said))) : []),
      make('p', {class: way.places.length ? 'note' : ''}, t('让步的规则：', 'what gives way: '), way.rules.join(' ＋ '))))));
} else {
  ways.append(lead(['没有单独可行的放宽：先看上面各条，改报名表或规则。', 'No single rule that gives way settles it: look at the demands above and change the tables or the rules.']));
}

const known = document.getElementById('known');
if (data.proof) known.append(lead(data.proof));
known.append(...data.open.map((said) => make('p', {class: 'warning'}, t(`未定：${said[0]}`, `left open: ${said[1]}`))));

checkWith(() => [open(['冲突的证明', 'the proof of the conflict'], ['不在此页；凭结果文件夹用 chuyan verify 核验', 'not on this page: chuyan verify checks it from the run folder'])]);
