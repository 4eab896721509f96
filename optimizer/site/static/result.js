"use strict";
/* Finished runs, and one of them looked at. */
const ticked = [];
function runTitle(name) {
  const job = known.jobs.find((one) => one.run === name);
  return job ? jobTitle(job) : name;
}
function showRuns() {
  at("results-section").hidden = !known.runs.length;
  const rows = known.runs.map((name) => [
    make("input", { type: "checkbox", "aria-label": `${word("compare")} ${name}`, checked: ticked.includes(name), onchange: (event) => {
      if (event.target.checked) ticked.push(name); else ticked.splice(ticked.indexOf(name), 1);
      at("compare").disabled = ticked.length < 2;
    } }),
    runTitle(name),
    make("button", { type: "button", class: "quiet", "aria-label": `${word("open")} ${name}`, onclick: trying(() => openRun(name)) }, word("open")),
    make("a", { href: `runs/${encodeURIComponent(name)}/workbook`, download: true, "aria-label": `${word("workbook")} ${name}` }, word("workbook")),
  ]);
  const button = make("button", { type: "button", id: "compare", disabled: ticked.length < 2, onclick: trying(compareTicked) }, word("compare"));
  at("runs").replaceChildren(table(["", word("plan"), "", ""], rows, word("results")), make("p", {}, button, " ", make("span", { class: "note" }, word("chooseTwo"))));
}
async function openRun(name) {
  known.opened = await ask(`runs/${encodeURIComponent(name)}`);
  showResult();
  at("result").focus();
}
function showResult() {
  const run = known.opened;
  if (!run) return;
  const figures = make("dl", { class: "figures" }, ...run.figures.map((said) => make("div", {}, make("dt", {}, both(said)), make("dd", {}, said.value))));
  const links = make("p", {}, make("a", { class: "button", href: `runs/${encodeURIComponent(run.name)}/workbook`, download: true }, word("workbook")), " ",
    run.page ? make("a", { class: "button quiet", href: `runs/${encodeURIComponent(run.name)}/page`, download: true }, word("page")) : null);
  const people = run.people.length ? [...lists(run), ...asking(run)] : [];
  at("result").replaceChildren(make("h3", {}, runTitle(run.name)), links, ...calendars(run), figures, ...people, ...checking(run));
}
function lists(run) {
  const most = Math.max(1, ...run.ranks.map((one) => one.people));
  const bars = make("div", { class: "bars" }, ...run.ranks.flatMap((one) => {
    const text = word("choice", one);
    return [make("span", {}, text), make("meter", { min: 0, max: most, value: one.people, "aria-label": text }), make("span", {}, String(one.people))];
  }));
  const stages = run.stages.map((one) => [one.goal, one.value, one.bound, one.proof]);
  const towns = run.towns.map((one) => [one.county, one.township, one.seats, one.placed, one.first, one.mean, one.lowest]);
  const titles = (...names) => names.map((name) => word(name));
  return [
    make("h3", {}, word("stages")), table(titles("goal", "result", "bound", "proof"), stages, word("stages"), [1, 2]),
    make("h3", {}, word("ranks")), bars,
    make("h3", {}, word("towns")), table(titles("county", "township", "seats", "placed", "first", "mean", "lowest"), towns, word("towns"), [2, 3, 4, 5, 6]),
    make("h3", {}, word("people")), ...everybody(run.people),
  ];
}
const SHOWN = 200;
function everybody(people) {
  const fields = ["order", "graduate", "name", "score", "post", "village", "township", "rank", "stage", "reason"];
  const place = make("div", { id: "people" });
  const count = make("span", { class: "note", role: "status", id: "found" });
  const show = (wanted) => {
    const kept = people.filter((one) => !wanted || [one.graduate, one.name, one.village, one.township].some((text) => plain(text).includes(wanted)));
    const rows = kept.slice(0, SHOWN).map((one) => fields.map((name) => one[name]));
    place.replaceChildren(table(fields.map((name) => word(name)), rows, word("people"), [0, 3, 7]));
    count.textContent = word("found", { shown: Math.min(kept.length, SHOWN), all: people.length });
  };
  show("");
  const input = make("input", { id: "find", type: "search", oninput: (event) => show(plain(event.target.value)) });
  return [make("p", {}, make("label", { for: "find" }, word("find")), " ", input, " ", count), place];
}
