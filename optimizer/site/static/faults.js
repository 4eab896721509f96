"use strict";
/* A workbook that was looked through: what is wrong, each fault beside its cell. */
function showLooked(book) {
  const box = at("looked");
  box.replaceChildren();
  if (!book) return;
  if (book.scenario) box.append(soundBook(book));
  else box.append(...faultyBook(book));
  if (book.mends.length) {
    const list = make("ul", {}, ...book.mends.map((text) => make("li", { class: "note" }, text)));
    box.append(make("details", {}, make("summary", {}, word("mended", { many: book.mends.length })), list));
  }
}
function soundBook(book) {
  const said = book.scenario;
  const notices = said.notices.map((text) => make("p", { class: "note" }, text));
  return make("div", { class: "good", id: "sound" },
    make("strong", {}, `${book.name}：${word("sound")}`), ` ${said.title} · ${word("counted", said)}`, ...notices);
}
function faultyBook(book) {
  const rows = book.faults.map((fault) => [
    fault.sheet, fault.cell, fault.column, fault.value,
    make("div", {}, make("div", { class: "problem" }, both(fault.problem)), make("div", { class: "mend" }, `→ ${both(fault.mend)}`)),
    fault.excerpt ? excerpt(fault.excerpt) : "",
  ]);
  const headers = ["sheet", "cell", "column", "value", "problem", "excerpt"].map((name) => word(name));
  const more = book.many > book.faults.length ? word("shown", { shown: book.faults.length }) : "";
  const where = book.faults.some((fault) => fault.cell);
  const copy = make("a", { class: "button", href: `books/${encodeURIComponent(book.name)}/marked`, download: true }, word("marked"));
  return [
    make("p", { class: "bad", id: "faulty" }, make("strong", {}, `${book.name}：${word("faults", { many: book.many })}`), ` ${more}`),
    where ? make("p", {}, copy) : "", table(headers, rows, word("faults", { many: book.many })),
  ];
}
function excerpt(part) {
  const [row, column] = part.at;
  const head = make("tr", {}, make("td", {}), ...part.columns.map((letters) => make("th", { scope: "col" }, letters)));
  const body = part.rows.map((line) => make("tr", {}, make("th", { scope: "row" }, String(line.row)),
    ...line.cells.map((text, number) =>
      make("td", { class: line.row === row && part.columns[number] === column ? "wrong" : "" }, text))));
  return make("table", { class: "excerpt" }, make("tbody", {}, head, ...body));
}
