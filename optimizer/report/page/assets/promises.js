// What the mechanism promises, worked out anew. Excepted, and named elsewhere on the page: wishes that a rule
// keeps apart and picks that a guarantee refused.
const chooses = (one) => one.stage !== PIN;
const fair = (one, wish) => !barred.has(pairKey(one.at, wish.post)) && !refused.has(pairKey(one.at, wish.post));
const own = (one) => (one.stage === CHOICE && one.rank ? one.rank : Infinity);
const better = (one) => one.wishes.filter((wish) => wish.rank < own(one) && fair(one, wish));
const excepted = () => {
  const many = `${data.barred.length}，${data.refused.length}`.split('，');
  return [`除外：规则不许的志愿 ${many[0]} 个，未获准的选择 ${many[1]} 个，逐个列在本页`, `excepted and named: ${many[0]} wishes apart by rule, ${many[1]} refused picks`];
};

const turnChecks = () => {
  const name = ['轮到时没有更想去而空着的岗位', 'nobody preferred a post that was free at their turn'];
  const free = posts.map((post) => post.seats - post.holders.filter((one) => one.stage === PIN).length);
  const wrong = [];
  for (const at of data.turns) {
    const one = people[at];
    for (const wish of better(one)) {
      if (free[wish.post] > 0) wrong.push([`${who(one)} 更想去 ${where(posts[wish.post])}，轮到时还空着`, `${who(one)} preferred ${where(posts[wish.post])}, which was free`]);
    }
    if (one.stage === CHOICE) free[one.post] -= 1;
  }
  return [checked(name, wrong, excepted()), turnOrder()];
};

const turnOrder = () => {
  const name = ['选岗的人依次而来，没有人被跳过', 'everybody who chooses came in turn, nobody was passed over'];
  const turns = new Set(data.turns);
  const wrong = people.filter((one) => one.stage === CHOICE && !turns.has(one.at)).map((one) => [`${who(one)} 没有轮到`, `${who(one)} had no turn`]);
  if (turns.size !== data.turns.length) wrong.push(['有人轮到两次', 'somebody had two turns']);
  if (data.promise.first === null) return wrong.length ? checked(name, wrong, ['', '']) : open(name, [`次序由种子 ${data.seed} 抽签，须用程序重抽`, `the order was drawn by the seed ${data.seed}; drawing again needs the program`]);
  const due = people.filter((one) => one.at < data.promise.first && chooses(one));
  due.forEach((one, place) => {
    if (data.turns[place] !== one.at) wrong.push([`第 ${place + 1} 个应是 ${who(one)}`, `turn ${place + 1} was due to ${who(one)}`]);
  });
  if (data.turns.length > due.length) wrong.push(['选岗的人多于应选的人', 'more people chose than were due']);
  return checked(name, wrong, [`${due.length} 人依次`, `${due.length} people in turn`]);
};

const placeOf = (one, target) => {
  if (!data.places) return one.at;
  const at = one.wishes.findIndex((wish) => wish.post === target);
  return at < 0 ? Infinity : data.places[one.at][at];
};
const bandOf = (rank) => data.promise.ends.findIndex((end) => rank <= end);

const bandChecks = () => {
  const name = data.promise.ends.length > 1
    ? ['同一段志愿之内没有合理的嫉妒，先到的段先录', 'no justified envy within a band, earlier bands first']
    : ['没有冲突的一对：没有人更想去的岗位留给了次序在后的人或空着', 'no blocking pair: no wished post went to somebody lower, or stayed empty'];
  const wrong = [];
  for (const one of people.filter(chooses)) {
    for (const wish of better(one)) {
      const post = posts[wish.post];
      const held = post.holders.filter((other) => other.stage !== ALLOCATION);
      const loser = held.find((other) => other.stage === CHOICE && (bandOf(other.rank) > bandOf(wish.rank)
        || (bandOf(other.rank) === bandOf(wish.rank) && placeOf(other, post.at) > placeOf(one, post.at))));
      if (held.length < post.seats) wrong.push([`${who(one)} 更想去 ${where(post)}，选岗时还有空额`, `${who(one)} preferred ${where(post)}, which had a seat left`]);
      else if (loser) wrong.push([`${who(one)} 更想去 ${where(post)}，却给了排在其后的 ${who(loser)}`, `${who(one)} preferred ${where(post)}, which went to ${who(loser)}`]);
    }
  }
  return [checked(name, wrong, excepted())];
};

const exchangeChecks = () => {
  const name = ['没有任何交换能使一些人更好而无人更差', 'no exchange makes some better off and nobody worse off'];
  const wrong = [], wants = posts.map(() => []);
  for (const one of people.filter(chooses)) {
    for (const wish of better(one)) {
      const post = posts[wish.post];
      if (post.holders.filter((other) => other.stage !== ALLOCATION).length < post.seats) wrong.push([`${who(one)} 更想去 ${where(post)}，还有空额`, `${who(one)} preferred ${where(post)}, which had a seat left`]);
      if (one.stage === CHOICE) wants[one.post].push(wish.post);
    }
  }
  const circle = findCircle(wants);
  if (circle) wrong.push([`可以交换：${circle.map((at) => where(posts[at])).join(' → ')}`, `an exchange: ${circle.map((at) => where(posts[at])).join(' → ')}`]);
  return [checked(name, wrong, excepted())];
};

// posts whose holders would each like the next one's: a way that comes back to itself, or null
const findCircle = (wants) => {
  const state = new Uint8Array(wants.length);
  for (let root = 0; root < wants.length; root++) {
    const trail = [], next = [];
    if (!state[root]) { trail.push(root); next.push(0); state[root] = 1; }
    while (trail.length) {
      const last = trail[trail.length - 1], step = next[next.length - 1]++;
      if (step >= wants[last].length) { state[trail.pop()] = 2; next.pop(); continue; }
      const to = wants[last][step];
      if (state[to] === 1) return [...trail.slice(trail.indexOf(to)), to];
      if (!state[to]) { trail.push(to); next.push(0); state[to] = 1; }
    }
  }
  return null;
};

const NOT_HERE = {
  none: ['这种方式的保证关系到全体的总和或机会，见“证明”；用 chuyan verify 核验', 'its promise is about sums or chances: see the proofs, and chuyan verify'],
  repair: ['这是一次修复：原有安置保留，选岗不再重来', 'this is a repair: earlier placements stay, nobody chose anew'],
};
const promiseChecks = () => {
  const checks = {turns: turnChecks, bands: bandChecks, exchange: exchangeChecks}[data.promise.form];
  return checks ? checks() : [open(['方式所保证的', 'what the mechanism promises'], NOT_HERE[data.promise.form] || NOT_HERE.none)];
};
