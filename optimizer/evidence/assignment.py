"""The run of an assignment or of a repair, verified property by property."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from optimizer.evidence import facts
from optimizer.evidence.assigned import Case
from optimizer.evidence.book import booked
from optimizer.evidence.changes import changes
from optimizer.evidence.choosing.day import Day
from optimizer.evidence.choosing.lines import Line
from optimizer.evidence.choosing.mechanism import PROMISES
from optimizer.evidence.findings import SENSELESS, Finding, attempted, judged
from optimizer.evidence.folder import RunFiles
from optimizer.evidence.placements import Placements
from optimizer.evidence.stages import Stages
from optimizer.solver.program import Integers


def assignment(run: RunFiles) -> Iterator[Finding]:
    """All properties, each worked out from the files alone."""
    case = Case(run.scenario)
    listed = Placements(run, case)
    seed = case.market.seed
    yield attempted(
        "manifest",
        "清单所述 what the manifest says",
        lambda: facts.manifest(run, run.scenario, ("proved", "limit")),
    )
    yield attempted("certificate", "证书的格式 the form", lambda: facts.certificate(run, "assignment", seed))
    yield attempted("book", "账簿 the book", lambda: booked(run))
    yield attempted("order", "排序与抽签 the order of priority and its draw", listed.order)
    yield attempted("ranks", "志愿序与地点 ranks and places", listed.ranks)
    yield from listed.rules()
    chosen, lines = None, list[Line]()
    try:
        lines = facts.diary(run, case)
        chosen, *found = _day(run, case, listed, lines)
        yield from found
    except SENSELESS as wrong:
        yield judged("choice", "选岗记录 the diary", [f"{type(wrong).__name__} {wrong}"])
    if chosen is not None:
        yield from _allocated(run, case, listed, chosen, lines)
    yield attempted("reasons", "未落实的原因 why people have no post", listed.reasons)
    yield attempted("figures", "指标 the figures", lambda: facts.figures(run, case, listed, lines))
    try:
        told = facts.chance(run, case)
        yield from [told] if told is not None else []
    except SENSELESS as wrong:
        yield judged("chances", "机会 the chances", [str(wrong)])
    yield from changes(run, case, listed)


def _day(run: RunFiles, case: Case, listed: Placements, lines: Sequence[Line]) -> tuple[Any, ...]:
    """Who chose what, and what is found of the diary and its refusals."""
    mechanism = case.scenario.settings.assignment.mechanism
    if mechanism not in PROMISES:
        said = f"方式 {mechanism} 在此没有第二种算法 / is not told a second time here"
        return listed.chosen(), judged("choice", "选岗记录 the diary", [], [said])
    day = Day(case, lines, run.certificate["refusals"])
    chosen = day.chosen()
    return (
        chosen,
        judged("choice", f"选岗记录 the diary: {PROMISES[mechanism]}", day.wrong),
        judged("refusals", f"未获准的 {day.refused} 次选岗 refused picks", [], day.unproved),
    )


def _allocated(
    run: RunFiles, case: Case, listed: Placements, chosen: Integers, lines: Sequence[Line]
) -> Iterator[Finding]:
    """What follows from the choice: stages of placement, and the goals' stages."""
    repaired = "changes.csv" in run.names
    yield attempted("stages", "选岗者得到所选 whoever chose has it", lambda: listed.stages(chosen, repaired))
    told = run.metrics.get("stages")
    if not isinstance(told, list):
        yield judged(
            "stages agree", "证书与指标一致 certificate and metrics agree", ["metrics.json 没有 stages"]
        )
        return
    try:
        every = Stages(case, listed.placed, chosen, run.certificate, told)
        yield from every.findings()
    except SENSELESS as wrong:
        yield judged("stages proved", "各阶段的值与界 values and bounds", [f"{type(wrong).__name__} {wrong}"])
    yield attempted("status", "状态 the status", partial(facts.status, run, told))
