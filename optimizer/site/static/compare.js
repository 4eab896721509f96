"use strict";
/* Runs side by side. */
async function compareTicked() {
  const query = ticked.map((name) => `run=${encodeURIComponent(name)}`).join("&");
  known.compared = await ask(`compare?${query}`);
  showComparison();
  at("comparison").focus();
}
/* The program calls a run by its folder; who reads knows it by its line in the queue. */
function titled(text, names) {
  const longest = [...names].sort((one, other) => other.length - one.length);
  return longest.reduce((said, name) => said.replaceAll(name, `“${runTitle(name)}”`), text);
}
function showComparison() {
  const found = known.compared;
  if (!found) return;
  const rows = found.metrics.map((one) => [both(one.title), ...one.values.map((value) => value ?? "—"), both(one.unit), titled(both(one.verdict), found.names)]);
  const moved = found.people.map((one) => [runTitle(one.plan), one.gains ?? 0, one.loses ?? 0, one.same ?? 0]);
  const numbers = found.names.map((name, at) => at + 1);
  at("comparison").replaceChildren(
    make("h3", {}, word("compared")), make("p", {}, titled(tongue === "zh" ? found.zh : found.en, found.names)),
    table([word("metric"), ...found.names.map(runTitle), "", word("verdict")], rows, word("compared"), numbers),
    table([word("plan"), word("gains"), word("loses"), word("same")], moved, word("people"), [1, 2, 3]),
  );
}
