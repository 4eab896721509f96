"""Names of files and sheets: safe everywhere, none alike, whatever somebody called a township."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.exchange.file_names import file_names, sheet_names

NAMES = st.lists(st.text(max_size=50), unique=True, max_size=8)
ODD = ["a", "A", "con", "../东镇", "东/镇", "东\\镇", "", ".", "'x'", "history", "x" * 200, "x" * 201]


def test_good_names_stay_as_they_are() -> None:
    assert file_names(["东镇", "person-20240001"]) == {"东镇": "东镇", "person-20240001": "person-20240001"}
    assert sheet_names(["东镇", "张三 p1"]) == {"东镇": "东镇", "张三 p1": "张三 p1"}


def test_odd_names_are_mended_and_stay_apart() -> None:
    files = file_names(ODD)
    assert len({name.casefold() for name in files.values()}) == len(ODD)
    assert not any(set(name) & set('/\\:*?"<>|') or name.startswith(".") for name in files.values())
    assert files["con"].startswith("_con-")
    assert sheet_names(["公示"], ["公示"])["公示"] != "公示"


@given(NAMES)
@settings(max_examples=60, deadline=None)
def test_any_names_whatever_their_order(names: list[str]) -> None:
    files, sheets = file_names(names), sheet_names(names)
    assert files == file_names(names[::-1])
    for found in (files, sheets):
        assert set(found) == set(names)
        assert len({name.casefold() for name in found.values()}) == len(names)
    assert all(0 < len(name.encode()) <= 255 - len(".xlsx") for name in files.values())
    for name in sheets.values():
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
