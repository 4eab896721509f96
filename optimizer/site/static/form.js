"use strict";
/* The form: a mechanism with its dials, as the program declares them. */
const chosen = { mechanism: "", options: {}, compare: [], seconds: 600 };
function showForm() {
  const book = known.looked;
  at("run-section").hidden = !(book && book.scenario);
  if (!book || !book.scenario) return;
  const form = at("form");
  const parts = book.scenario.places ? [mechanismField(), ...dials(), comparisons()] : [];
  if (book.scenario.rotates) parts.push(make("p", { class: "note" }, word("rotates")));
  const seconds = make("input", { id: "seconds", type: "number", min: 1, max: 86400, value: chosen.seconds,
    onchange: (event) => { chosen.seconds = Number(event.target.value) || 600; } });
  form.replaceChildren(...parts, field("seconds", word("seconds"), seconds, ""), make("button", { type: "submit", id: "start" }, word("start")));
}
function choose(kind) {
  const own = known.looked && known.looked.scenario;
  chosen.mechanism = kind;
  chosen.options = own && own.mechanism === kind ? { ...own.options } : {};
}
function named(member) { return tongue === "zh" ? member.chinese : member.english; }
function field(id, label, input, help) {
  return make("div", { class: "field" }, make("label", { for: id }, label), input, make("span", { class: "note", id: `${id}-help` }, help));
}
function mechanismField() {
  const own = known.mechanisms.find((one) => one.kind === known.looked.scenario.mechanism);
  const first = make("option", { value: "", selected: chosen.mechanism === "" }, `${word("asWritten")}（${own ? named(own) : ""}）`);
  const options = known.mechanisms.map((one) => make("option", { value: one.kind, selected: one.kind === chosen.mechanism }, named(one)));
  const select = make("select", { id: "mechanism", "aria-describedby": "mechanism-help",
    onchange: (event) => { choose(event.target.value); showForm(); at("mechanism").focus(); } }, first, ...options);
  const now = known.mechanisms.find((one) => one.kind === chosen.mechanism) || own;
  return field("mechanism", word("mechanism"), select, now ? both(now.promise) : "");
}
function dials() {
  const now = known.mechanisms.find((one) => one.kind === chosen.mechanism);
  return now ? now.options.map((dial) => field(`dial-${dial.name}`, named(dial), dialInput(dial), both(dial.help))) : [];
}
function dialInput(dial) {
  const id = `dial-${dial.name}`;
  const keep = (value) => { if (value === null) delete chosen.options[dial.name]; else chosen.options[dial.name] = value; };
  const value = chosen.options[dial.name] ?? dial.default;
  const said = { id, "aria-describedby": `${id}-help` };
  if (dial.type === "boolean") return make("input", { ...said, type: "checkbox", checked: Boolean(value), onchange: (event) => keep(event.target.checked) });
  if (dial.type === "choice") {
    const options = dial.values.map((one) => make("option", { value: one.value, selected: one.value === value }, named(one)));
    return make("select", { ...said, onchange: (event) => keep(event.target.value) }, ...options);
  }
  if (dial.type === "array") return make("input", { ...said, type: "text", value: (value || []).join(", "), inputmode: "numeric",
    onchange: (event) => keep(listed(event.target.value)) });
  const step = dial.type === "integer" ? 1 : "any";
  return make("input", { ...said, type: "number", step, min: dial.minimum, max: dial.maximum, value: value ?? "",
    onchange: (event) => keep(event.target.value === "" ? null : Number(event.target.value)) });
}
/* 3，3、4 or [3, 3, 4]: what is no number is sent as it stands, and the program says so at the field. */
function listed(text) {
  const bare = text.normalize("NFKC").trim().replace(/^(?:\[(.*)\]|【(.*)】|\((.*)\))$/s, "$1$2$3");
  const parts = bare.split(/[,、;\s]+/).filter(Boolean).map((part) => (/^\d{1,9}$/.test(part) ? Number(part) : part));
  return parts.length ? parts : null;
}
function dialFault(name, text) {
  const input = at(`dial-${name}`), help = at(`dial-${name}-help`);
  if (!input) return false;
  input.setAttribute("aria-invalid", "true");
  help.className = "fault";
  help.textContent = text;
  input.focus();
  return true;
}
function comparisons() {
  const boxes = known.mechanisms.map((one) => make("label", {}, make("input", { type: "checkbox", value: one.kind,
    checked: chosen.compare.includes(one.kind),
    onchange: (event) => { chosen.compare = event.target.checked ? [...chosen.compare, one.kind] : chosen.compare.filter((kind) => kind !== one.kind); } }), ` ${named(one)}`));
  return make("fieldset", {}, make("legend", {}, word("compareWith")), ...boxes);
}
