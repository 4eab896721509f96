"""The page of an honest no: what quarrels, how that is known, what would settle it; to be shown on a wall."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from optimizer.errors import Impossible
from optimizer.report.conflict_words import headline, proof, reasons
from optimizer.report.page.bilingual import Said, english, sides
from optimizer.report.page.document import write_document
from optimizer.report.page.hidden import Hidden
from optimizer.scenario.model import Scenario
from optimizer.solver.conflict import Conflict, Member, WayOut


def write_conflict_page(scenario: Scenario, wrong: Impossible, conflict: Conflict | None, path: Path) -> None:
    """Write the page; `conflict` is None where the witnesses say all there is."""
    people, settings = scenario.graduates, scenario.settings.published
    if settings.k > 1:  # several people have to share whatever is shown
        settings = settings.model_copy(update={"ids": "none"})
    hidden = Hidden.of(people["graduate"].astype(str).tolist(), people["name"].astype(str).tolist(), settings)
    context = {
        "scenario_digest": scenario.digest(),
        "certificate": (path.parent / "certificate.json").is_file(),
    }
    write_document(path, "conflict.html", ("conflict.js",), _data(scenario, wrong, conflict, hidden), context)


def _data(scenario: Scenario, wrong: Impossible, conflict: Conflict | None, hidden: Hidden) -> dict[str, Any]:
    """What the page says, in both languages, without anybody's name or whole number."""
    towns = {*scenario.graduates["township"], *scenario.posts["township"]}
    told: dict[str, Any] = {
        "kind": "impossible",
        "name": scenario.settings.scenario.name,
        "why": [_reason(hidden.text(text), towns) for text in reasons(wrong, conflict)],
        "members": [],
        "ways": [],
        "open": [],
    }
    if conflict is None:
        return told
    return told | {
        "headline": sides(headline(conflict)),
        "proof": sides(proof(conflict)),
        "members": [_member(member, hidden) for member in conflict.members],
        "ways": [_way(one, hidden) for one in conflict.relaxations],
        "open": [clauses(hidden.text(text)) for text in conflict.left_open],
    }


def clauses(text: str) -> Said:
    """A sentence whose clauses, set apart by a Chinese semicolon, stand in both languages each."""
    both = [sides(part) for part in text.split("；")]
    return Said("；".join(one.zh for one in both), "; ".join(one.en for one in both))


def _reason(text: str, towns: set[str]) -> Said:
    """What adding up says; of a township, its English too begins with what it is about: 东镇: 2024-08: …"""
    said = clauses(text)
    town = text.partition(": ")[0]
    if town not in towns or said.en.startswith(town):
        return said
    return Said(said.zh, f"{said.zh.rpartition(': ')[0]}: {said.en}")


def _member(member: Member, hidden: Hidden) -> list[Said]:
    """The rule's name, and the demand; its English begins with what the row is about."""
    said = clauses(hidden.text(member.sentence))
    about = hidden.text(member.row)
    named = Said(said.zh, f"{about}: {said.en}") if about and not said.en.startswith(about) else said
    return [Said(member.rule.chinese, english(member.rule.kind)), named]


def _way(way: WayOut, hidden: Hidden) -> dict[str, Any]:
    """Which rules give way, where, and at which cost."""
    return {
        "rules": [hidden.text(rule) for rule in way.rules],
        "places": [clauses(hidden.text(place)) for place in way.places],
        "cost": way.cost,
        "least": way.least,
    }
