"""A folder becomes a workbook and back without loss, and the same scenario gives the same bytes."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest
from builders import scenario
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import optimizer
from optimizer.exchange.folder import write_folder
from optimizer.exchange.load import read
from optimizer.exchange.scenario_workbook import write_workbook
from optimizer.exchange.settings_sheet import from_rows, to_rows
from optimizer.scenario.model import Scenario
from optimizer.scenario.tables import TABLES

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zs", "Cf", "Zl", "Zp", "Co")),
    max_size=12,
)
VALUES = st.one_of(
    st.booleans(), st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6), TEXT,
    st.lists(TEXT, max_size=3), st.sampled_from(["是", "true", "1.0", "[1]", "=1+1", " x", ""]),
)  # fmt: skip


MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def same(one: Scenario, other: Scenario) -> None:
    assert one.settings == other.settings
    for table in TABLES:
        assert_frame_equal(one.table(table.name), other.table(table.name))
    assert one.digest() == other.digest()


def round_trip(given_: Scenario, folder: Path) -> None:
    """Folder, workbook, folder: the same scenario every time, the same bytes twice."""
    write_folder(given_, folder / "one")
    first = optimizer.load(folder / "one")
    same(first, given_)
    write_workbook(first, folder / "two.xlsx")
    second = optimizer.load(folder / "two.xlsx")
    same(second, given_)
    write_folder(second, folder / "three")
    for path in (folder / "one").iterdir():
        assert path.read_bytes() == (folder / "three" / path.name).read_bytes()


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.lists(TEXT, min_size=3, max_size=3),
    st.floats(0, 1000),
    st.sampled_from(["=1+1", "+86", "-", "@x", "'", "007", "1e5", '"q"', "TRUE", "#1"]),
)
def test_strange_text_survives(texts: list[str], score: float, odd: str) -> None:
    given_ = scenario(
        [{"graduate": "G1", "name": texts[0], "score": score, "学历": odd}, {"graduate": "007", "name": odd}],
        [
            {"post": "V1", "village": texts[1], "hardship": 3, "longitude": 113.5},
            {"post": "V2", "village": odd},
        ],
        [("G1", 1, "V1"), ("007", 2, "V2")],
        pins=[("007", "V2")],
        rules=[{"kind": "avoid-home", "level": "township"}],
        options={"share": 0.5},
    )
    with tempfile.TemporaryDirectory() as folder:
        round_trip(given_, Path(folder))


def test_a_generated_scenario_survives(tmp_path: Path) -> None:
    round_trip(optimizer.generate(graduates=40, villages=30, seed=3), tmp_path)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.dictionaries(st.sampled_from(["a", "b", "c"]), VALUES, min_size=1),
    st.lists(st.dictionaries(st.sampled_from(["kind", "group"]), VALUES, min_size=1), max_size=2),
)
def test_settings_survive_a_sheet(options: dict[str, object], rules: list[dict[str, object]]) -> None:
    given_ = {"assignment": {"options": options, **({"rules": rules} if rules else {})}}
    back, faults = from_rows(to_rows(given_), "设置")
    assert not faults
    assert back == given_


def test_headers_in_either_language_and_any_order(tmp_path: Path) -> None:
    english, chinese = tmp_path / "english", tmp_path / "chinese"
    write_folder(scenario([{"graduate": "G1"}], [{"post": "V1", "capacity": 2}], [("G1", 1, "V1")]), english)
    write_folder(optimizer.load(english), chinese)
    for table in TABLES:
        path = chinese / f"{table.name}.csv"
        if path.is_file():
            header, *rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
            named = [table.column(field).chinese for field in header]
            text = "\n".join(",".join(reversed(row)) for row in [named, *rows]) + "\n"
            path.unlink()
            (chinese / f"{table.chinese}.csv").write_text(text, "utf-8")
    same(optimizer.load(english), optimizer.load(chinese))


@pytest.mark.parametrize("header", ["编号", "graduate"])
def test_an_open_document_sheet_is_read(header: str, tmp_path: Path) -> None:
    """The least that an .ods file needs, written by hand."""

    def table(name: str, rows: list[list[str]]) -> str:
        cells = "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
                for c in row
            )
            + "</table:table-row>"
            for row in rows
        )
        return f'<table:table table:name="{name}">{cells}</table:table>'

    body = (
        table("报名", [[header, "综合成绩"], ["G1", "90"]])
        + table("岗位", [["岗位编号"], ["V1"]])
        + table("志愿", [["编号", "志愿序", "志愿"], ["G1", "1", "V1"]])
        + table("设置", [["项目", "值"], ["scenario.name", "试"]])
    )
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.2"><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>'
    path = tmp_path / "t.ods"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", content)
        book.writestr("META-INF/manifest.xml", MANIFEST)
    loaded = optimizer.load(path)
    assert loaded.settings.scenario.name == "试"
    assert optimizer.assign(loaded).summary["first_choice"] == 1


def test_a_sheet_in_the_old_format_is_read_and_its_lost_zero_put_back() -> None:
    """data/old.xls: two people, two posts; the first major was typed as a number."""
    taken = read(Path(__file__).parent / "data" / "old.xls")
    assert taken.scenario is not None
    assert taken.scenario.graduates["major"].tolist() == ["080901", "090101"]
    assert [str(mend) for mend in taken.mends] == ["报名 第 2 行 “专业代码”: '80901' → '080901'"]
