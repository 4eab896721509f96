"""Everybody at once: a row per person with the post, the first wish that failed, and what would have to be different."""

from __future__ import annotations

import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.reasons.case import Case
from optimizer.reasons.explain import of_person
from optimizer.reasons.why_not import Reasons

COLUMNS = ("graduate", "post", "rank", "why", "wish", "wish_rank", "kind", "why_not", "different")


def explain_all(outcome: Outcome, *, searching: bool = False, seconds: float = 10.0) -> pd.DataFrame:
    """A row per graduate in order of priority.

    Columns: `graduate`; `post`, `rank` and `why` they have it; `wish`, the first wish before it that no rule forbids,
    with `wish_rank`, `kind` of reason, `why_not` and what would have to be `different` ("" = they have the best
    there is, or nothing is told). Without `searching` nothing is told that needs the kernel or another run of the
    mechanism: prices under rules with sums, scores in mechanisms where the posts choose.
    """
    reasons = Reasons(Case.of(outcome, seconds), searching)
    rows = []
    for person in range(outcome.market.size):
        told = of_person(reasons, person, first_only=True)
        row = [told.graduate, told.post, told.rank, told.why]
        first = told.refused[0] if told.refused else None
        if first is None:
            rows.append((*row, "", None, "", "", ""))
        else:
            need = first.need.sentence if first.need is not None else ""
            rows.append((*row, first.post, first.rank, first.kind, first.sentence, need))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"rank": "Int64", "wish_rank": "Int64"})
