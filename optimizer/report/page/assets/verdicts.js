// What a check answers: passed, failed with its witnesses, or not checked here; and how the answers are shown.
const WITNESSES = 5;
const checked = (name, witnesses, looked) => ({
  name, verdict: witnesses.length ? 'fail' : 'pass',
  said: witnesses.length ? [`${witnesses.length} 处不符`, `${witnesses.length} found`] : looked, witnesses,
});
const open = (name, said) => ({name, verdict: 'open', said, witnesses: []});
const VERDICTS = {pass: ['通过', 'holds', '✓'], fail: ['不通过', 'fails', '✗'], open: ['未核对', 'not checked', '–']};

const digestChecks = async () => {
  const found = await sha256(document.getElementById('data').textContent);
  const printed = document.getElementById('printed').textContent.trim();
  const typed = document.getElementById('official').value.replace(/[\s:]/g, '').toLowerCase();
  const differs = (other) => (other === found ? [] : [[`数据的摘要是 ${found}`, `the data have the digest ${found}`]]);
  const official = ['与正式公布的摘要相同', 'the same digest as officially published'];
  return [
    checked(['数据的摘要与页上所印相同', 'the data have the digest printed on the page'], differs(printed), [found, found]),
    typed ? checked(official, differs(typed), [found, found]) : open(official, ['没有填写', 'none was given']),
  ];
};

const showVerdicts = (results) => {
  const many = (verdict) => results.filter((one) => one.verdict === verdict).length;
  const bad = many('fail');
  const summary = make('p', {class: bad ? 'bad' : 'good', id: 'summary', 'data-failed': bad}, t(
    `${many('pass')} 项通过，${bad} 项不通过，${many('open')} 项未核对`,
    `${many('pass')} hold, ${bad} fail, ${many('open')} not checked`));
  const rows = results.map((one) => make('li', {class: `verdict ${one.verdict}`, 'data-verdict': one.verdict},
    make('strong', {}, `${VERDICTS[one.verdict][2]} `, t(...VERDICTS[one.verdict])), ' ',
    t(...one.name), make('span', {class: 'note'}, t(...one.said)),
    one.witnesses.length ? make('ul', {}, one.witnesses.slice(0, WITNESSES).map((two) => make('li', {}, t(...two)))) : []));
  document.getElementById('verdicts').replaceChildren(summary, make('ul', {class: 'verdicts'}, rows));
};

const checkWith = (checks) => document.getElementById('run-check').addEventListener('click', async () => {
  let results;
  try {
    results = [...await digestChecks(), ...checks()];
  } catch (wrong) {
    results = [...await digestChecks(), checked(['数据完整', 'the data are whole'], [[`数据缺失或有误：${wrong.message}`, `data are missing or wrong: ${wrong.message}`]], ['', ''])];
  }
  showVerdicts(results);
});
