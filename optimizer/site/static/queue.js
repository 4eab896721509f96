"use strict";
/* What was asked for: waiting, running with a bar and a stop, done. */
setInterval(() => document.querySelectorAll(".since").forEach((node) => {
  const seconds = Math.max(0, Math.round(Date.now() / 1000 - Number(node.dataset.begun)));
  node.textContent = word("since", { time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` });
}), 1000);
function showQueue() {
  at("queue-section").hidden = !known.jobs.length;
  at("queue").replaceChildren(...known.jobs.map(jobItem));
}
function jobTitle(job) {
  const mechanism = known.mechanisms.find((one) => one.kind === job.mechanism);
  const turned = mechanism ? mechanism.options.filter((dial) => dial.name in job.options && String(job.options[dial.name]) !== String(dial.default)) : [];
  const dials = turned.map((dial) => ` · ${named(dial)} ${job.options[dial.name]}`).join("");
  return `${job.number}. ${job.book} · ${mechanism ? named(mechanism) : word("asWritten")}${dials}`;
}
function jobItem(job) {
  const title = jobTitle(job);
  const item = make("li", { id: `job-${job.number}`, "data-state": job.state },
    make("div", {}, make("span", { class: "state" }, word(job.stopping && job.state === "running" ? "stopping" : job.state)), make("strong", {}, title)));
  if (job.state === "running") {
    item.append(make("progress", { value: job.done || null, max: job.of, "aria-label": word("progress", { number: job.number }) }),
      make("p", { class: "note" }, job.lines.at(-1) || word("starting"), " ", make("span", { class: "since", "data-begun": job.begun })));
  }
  if (job.state === "running" || job.state === "waiting") {
    item.append(make("button", { type: "button", class: "quiet", disabled: Boolean(job.stopping),
      onclick: trying(async () => { keepJob(await ask(`jobs/${job.number}/stop`, { method: "POST" })); }) },
      word(job.state === "running" ? "stop" : "takeOut")));
  }
  if (job.why) item.append(why(job));
  return item;
}
function why(job) {
  const why = make("pre", { class: "why" }, job.why);
  if (job.state === "impossible") return make("div", {}, why, make("p", {}, make("a", { class: "button", href: `runs/${encodeURIComponent(job.run)}/page`, download: true }, word("conflictPage"))));
  if (job.state !== "done" && job.state !== "limited") return why;
  const [chinese, ...english] = job.why.split("\n");
  const said = tongue === "zh" ? chinese : english.join("\n");
  return make("details", {}, make("summary", {}, word("compared")), make("p", {}, said));
}
const newest = (job) => known.jobs.find((one) => one.number === job.number && one.turn > job.turn) || job;
function keepJob(told) {
  const job = newest(told), before = known.jobs.find((one) => one.number === job.number);
  known.jobs = [job, ...known.jobs.filter((one) => one.number !== job.number)].sort((one, other) => other.number - one.number);
  showQueue();
  if (before && before.state === "running" && job.state !== "running") tell(`${job.number}. ${word(job.state)}`);
  if (job.state === "done" || job.state === "limited") {
    if (!known.runs.includes(job.run)) known.runs = [job.run, ...known.runs].sort().reverse();
    showRuns();
  }
}
