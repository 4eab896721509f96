"""The run of an honest no, verified: prices or duals add up to more than there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from optimizer.assignment.checks import breaches
from optimizer.evidence import facts
from optimizer.evidence.assigned import Case
from optimizer.evidence.book import booked
from optimizer.evidence.chain import read
from optimizer.evidence.choosing.day import Day
from optimizer.evidence.choosing.mechanism import PROMISES
from optimizer.evidence.findings import Finding, Unsound, attempted, judged
from optimizer.evidence.folder import RunFiles
from optimizer.evidence.refusals import Refuter
from optimizer.exchange.whole import PLANNED
from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.kinds import build
from optimizer.solver.bound import exact_bound
from optimizer.solver.program import Integers

_TITLE = "确无方案 there is no plan"
_SEARCH = "只由搜索说明，文件里没有证明，须重新求解 / only a search says so; the files prove nothing, solve it again"
_POPULAR = "popular"  # where nothing is popular there is no plan, and no price says so
_ALWAYS = "没有规则行时，无方案必有价可证 / without rows of rules there are always prices that refute"


def no(run: RunFiles) -> Iterator[Finding]:
    """All properties, each worked out from the files alone."""
    seed = run.scenario.settings.scenario.seed
    yield attempted(
        "manifest",
        "清单所述 what the manifest says",
        lambda: facts.manifest(run, run.scenario, ("impossible",)),
    )
    yield attempted(
        "certificate",
        "证书的格式 the form of the certificate",
        lambda: facts.certificate(run, "impossible", seed),
    )
    of = run.certificate.get("of")
    if of == "assignment":
        yield attempted("book", "账簿 the book", lambda: booked(run))
        yield attempted("refutation", _TITLE, lambda: _by_prices(run))
    elif of == "rotation":
        yield attempted("refutation", _TITLE, lambda: _by_duals(run))
    else:
        yield attempted("refutation", _TITLE, lambda: _by_words(run))
    if any(name.startswith(f"{PLANNED}/") for name in run.names):
        yield judged("planned", "其余 all else", [], [_beside(run)])
    said = ["冲突是否最小、出路是否最省要重新求解 / that it is smallest, and the ways out, need a solver"]
    yield judged("conflict", "冲突与出路 what quarrels and the ways out", [], said)


def _beside(run: RunFiles) -> str:
    """Which townships have no plan, and where the run of the others is."""
    lost = "、".join(town["township"] for town in run.certificate.get("towns", ()))
    return (
        f"{lost} 没有方案；其余结果在 {PLANNED}/，另行核对：chuyan verify {run.path / PLANNED} / has no plan; "
        f"the run of all else is in {PLANNED}/ and is verified by itself"
    )


def _by_prices(run: RunFiles) -> Finding:
    """Everybody free takes what pays best, and more is asked for than that."""
    case, told = Case(run.scenario), run.certificate
    market = case.market
    person = {name: at for at, name in enumerate(market.graduates)}
    post = {name: at for at, name in enumerate(market.posts)}
    fixed = np.full(market.size, -1)
    for who, where in told["placed"].items():
        fixed[person[who]] = post[where]
    if told["prices"] is None:
        return judged("refutation", _TITLE, [] if case.task.summing else [_ALWAYS], [_SEARCH])
    pins, wrong = market.pins.copy(), _early(case, fixed)
    if Refuter(case, pins).left_over(np.where(fixed >= 0, fixed, pins), told["prices"]) <= 0:
        wrong.append("价格不能否定所有方案 / the prices refute nothing")
    return judged("refutation", _TITLE, wrong)


def _early(case: Case, fixed: Integers) -> list[str]:
    """Nobody is placed but whoever was pinned; without the guard, whoever chose too, as the day done again says."""
    pins, settings = case.market.pins, case.scenario.settings.assignment
    if not (fixed != pins).any():
        return []
    if bool(settings.options.get("guard", True)) or settings.mechanism not in PROMISES:
        return ["除指定外已有人被安置 / people are placed who were not pinned"]
    right = Day(case, (), ()).chosen()
    return [] if (fixed == right).all() else ["已安置的人不是所选 / those placed are not whoever chose"]


def _by_words(run: RunFiles) -> Finding:
    """Pins that break a rule, or crowd a post, refute themselves; anything else stands in words only."""
    case = Case(run.scenario)
    market, pins = case.market, case.market.pins
    people = np.flatnonzero(pins >= 0)
    broken = [rule.kind for rule in case.demands.rules if not rule.allows(market, people, pins[people]).all()]
    crowded = [word for word in breaches(market, (), pins) if "名额" in word]
    if broken or crowded:
        return judged("refutation", _TITLE, [])
    said = ["理由见 conflict.json，未另证 / the reason stands in conflict.json only"]
    settings = run.scenario.settings
    priced = settings.rotation is None and not case.task.summing and settings.assignment.mechanism != _POPULAR
    return judged("refutation", _TITLE, [_ALWAYS] if priced else [], said)


def _by_duals(run: RunFiles) -> Finding:
    """The rows of each township add up to a contradiction."""
    settings, told = run.scenario.settings.rotation, run.certificate
    if settings is None:
        raise Unsound("输入没有 [rotation] / the inputs have no rotation")
    serving = pd.DataFrame(
        [(name, town["township"]) for town in told["towns"] for name in town["people"]],
        columns=["graduate", "township"],
    )
    rules = build(settings).rules
    every = {one.township: one for one in cohorts(run.scenario, settings, serving, str(told["first"]))}
    wrong, unproved = [], []
    for town in told["towns"]:
        name = town["township"]
        if "duals" not in town:
            unproved.append(f"{name}: {_SEARCH}")
        elif not _adds_up(Formulation(every[name], rules, ()), town):
            wrong.append(f"{name}: 对偶数不能否定所有方案 / the duals refute nothing")
    return judged("refutation", _TITLE, wrong, unproved)


def _adds_up(form: Formulation, told: Mapping[str, Any]) -> bool:
    program = form.program
    dual = read(told, program.rows.count)
    nothing = np.zeros(program.count, np.int64)
    return dual.rows is not None and exact_bound(program, nothing, dual.rows, 1) > 0
