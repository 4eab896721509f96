"""A workbook that loads, as bytes and opened: what slips are made in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from builders import scenario

from optimizer.exchange.scenario_workbook import add_scenario
from optimizer.exchange.sheets import new_book

TABLES = ("报名", "岗位", "志愿", "设置")


@dataclass(frozen=True)
class Good:
    """A workbook that loads, as bytes, opened and as the parts of its archive."""

    content: bytes

    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def edited(self, change: Callable[[Any], None]) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(self.content))
        change(book)
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    def with_parts(self, change: Callable[[dict[str, bytes]], None]) -> bytes:
        parts = self.parts()
        change(parts)
        return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def good(path: Path) -> Good:
    """Three people, three posts and all that may be set, as `chuyan check --convert` writes it."""
    given = scenario(
        [
            {
                "graduate": f"G{at}",
                "name": f"安{at}",
                "gender": "女",
                "score": 90.0 - at + 1,
                "major": "080901",
            }
            for at in (1, 2, 3)
        ],
        [
            {"post": f"V{at}", "village": f"东{at}村", "township": "东镇", "county": "甲县"}
            for at in (1, 2, 3)
        ],
        [("G1", 1, "V1"), ("G1", 2, "V2"), ("G2", 1, "东镇"), ("G3", 1, "V3")],
        pins=[("G3", "V3")],
        rules=[{"kind": "eligible-major"}, {"kind": "group-quota", "group": {"gender": "女"}, "minimum": 1}],
    )
    with new_book(path) as book:
        add_scenario(book, given, only_filled=True)
    return Good(path.read_bytes())
