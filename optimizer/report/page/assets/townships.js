// The people of an assignment as objects, and the townships: a fold each, filled when it is opened or printed.
const STAGES = [['组织指定', 'pinned'], ['个人选岗', 'by choice'], ['组织分配', 'allocated'], ['未落实', 'unplaced']];
const [PIN, CHOICE, ALLOCATION, NOTHING] = [0, 1, 2, 3];
const people = data.people.map(([mask, score, post, rank, stage, accepts, why], at) => ({
  at, mask, score, post, rank, stage, accepts, why, order: at + 1,
  wishes: (data.wishes[at] || []).map((target, place) => ({post: target, rank: data.ranks[at] ? data.ranks[at][place] : place + 1})),
}));
const posts = data.posts.map(([id, village, township, seats, last, taken], at) => ({at, id, village, township, seats, last, taken, holders: []}));
for (const one of people) if (posts[one.post]) posts[one.post].holders.push(one);
const who = (one) => `${one.mask}（${one.order}）`;
const where = (post) => `${post.id} ${post.village}`;
const rankWords = (one) => (one.post < 0 ? ['—', '—'] : one.rank ? [one.rank, one.rank] : ['志愿外', 'not listed']);
const scoreWords = (one) => (one.score === null ? '—' : String(one.score));

const scored = (cell) => (data.scores ? [cell] : []);
const WITHHELD_HEADS = [['岗位', 'post'], ['村', 'village'], ['名额', 'seats', 'number'], ['到岗', 'people', 'number']];
const withheldRows = (at) => posts.filter((post) => post.township === at).map((post) => [post.id, post.village, String(post.seats), String(post.taken)]);

const townshipRows = (at) => posts.filter((post) => post.township === at).flatMap((post) => {
  const rows = post.holders.map((one) => [post.id, post.village, one.mask, ...scored(scoreWords(one)), String(one.order), t(...rankWords(one)), t(...STAGES[one.stage])]);
  const left = post.seats - post.holders.length;
  return left > 0 ? [...rows, [post.id, post.village, t(`空 ${left} 个名额`, `${left} empty`), ...scored(''), '', '', '']] : rows;
});
const TOWNSHIP_HEADS = [['岗位', 'post'], ['村', 'village'], ['编号', 'number'], ...scored(['成绩', 'score', 'number']), ['次序', 'order', 'number'], ['志愿序', 'wish', 'number'], ['方式', 'how']];

const townshipFold = ([town, county], at) => {
  const own = posts.filter((post) => post.township === at);
  const held = own.reduce((sum, post) => sum + post.taken, 0);
  const seats = own.reduce((sum, post) => sum + post.seats, 0);
  const first = own.flatMap((post) => post.holders).filter((one) => one.rank === 1).length;
  const [zh, en] = data.withheld ? ['', ''] : [`，第一志愿 ${first} 人`, `, ${first} at their first wish`];
  const fold = make('details', {class: 'township'}, make('summary', {},
    make('strong', {}, `${town} `), make('span', {class: 'note'}, `${county} · `, t(
      `${own.length} 个岗位，${seats} 个名额，到岗 ${held} 人${zh}`,
      `${own.length} posts, ${seats} seats, ${held} people${en}`))));
  fold.addEventListener('fill', () => fold.childElementCount > 1 || fold.append(
    data.withheld ? table(WITHHELD_HEADS, withheldRows(at), town) : table(TOWNSHIP_HEADS, townshipRows(at), town)));
  fold.addEventListener('toggle', () => fold.open && fold.dispatchEvent(new Event('fill')));
  return fold;
};
