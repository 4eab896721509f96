"use strict";
/* The page as a whole: what it knows, and how it begins. */
const known = { books: [], runs: [], jobs: [], mechanisms: [], looked: null, opened: null, compared: null };
function showAll() {
  document.documentElement.lang = tongue === "zh" ? "zh-CN" : "en";
  document.querySelectorAll("[data-word]").forEach((node) => { node.textContent = word(node.dataset.word); });
  at("language").textContent = word("language");
  at("home").textContent = known.home || "";
  showBooks(); showLooked(known.looked); showForm(); showQueue(); showRuns(); showResult(); showComparison();
}
function showBooks() {
  at("earlier-books").hidden = !known.books.length;
  const options = known.books.map((name) => make("option", { value: name, selected: Boolean(known.looked) && known.looked.name === name }, name));
  at("books").replaceChildren(make("option", { value: "" }, word("choose")), ...options);
}
async function take(book) {
  known.looked = book;
  if (!known.books.includes(book.name)) known.books = [...known.books, book.name].sort();
  choose("");
  showBooks(); showLooked(book); showForm();
}
const upload = trying(async (file) => {
  tell(word("reading"));
  await take(await ask(`books?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file }));
  tell("");
});
function listen() {
  const news = new EventSource("events");
  news.onmessage = (event) => keepJob(JSON.parse(event.data));
  news.onopen = trying(async () => { const state = await ask("state"); Object.assign(known, { ...state, jobs: state.jobs.map(newest) }); at("home").textContent = known.home; showBooks(); showQueue(); showRuns(); });
  news.onerror = () => tell(word("lost"));
}
function begin() {
  const drop = at("drop");
  at("file").addEventListener("change", (event) => { if (event.target.files[0]) upload(event.target.files[0]); event.target.value = ""; });
  for (const kind of ["dragenter", "dragover"]) document.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) document.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => { if (event.dataTransfer.files[0]) upload(event.dataTransfer.files[0]); });
  at("books").addEventListener("change", trying(async (event) => { if (event.target.value) await take(await ask(`books/${encodeURIComponent(event.target.value)}`)); }));
  at("language").addEventListener("click", () => { tongue = tongue === "zh" ? "en" : "zh"; showAll(); });
  at("form").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  showAll();
  listen();
}
const submit = trying(async () => {
  const { mechanism, options, compare, seconds } = chosen;
  const body = JSON.stringify({ book: known.looked.name, mechanism, options, compare, seconds });
  if (document.querySelector("#form [aria-invalid]")) { showForm(); at("start").focus(); }
  try {
    keepJob(await ask("jobs", { method: "POST", headers: { "content-type": "application/json" }, body }));
  } catch (wrong) {
    if (wrong.dial && dialFault(wrong.dial, wrong.message)) return;
    throw wrong;
  }
  at("queue-section").scrollIntoView({ block: "nearest" });
});
document.addEventListener("DOMContentLoaded", begin);
