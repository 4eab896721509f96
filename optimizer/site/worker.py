"""One job in a process of its own: it says on standard output how far it is, a line of JSON each time."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimizer.errors import ChuyanError, Impossible, LimitReached
from optimizer.exchange.load import load
from optimizer.exchange.whole import PLANNED
from optimizer.fairness.ways import every
from optimizer.plural import counted
from optimizer.report.conflict_run import write_conflict
from optimizer.report.conflict_words import lines
from optimizer.report.planned import planned
from optimizer.report.whole_way import Whole, whole_way
from optimizer.scenario.model import Scenario
from optimizer.site.shelf import Shelf


def main(arguments: list[str]) -> int:
    """Do a job; the arguments are its file, as `Shelf` keeps it, the folder for the run, and the file that stops it."""
    kept = Path(arguments[0])
    job = json.loads(kept.read_text("utf-8"))
    steps = 0

    def tell(line: str) -> None:
        nonlocal steps
        steps += 1
        say({"line": line, "done": steps, "of": max(expected, steps)})

    try:
        book = Shelf(kept.parent.parent).book(job["book"])
        scenario = asked(load(book), job)
        expected = _steps(scenario, job["compare"])
        say({"line": _begins(scenario)})
        done = whole_way(
            scenario,
            Path(arguments[1]),
            source=book,
            mechanisms=job["compare"],
            seconds=float(job["seconds"]),
            told=tell,
            stop=arguments[2],
        )
    except Impossible as wrong:
        say({"state": "impossible", "why": _refused(scenario, wrong, book, Path(arguments[1]))})
        return wrong.exit_code
    except ChuyanError as wrong:
        say({"state": "failed", "why": str(wrong)})
        return wrong.exit_code
    say({"state": "limited" if done.limited else "done", "why": _said(done)})
    return 0


def say(news: dict[str, Any]) -> None:
    """A line for whoever started this process."""
    sys.stdout.write(json.dumps(news, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def asked(scenario: Scenario, job: dict[str, Any]) -> Scenario:
    """The scenario with the mechanism and the options that the job asks for, or as its workbook has it."""
    if not job["mechanism"]:
        return scenario
    chosen = {"mechanism": job["mechanism"], "options": job["options"]}
    assignment = scenario.settings.assignment.model_copy(update=chosen)
    return replace(scenario, settings=scenario.settings.model_copy(update={"assignment": assignment}))


def _begins(scenario: Scenario) -> str:
    """What is about to be sought: the first goal of a large search may be silent for long."""
    people = len(scenario.graduates)
    if not scenario.places:
        return f"正在排轮岗：{people} 人 / planning the rotation of {counted(people, 'graduate')}"
    posts = len(scenario.posts)
    return f"正在求解：{people} 人 × {posts} 岗 / solving {counted(people, 'graduate')} × {counted(posts, 'post')}"


def _steps(scenario: Scenario, compare: list[str]) -> int:
    """About how many lines there will be: a goal each, the lottery, a mechanism each, a township each, the run itself."""
    goals = len(scenario.settings.assignment.goals) + 1 if scenario.places else 0
    towns = (
        scenario.posts["township"].nunique() if scenario.places else scenario.graduates["township"].nunique()
    )
    compared = len(every(compare)) + 1 if compare else 0
    return goals + compared + (towns if scenario.settings.rotation is not None else 0) + 2


def _refused(scenario: Scenario, wrong: Impossible, book: Path, folder: Path) -> str:
    """The reason in words, with what quarrels; the same is written as a run with its page."""
    told, conflict = [str(wrong)], None
    try:
        conflict = wrong.explain() if wrong.explain is not None else None
    except LimitReached as left:
        told.append(str(left))
    if conflict is not None:
        told += lines(conflict)
    if wrong.planned is not None:
        told.append(
            f"其余已排好，在结果文件夹的 {PLANNED}/ / all else is planned, in {PLANNED}/ of the run's folder"
        )
    write_conflict(scenario, wrong, conflict, book, folder, force=True, beside=planned(wrong, book))
    return "\n".join(told)


def _said(done: Whole) -> str:
    return "" if done.comparison is None else f"{done.comparison.chinese}\n{done.comparison.english}"


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    ended = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(ended)  # all is written; whoever waits is not kept waiting by threads of libraries
