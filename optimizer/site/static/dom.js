"use strict";
/* Making parts of the page. Text only ever becomes text: nothing a file says is taken for markup. */
function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child != null));
  return node;
}
function table(headers, rows, label, numbers = []) {
  const head = headers.map((text, at) => make("th", { scope: "col", class: numbers.includes(at) ? "number" : "" }, text));
  const body = rows.map((row) => make("tr", {}, ...row.map((cell, at) =>
    make("td", { class: numbers.includes(at) ? "number" : "" }, cell instanceof Node ? cell : String(cell ?? "")))));
  const inner = make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, inner);
}
const plain = (text) => String(text).normalize("NFKC").trim().toLowerCase();
const both = (said) => (said ? said[tongue] : "");
const at = (id) => document.getElementById(id);
function tell(text) { at("message").textContent = text; }
async function ask(path, options = {}) {
  let answer;
  try { answer = await fetch(path, options); } catch { throw new Error(word("lost")); }
  const said = await answer.json().catch(() => ({ error: `${answer.status}` }));
  if (!answer.ok) throw Object.assign(new Error(said.error), { dial: said.dial });
  return said;
}
function trying(work) {
  return async (...given) => {
    try { tell(""); return await work(...given); } catch (wrong) { tell(wrong.message); return undefined; }
  };
}
