// Texts in both languages and elements made of text alone: nothing from the data is ever read as markup.
const data = JSON.parse(document.getElementById('data').textContent);

const make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.flat());
  return made;
};

const t = (zh, en) => [
  make('span', {class: 'zh', lang: 'zh-CN'}, String(zh)),
  make('span', {class: 'en', lang: 'en'}, String(en)),
];

const sides = (text) => {
  const at = text.indexOf(' / ');
  return at < 0 ? [text, text] : [text.slice(0, at), text.slice(at + 3)];
};

const table = (heads, rows, label) => make('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label},
  make('table', {},
    make('thead', {}, make('tr', {}, heads.map(([zh, en, kind]) => make('th', {scope: 'col', class: kind || ''}, t(zh, en))))),
    make('tbody', {}, rows.map((row) => make('tr', {}, row.map((cell, at) => make(
      at ? 'td' : 'th', at ? {class: heads[at][2] || ''} : {scope: 'row'}, cell)))))));

const shownMask = (number) => {
  if (data.ids !== 'last-four') return number;
  const shown = Math.min(4, Math.floor([...number].length / 2));
  return '*'.repeat([...number].length - shown) + [...number].slice([...number].length - shown).join('');
};

// everybody whose masked number fits what was typed: the whole number, the mask, or the last digits
const fitting = (typed, masks) => {
  const number = typed.normalize('NFKC').trim();
  if (!number) return [];
  const exact = masks.flatMap((mask, at) => (mask === shownMask(number) || mask === number ? [at] : []));
  const tail = number.replace(/^\*+/, '');
  return exact.length || !tail ? exact : masks.flatMap((mask, at) => (mask.replace(/^\*+/, '').endsWith(tail) ? [at] : []));
};
