// One person's row, and what became of each wish: who reads it needs nobody else's word.
const pairKey = (person, post) => person * data.posts.length + post;
const barred = new Set(data.barred.map(([person, post]) => pairKey(person, post)));
const refused = new Map(data.refused.map(([person, post, why]) => [pairKey(person, post), why]));

const wishFate = (one, wish) => {
  const post = posts[wish.post], key = pairKey(one.at, wish.post);
  if (one.post === wish.post) return ['得到', 'got it'];
  if (barred.has(key)) return ['规则不许', 'a rule keeps it apart'];
  if (refused.has(key)) {
    const [zh, en] = sides(refused.get(key));
    return [`未获准：${zh}`, `refused: ${en}`];
  }
  if (one.post >= 0 && one.rank && wish.rank >= one.rank) return ['志愿在所得之后', 'listed after what was got'];
  if (post.holders.length < post.seats) return ['有空额，未到此人', 'seats left, not given'];
  return [`已满，最后一名次序 ${post.last}`, `full; the last one there comes ${post.last} in the order`];
};

const WISH_HEADS = [['志愿序', 'wish', 'number'], ['岗位', 'post'], ['乡镇', 'township'], ['怎样', 'what became of it']];
const personCard = (one) => {
  const post = posts[one.post];
  const got = post ? t(`${where(post)}，${data.townships[post.township][0]}`, `${where(post)}, ${data.townships[post.township][0]}`) : t(...sides(one.why));
  const facts = [[['编号', 'number'], one.mask], [['次序', 'order'], String(one.order)], ...scored([['成绩', 'score'], scoreWords(one)]),
    [['岗位', 'post'], got], [['志愿序', 'wish'], t(...rankWords(one))], [['方式', 'how'], t(...STAGES[one.stage])]];
  return make('article', {class: 'card'}, make('dl', {class: 'figures'},
    facts.map(([name, value]) => make('div', {}, make('dt', {}, t(...name)), make('dd', {}, value)))),
    one.wishes.length ? table(WISH_HEADS, one.wishes.slice(0, 60).map((wish) => [
      String(wish.rank), where(posts[wish.post]), data.townships[posts[wish.post].township][0], t(...wishFate(one, wish))]), one.mask) : []);
};

if (!data.withheld) document.getElementById('find-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const found = fitting(document.getElementById('number').value, people.map((one) => one.mask));
  const many = make('p', {}, found.length ? t(`${found.length} 人`, `${found.length} found`) : t('没有找到', 'nobody found'));
  document.getElementById('found').replaceChildren(many, ...found.slice(0, 20).map((at) => personCard(people[at])));
});
