"use strict";
/* What was asked for: waiting, running with a bar and a stop, done. */
function showQueue() {
  at("queue-section").hidden = !known.jobs.length;
  at("queue").replaceChildren(...known.jobs.map(jobItem));
}
function jobItem(job) {
  const mechanism = known.mechanisms.find((one) => one.kind === job.mechanism);
  const title = `${job.number}. ${job.book.split(/[\\/]/).pop()} · ${mechanism ? named(mechanism) : word("asWritten")}`;
  const item = make("li", { id: `job-${job.number}`, "data-state": job.state },
    make("div", {}, make("span", { class: "state" }, word(job.stopping && job.state === "running" ? "stopping" : job.state)), make("strong", {}, title)));
  if (job.state === "running") {
    item.append(make("progress", { value: job.done, max: job.of, "aria-label": word("progress", { number: job.number }) }),
      make("p", { class: "note" }, job.lines.at(-1) || "…"));
  }
  if (job.state === "running" || job.state === "waiting") {
    item.append(make("button", { type: "button", class: "quiet", disabled: Boolean(job.stopping),
      onclick: trying(async () => { keepJob(await ask(`jobs/${job.number}/stop`, { method: "POST" })); }) },
      word(job.state === "running" ? "stop" : "takeOut")));
  }
  if (job.why) item.append(make("pre", { class: "why" }, job.why));
  return item;
}
function keepJob(job) {
  const before = known.jobs.find((one) => one.number === job.number);
  known.jobs = [job, ...known.jobs.filter((one) => one.number !== job.number)].sort((one, other) => other.number - one.number);
  showQueue();
  if (before && before.state === "running" && job.state !== "running") tell(`${job.number}. ${word(job.state)}`);
  if (job.state === "done" || job.state === "limited") {
    if (!known.runs.includes(job.run)) known.runs = [job.run, ...known.runs].sort().reverse();
    showRuns();
  }
}
