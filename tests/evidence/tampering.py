"""Tamperings of finished runs, generated from a seed: what a forger would change, and how the digests are then mended."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import spoiling as by
from spoiling import Change


@dataclass(frozen=True)
class Tampering:
    """What was changed, in words; whether in the inputs or their book; `proof`: no claim was changed, only what proves it."""

    kind: str
    what: str
    inputs: bool = False
    proof: bool = False


_PLACES = ("rank", "village", "township", "county")
CHANGES: dict[str, Change] = {
    "swapped people": by.table("placements.csv", by.swapped("post", *_PLACES)),
    "swapped posts only": by.table("placements.csv", by.swapped("post")),
    "moved person": by.table("placements.csv", by.altered("post", by.other("post"))),
    "changed rank": by.table("placements.csv", by.altered("rank", by.number)),
    "changed stage": by.table("placements.csv", by.altered("stage", by.other("stage"))),
    "changed order": by.table("placements.csv", by.swapped("order")),
    "removed placement": by.table("placements.csv", by.gone),
    "changed village": by.table("placements.csv", by.altered("village", by.other("village"))),
    "altered diary": by.table("diary.csv", by.altered("post", by.other("post"))),
    "altered action": by.table("diary.csv", by.altered("action", by.other("action"))),
    "diary reordered": by.table("diary.csv", by.diary),
    "removed diary line": by.table("diary.csv", by.gone),
    "altered value": by.json_file("metrics.json", by.entry("value")),
    "altered bound": by.json_file("metrics.json", by.entry("bound")),
    "altered figure": by.json_file("metrics.json", by.figure),
    "altered certified value": by.json_file("certificate.json", by.entry("value")),
    "altered certified bound": by.json_file("certificate.json", by.entry("bound")),
    "edited dual": by.json_file("certificate.json", by.entry("", "duals")),
    "edited price": by.json_file("certificate.json", by.price),
    "removed witness": by.json_file("certificate.json", by.witness),
    "draw left out": by.both(by.undrawn),
    "stages left out": by.both(lambda stages: []),
    "null witness": by.json_file("certificate.json", by.unpriced),
    "doubled column": by.doubled,
    "pool altered": by.json_file("certificate.json", by.pooled),
    "swapped cells": by.table("timetable.csv", by.swapped("unit")),
    "changed cell": by.table("timetable.csv", by.altered("unit", by.other("unit"))),
    "removed cell": by.table("timetable.csv", by.gone),
    "changed change": by.table("changes.csv", by.altered("after", by.other("after"))),
    "removed change": by.table("changes.csv", by.told),
}
PROOFS = ("edited dual", "edited price")
"""What spoils a proof and changes no claim."""
INPUTS: dict[str, Change] = {
    "changed score": by.table(
        "inputs/graduates.csv", by.altered("score", lambda rows, row, rng: str(rng.randint(50, 99)))
    ),
    "swapped scores": by.table("inputs/graduates.csv", by.swapped("score")),
    "changed home": by.table("inputs/graduates.csv", by.swapped("home")),
    "edited wish": by.table("inputs/wishes.csv", by.swapped("target")),
    "removed wish": by.table("inputs/wishes.csv", by.gone),
    "changed wish rank": by.table("inputs/wishes.csv", by.altered("rank", by.number)),
    "changed capacity": by.table("inputs/posts.csv", by.altered("capacity", by.number)),
    "changed majors": by.table("inputs/posts.csv", by.swapped("majors")),
    "removed pin": by.table("inputs/pins.csv", by.gone),
    "changed seed": by.seed,
    "changed rule": by.rule,
    "changed absence": by.table("inputs/absences.csv", by.gone),
    "changed unit wish": by.table("inputs/unit_wishes.csv", by.gone),
    "book: altered rule": by.json_file("book.json", by.book("rows")),
    "book: altered wish": by.json_file("book.json", by.book("lists")),
    "book: altered pairs": by.json_file("book.json", by.book("may")),
    "book: altered count": by.json_file("book.json", by.book("goals")),
}
"""What is changed in the inputs or in their book: where results do not hang on it only the commitment tells."""


def tampered(run: Path, there: Path, count: int, seed: int) -> Iterator[tuple[Tampering, Path]]:
    """So many different tamperings of a run, each in a folder of its own that lasts until the next is asked for."""
    rng = random.Random(seed)
    seen: set[tuple[str, str]] = set()
    tries = 0
    while len(seen) < count and tries < 40 * count:
        tries += 1
        kind = rng.choice([*CHANGES, *INPUTS])
        folder = there / "forged"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(run, folder)
        said = (CHANGES | INPUTS)[kind](folder, rng)
        if said is None or (kind, said) in seen:
            continue
        seen.add((kind, said))
        yield Tampering(kind, said, kind in INPUTS, kind in PROOFS), folder
