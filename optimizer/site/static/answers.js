"use strict";
/* What can be asked of a finished run: why somebody is there, whether it holds, the calendars to hand out. */
const ofRun = (run, what) => `runs/${encodeURIComponent(run.name)}/${what}`;
function asking(run) {
  const input = make("input", { id: "whose", type: "search", maxlength: 60, required: true });
  const told = make("div", { id: "why", role: "status" });
  const form = make("form", { id: "ask-why" }, make("label", { for: "whose" }, word("whose")), " ", input, " ", make("button", {}, word("askWhy")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    told.replaceChildren(word("asking"));
    const answer = trying(() => ask(ofRun(run, `why?graduate=${encodeURIComponent(input.value.trim())}`)));
    answer().then((found) => told.replaceChildren(...(found ? found.lines.map((line) => make("p", {}, line)) : [])));
  });
  return [make("h3", {}, word("why")), form, told];
}
const ANSWERS = { "holds": "holds", "fails": "fails", "not certified": "uncertified" };
function checking(run) {
  const told = make("div", { id: "checked", role: "status" });
  const button = make("button", { type: "button", id: "check", onclick: trying(async () => {
    told.replaceChildren(word("asking"));
    try {
      const found = await ask(ofRun(run, "checked"));
      const rows = found.properties.map((one) => [one.title, make("span", { class: ANSWERS[one.verdict] }, word(ANSWERS[one.verdict])), one.witnesses.slice(0, 3).join("；")]);
      told.replaceChildren(make("p", {}, make("strong", {}, word(found.ok ? "allHold" : "someFail"))),
        table([word("property"), word("answer"), word("witness")], rows, word("checks")));
    } catch (wrong) {
      told.replaceChildren();
      throw wrong;
    }
  }) }, word("check"));
  return [make("h3", {}, word("checks")), make("p", { class: "note" }, word("checkNote")), make("p", {}, button), told];
}
function calendars(run) {
  if (!run.calendars.length) return [];
  const links = run.calendars.map((town) => make("a", { class: "button quiet", href: ofRun(run, `calendars/${encodeURIComponent(town)}`), download: true }, `${town}.zip`));
  return [make("details", { id: "calendars" }, make("summary", {}, word("calendars")), make("p", {}, ...links.flatMap((one) => [one, " "])))];
}
