"""The run folder of an honest no: what quarrels and what would settle it, as JSON, workbook and page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from optimizer.errors import Impossible
from optimizer.evidence.book import write_book
from optimizer.evidence.claims import sealed
from optimizer.evidence.folder import CERTIFICATE
from optimizer.evidence.no_certificate import no_certificate
from optimizer.evidence.written import write_json
from optimizer.exchange.inputs import write_inputs
from optimizer.exchange.manifest import inputs, write_conflict_manifest
from optimizer.exchange.neutral import neutral
from optimizer.exchange.page import wide
from optimizer.exchange.sheets import new_book
from optimizer.exchange.whole import PLANNED, write_whole
from optimizer.report.conflict_words import cost, proof, reasons, way_out
from optimizer.report.page.assignment_page import PAGE
from optimizer.report.page.conflict_page import write_conflict_page
from optimizer.scenario.model import Scenario
from optimizer.solver.conflict import Conflict

_WIDTH, _LINES = 110, 20


def write_conflict(
    scenario: Scenario,
    wrong: Impossible,
    conflict: Conflict | None,
    source: Path | None,
    folder: Path,
    force: bool,
    beside: Callable[[Path], None] | None = None,
) -> None:
    """Write the folder; `conflict` is None where the witnesses say all there is.

    `beside` fills a folder in it with the run of what is possible, where something is.
    """
    given, used = inputs(source), scenario if wrong.scenario is None else wrong.scenario

    def fill(part: Path) -> None:
        text = json.dumps(told(wrong, conflict), ensure_ascii=False, indent=2) + "\n"
        (part / "conflict.json").write_text(text, encoding="utf-8")
        more = [("其余", f"已排好，见 {PLANNED}/workbook.xlsx")] if beside is not None else []
        _workbook(scenario.settings.scenario.name, wrong, conflict, part / "workbook.xlsx", more)
        write_inputs(used, part)
        certificate = no_certificate(used, wrong)
        if certificate["of"] == "assignment":
            write_book(used, part)
        write_json(sealed(certificate, part), part / CERTIFICATE)
        write_conflict_page(used, wrong, conflict, part / PAGE)
        if beside is not None:
            (part / PLANNED).mkdir()
            beside(part / PLANNED)
        write_conflict_manifest(used, part, given)

    write_whole(folder, fill, force)


def told(wrong: Impossible, conflict: Conflict | None) -> dict[str, Any]:
    """What is said of the conflict, as plain data."""
    found: dict[str, Any] = {"status": "impossible", "witnesses": list(wrong.witnesses)}
    if conflict is None:
        return found
    return found | {
        "proof": conflict.proof,
        "conflict": [
            {"rule": member.rule.kind, "row": member.row, "sentence": member.sentence}
            for member in conflict.members
        ],
        "relaxations": [
            {"rules": list(way.rules), "cost": way.cost, "places": list(way.places), "least": way.least}
            for way in conflict.relaxations
        ],
        "left_open": list(conflict.left_open),
    }


def _workbook(
    name: str, wrong: Impossible, conflict: Conflict | None, path: Path, more: Sequence[tuple[str, str]]
) -> None:
    """One sheet: why nothing is possible, what quarrels, what would settle it, and `more` that is to be known."""
    with new_book(path) as book:
        page = book.add("冲突", [8, 26, _WIDTH], landscape=True)
        page.title(neutral(f"{name} 无可行方案".strip()), "下列要求不能同时满足")
        page.header(["序号", "类别", "内容"])
        rows = [("原因", text) for text in reasons(wrong, conflict)]
        if conflict is not None:
            rows += [(f"冲突 {member.rule.chinese}", member.sentence) for member in conflict.members]
            rows.append(("证明", proof(conflict)))
            rows += [
                (f"出路 代价 {cost(way)}", way_out(way.rules, way.places)) for way in conflict.relaxations
            ]
            rows += [("未定", sentence) for sentence in conflict.left_open]
        rows += more
        for number, (kind, text) in enumerate(rows, 1):
            for piece in _pieces(text):
                page.row([number, neutral(kind), neutral(piece)])


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that a row can show: a spreadsheet makes no row higher than a page."""
    piece = ""
    for clause in text.split("；"):
        longer = f"{piece}；{clause}" if piece else clause
        if piece and wide(longer) > _WIDTH * _LINES:
            yield f"{piece}；"
            longer = clause
        piece = longer
    yield piece
