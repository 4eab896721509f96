"""The slips (核对条): a code for each graduate, to be handed out one by one and never published together."""

from __future__ import annotations

from pathlib import Path

from optimizer.assignment.outcome import Outcome
from optimizer.exchange.neutral import neutral
from optimizer.exchange.sheets import new_book
from optimizer.publication.codes import personal_code, row_digest
from optimizer.report.tables import joined

_COLUMNS = (("编号", 14), ("姓名", 11), ("核对码", 28), ("岗位编号", 14), ("村", 22), ("核对值", 68))


def write_slips(outcome: Outcome, key: str, path: Path) -> None:
    """Write a row per graduate; the same outcome and key give the same bytes."""
    with new_book(path) as book:
        page = book.add("核对条", [width for _, width in _COLUMNS], landscape=True)
        page.title(
            "核对条：裁开后只交本人，不得公布", "保密 confidential: cut apart, hand each to its owner only"
        )
        table = joined(outcome).sort_values("graduate")
        page.header([name for name, _ in _COLUMNS], filtered=True, last_row=len(table))
        for row in table.itertuples():
            code = personal_code(key, str(row.graduate))
            digest = row_digest(code, str(row.graduate), str(row.post))
            page.row(
                [neutral(cell) for cell in (row.graduate, row.name, code, row.post, row.village, digest)]
            )
