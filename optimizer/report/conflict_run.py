"""The run folder of an honest no: what quarrels and what would settle it, as JSON, workbook and page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from optimizer.errors import Impossible
from optimizer.evidence.claims import sealed
from optimizer.evidence.folder import CERTIFICATE
from optimizer.evidence.no_certificate import no_certificate
from optimizer.evidence.written import write_json
from optimizer.exchange.inputs import write_inputs
from optimizer.exchange.manifest import inputs, write_conflict_manifest
from optimizer.exchange.neutral import neutral
from optimizer.exchange.sheets import new_book
from optimizer.exchange.whole import write_whole
from optimizer.report.conflict_words import cost, proof, way_out
from optimizer.report.page.assignment_page import PAGE
from optimizer.report.page.conflict_page import write_conflict_page
from optimizer.scenario.model import Scenario
from optimizer.solver.conflict import Conflict


def write_conflict(
    scenario: Scenario, wrong: Impossible, conflict: Conflict | None, source: Path, folder: Path, force: bool
) -> None:
    """Write the folder; `conflict` is None where the witnesses say all there is."""
    given, used = inputs(source), scenario if wrong.scenario is None else wrong.scenario

    def fill(part: Path) -> None:
        text = json.dumps(told(wrong, conflict), ensure_ascii=False, indent=2) + "\n"
        (part / "conflict.json").write_text(text, encoding="utf-8")
        _workbook(scenario.settings.scenario.name, wrong, conflict, part / "workbook.xlsx")
        write_inputs(used, part)
        write_json(sealed(no_certificate(used, wrong), part), part / CERTIFICATE)
        write_conflict_page(used, wrong, conflict, part / PAGE)
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


def _workbook(name: str, wrong: Impossible, conflict: Conflict | None, path: Path) -> None:
    """One sheet: why nothing is possible, what quarrels, what would settle it."""
    with new_book(path) as book:
        page = book.add("冲突", [8, 26, 110], landscape=True)
        page.title(neutral(f"{name} 无可行方案".strip()), "下列要求不能同时满足")
        page.header(["序号", "类别", "内容"])
        rows: list[tuple[str, str]] = []
        if conflict is None:
            rows += [("原因", text) for witness in wrong.witnesses for text in witness.splitlines()]
        else:
            rows += [(f"冲突 {member.rule.chinese}", member.sentence) for member in conflict.members]
            rows.append(("证明", proof(conflict)))
            rows += [
                (f"出路 代价 {cost(way)}", way_out(way.rules, way.places)) for way in conflict.relaxations
            ]
            rows += [("未定", sentence) for sentence in conflict.left_open]
        for number, (kind, text) in enumerate(rows, 1):
            page.row([number, neutral(kind), neutral(text)])
