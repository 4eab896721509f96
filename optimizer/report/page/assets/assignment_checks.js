// The checks of an assignment, each from the data alone.
const rankChecks = () => {
  const wrong = people.flatMap((one) => {
    const wish = one.wishes.find((two) => two.post === one.post);
    const due = one.post < 0 || !wish ? 0 : wish.rank;
    return due === one.rank ? [] : [[`${who(one)} 写作第 ${one.rank || '—'} 志愿，实为 ${due || '志愿外'}`, `${who(one)} says wish ${one.rank || '—'}, it is ${due || 'not listed'}`]];
  });
  return checked(['每人的志愿序与志愿表相符', 'the printed ranks are those of the wish lists'], wrong, [`${people.length} 人`, `${people.length} people`]);
};

const orderCheck = () => {
  const name = ['次序按成绩由高到低', 'the order goes by score'];
  if (data.by[0] !== 'score') return open(name, [`次序的依据是 ${data.by.join('、')}`, `the order goes by ${data.by.join(', ')}`]);
  if (!data.scores) return open(name, ['按公布的设置不显示个人成绩', 'scores of single people are not published']);
  const wrong = people.slice(1).filter((one, at) => one.score !== null && people[at].score !== null && one.score > people[at].score)
    .map((one) => [`${who(one)} 成绩 ${one.score}，高于前一名 ${people[one.at - 1].score}`, `${who(one)} has ${one.score}, more than the one before`]);
  return checked(name, wrong, ['同分者按笔试成绩、抽签，不在此页', 'equal scores by what is not on this page']);
};

const seatCheck = () => {
  const wrong = posts.filter((post) => post.holders.length > post.seats || post.holders.length !== post.taken)
    .map((post) => [`${where(post)} 有 ${post.holders.length} 人，名额 ${post.seats}：${post.holders.map(who).join('、')}`, `${where(post)} has ${post.holders.length} people and ${post.seats} seats: ${post.holders.map(who).join(', ')}`]);
  wrong.push(...people.filter((one) => (one.post < 0) !== (one.stage === NOTHING) || (one.post >= 0 && !posts[one.post]))
    .map((one) => [`${who(one)} 的岗位与方式不符`, `the post of ${who(one)} does not fit how it was got`]));
  return checked(['每人至多一个岗位，每个岗位不超过名额', 'one post a person, no post beyond its seats'], wrong, [`${posts.length} 个岗位`, `${posts.length} posts`]);
};

const cutCheck = () => {
  const wrong = posts.filter((post) => post.last !== post.holders.reduce((last, one) => Math.max(last, one.order), 0))
    .map((post) => [`${where(post)} 印作次序 ${post.last}`, `${where(post)} is printed with order ${post.last}`]);
  return checked(['每个岗位的最后一名（分数线）', 'the cut-off of every post'], wrong, [`${posts.length} 个岗位`, `${posts.length} posts`]);
};

const acceptCheck = () => {
  const wrong = people.filter((one) => one.post >= 0 && !one.rank && !one.accepts && one.stage !== PIN)
    .map((one) => [`${who(one)} 不服从分配，却在 ${where(posts[one.post])}`, `${who(one)} does not accept allocation but is at ${where(posts[one.post])}`]);
  wrong.push(...people.filter((one) => one.stage === CHOICE && !one.rank).map((one) => [`${who(one)} 写作个人选岗，却不在志愿内`, `${who(one)} is said to have chosen a post that was not listed`]));
  return checked(['不服从分配的人没有被派到志愿以外', 'nobody who declines allocation was sent to an unlisted post'], wrong, [`${people.filter((one) => !one.accepts).length} 人不服从分配`, `${people.filter((one) => !one.accepts).length} decline allocation`]);
};

const barredCheck = () => {
  const wrong = people.filter((one) => one.post >= 0 && (barred.has(pairKey(one.at, one.post)) || (refused.has(pairKey(one.at, one.post)) && one.stage === CHOICE)))
    .map((one) => [`${who(one)} 在 ${where(posts[one.post])}，规则不许`, `${who(one)} is at ${where(posts[one.post])}, which a rule forbids`]);
  return checked(['没有人在规则不许或未获准的岗位', 'nobody is where a rule forbids it or the pick was refused'], wrong, [`${data.barred.length + data.refused.length} 对`, `${data.barred.length + data.refused.length} pairs`]);
};

const pinCheck = () => {
  const pinned = new Map(data.pins.map(([person, post]) => [person, post]));
  const wrong = data.pins.filter(([person, post]) => people[person].post !== post || people[person].stage !== PIN)
    .map(([person, post]) => [`${who(people[person])} 指定在 ${where(posts[post])}，实不在`, `${who(people[person])} is pinned to ${where(posts[post])} but not there`]);
  wrong.push(...people.filter((one) => one.stage === PIN && !pinned.has(one.at)).map((one) => [`${who(one)} 写作指定，却没有指定`, `${who(one)} is said to be pinned and is not`]));
  return checked(['指定全部实现，此外没有指定', 'every pin is kept and there are no others'], wrong, [`${data.pins.length} 人`, `${data.pins.length} people`]);
};

const fullCheck = () => {
  if (!data.full) return [];
  const wrong = posts.filter((post) => post.holders.length < post.seats).map((post) => [`${where(post)} 未满`, `${where(post)} is not full`]);
  return [checked(['岗位全部到人', 'every post is filled'], wrong, [`${posts.length} 个岗位`, `${posts.length} posts`])];
};

const figureCheck = () => {
  const placed = people.filter((one) => one.post >= 0), listed = placed.filter((one) => one.rank);
  const due = {
    graduates: people.length, placed: placed.length, unplaced: people.length - placed.length,
    first_choice: listed.filter((one) => one.rank === 1).length, top_three: listed.filter((one) => one.rank <= 3).length,
    unlisted: placed.length - listed.length, by_choice: people.filter((one) => one.stage === CHOICE).length,
    by_allocation: people.filter((one) => one.stage === ALLOCATION).length, pinned: people.filter((one) => one.stage === PIN).length,
    refused_picks: data.refused.length, mean_rank: listed.length ? listed.reduce((sum, one) => sum + one.rank, 0) / listed.length : NaN,
  };
  const wrong = [...document.querySelectorAll('[data-figure]')].flatMap((cell) => {
    const printed = parseFloat(cell.textContent), name = cell.dataset.figure;
    const same = Number.isNaN(due[name]) ? cell.textContent === '—' : Math.abs(printed - due[name]) < (name === 'mean_rank' ? 0.00501 : 1e-9);
    return same ? [] : [[`${cell.previousElementSibling.textContent}：印作 ${printed}，实为 ${due[name]}`, `${name}: printed ${printed}, it is ${due[name]}`]];
  });
  return checked(['结论中的数字', 'the figures at the top'], wrong, [`${Object.keys(due).length} 个数字`, `${Object.keys(due).length} figures`]);
};

const otherRules = () => open(['其余规则（专业、回避、配额等）', 'the other rules (majors, home, quotas …)'],
  ['所依据的个人信息不公开，由有权查看的人用 chuyan verify 核验', 'they rest on personal data that are not public; whoever may see them uses chuyan verify']);

const withheldCheck = () => open(['每个人的岗位、志愿与方式的保证', 'posts, wishes and what the mechanism promises'],
  ['按公布的设置不列个人的行，由有权查看的人用 chuyan verify 核验', 'rows of single people are not published; whoever may see them uses chuyan verify']);
