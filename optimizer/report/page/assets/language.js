// The language switch and the table of contents.
const languageButton = document.getElementById('language');
languageButton.addEventListener('click', () => {
  const english = document.documentElement.dataset.language === 'zh';
  document.documentElement.dataset.language = english ? 'en' : 'zh';
  document.documentElement.lang = english ? 'en' : 'zh-CN';
  languageButton.textContent = english ? '中文' : 'English';
  languageButton.lang = english ? 'zh-CN' : 'en';
});

for (const section of document.querySelectorAll('main > section')) {
  const title = section.querySelector('h2');
  document.getElementById('contents').append(make('li', {}, make('a', {href: `#${section.id}`}, [...title.childNodes].map((one) => one.cloneNode(true)))));
}

const folded = [];
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details:not([open])')) {
    folded.push(details);
    details.dispatchEvent(new Event('fill'));
    details.open = true;
  }
});
addEventListener('afterprint', () => {
  for (const details of folded.splice(0)) details.open = false;
});
