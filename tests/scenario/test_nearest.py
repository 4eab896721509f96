"""Advice for a name that nobody knows: one that is clearly meant, else what there is to choose from."""

from __future__ import annotations

import pytest

from optimizer.scenario.nearest import advice


@pytest.mark.parametrize(
    ("name", "known", "due"),
    [
        ("20240999", ["20240001", "20240002", "20240003"], None),
        ("V99", ["V91", "V92"], None),
        ("20240003X", ["20240001", "20240003", "20240002"], "20240003"),
        ("group-qota", ["group-quota", "floor"], "group-quota"),
        ("group-qota", ["group-quota", "group-quota"], "group-quota"),
        ("成积", ["成绩", "姓名"], "成绩"),
    ],
)
def test_what_is_equally_near_is_not_guessed_at(name: str, known: list[str], due: str | None) -> None:
    said = advice(name, known)
    assert said.startswith(f"是否应为“{due}”" if due else "可用 ")
