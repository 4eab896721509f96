"""The page of an assignment: what was decided, how it turned out, who went where, what is proved, and its own checks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.assignment.kinds import build
from optimizer.assignment.outcome import Outcome
from optimizer.fairness.compare import Comparison
from optimizer.report.interventions import sentence
from optimizer.report.page.assignment_charts import fared, group_chart, no_curve, rank_curve, way_names
from optimizer.report.page.assignment_data import public
from optimizer.report.page.bilingual import Said, english, sides
from optimizer.report.page.comparison_charts import comparison_charts
from optimizer.report.page.comparison_data import compared
from optimizer.report.page.document import write_document
from optimizer.report.page.hidden import Hidden
from optimizer.report.page.rule_texts import mechanism_text, rule_texts
from optimizer.report.page.stage_rows import stage_rows
from optimizer.report.summary import figures, reasons
from optimizer.report.tables import cells
from optimizer.report.words import CHANGES

PAGE = "report.html"
_SCRIPTS = (
    "townships.js", "person.js", "promises.js", "comparison.js", "assignment_checks.js", "assignment.js",
)  # fmt: skip
_KEYS = (
    "graduates", "", "placed", "first_choice", "top_three", "mean_rank", "by_choice", "by_allocation", "unlisted",
    "pinned", "refused_picks", "unplaced",
)  # fmt: skip


def write_page(
    outcome: Outcome,
    path: Path,
    changes: pd.DataFrame | None = None,
    comparison: Comparison | None = None,
) -> None:
    """Write the page of an outcome that has a scenario, with the changes of a repair where there was one, and beside
    the other ways of choosing where they were compared."""
    scenario, market = outcome.scenario, outcome.market
    if scenario is None:
        raise TypeError("a bare market has no names to show")
    kinds = build(scenario.settings.assignment)
    names = [str(name) for name in cells(market.graduate_table, "name", market.size)]
    hidden = Hidden.of(market.graduates, names, scenario.settings.published)
    told = [
        (key, Said(one.chinese, one.english), one.value)
        for key, one in zip(_KEYS, figures(outcome), strict=True)
    ]
    context = {
        "figures": told,
        "reasons": [(sides(hidden.text(text)), many) for text, many in reasons(outcome)],
        "mechanism": mechanism_text(kinds.mechanism),
        "promise": _promise(kinds.mechanism),
        "rules": rule_texts(kinds.rules, hidden),
        "goals": rule_texts(kinds.goals, hidden),
        "charts": [chart for chart in (rank_curve(outcome), group_chart(outcome)) if chart is not None],
        "no_curve": no_curve(outcome),
        "fared": fared(outcome),
        "intervened": [sides(text) for text in sentence(outcome, changes).split("；") if text],
        "ways": way_names(),
        "stages": stage_rows(outcome.stages),
        "scenario_digest": scenario.digest(),
        "certificate": (path.parent / "certificate.json").is_file(),
        "changes": _changes(changes, outcome, hidden),
        "compared": [] if comparison is None else comparison_charts(comparison),
    }
    data = public(outcome, kinds, hidden, repaired=changes is not None)
    if comparison is not None:
        data["compared"] = compared(comparison, hidden, scenario.settings.published.group)
    write_document(path, "assignment.html", _SCRIPTS, data, context)


def _promise(mechanism: Any) -> Said:
    """What the mechanism is chosen for."""
    told = getattr(mechanism, "promise", "")
    if told:
        return sides(told)
    if mechanism.kind == "optimal":
        return Said("各项目标依次最优，见“证明”", "every goal in its order at its best: see the proofs")
    return Said(
        "轮到时还空着的岗位，没有比所得更想去的", "nobody likes a post better that was free at their turn"
    )


def _changes(changes: pd.DataFrame | None, outcome: Outcome, hidden: Hidden) -> Sequence[tuple[Any, ...]]:
    """The rows of a repair's changes: who, what, from where, to where, why."""
    if changes is None:
        return []
    columns = ["graduate", "kind", "before", "after", "why"]
    return [
        (hidden.text(who), Said(CHANGES[kind], english(kind)), before, after, sides(hidden.text(why)))
        for who, kind, before, after, why in changes[columns].astype(str).itertuples(index=False, name=None)
    ]
