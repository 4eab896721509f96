"""What a comparison looks like: the folder, the workbook, the pictures, the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
from builders import scenario

import optimizer
from optimizer import Comparison, UsageError, compare
from optimizer.fairness.metrics import STANDARD
from optimizer.fairness.ways import by_mechanism
from optimizer.report.chart_style import write_picture
from optimizer.report.comparison_charts import charts
from optimizer.report.comparison_folder import write_comparison
from optimizer.report.comparison_lines import figure, lines, wide
from optimizer.report.comparison_workbook import write_comparison_workbook


@pytest.fixture(scope="module")
def found() -> Comparison:
    given = optimizer.generate(graduates=40, villages=36, wishes=5, seed=3)
    return compare(by_mechanism(given, ["choice-then-allocation", "optimal"])[0])


@pytest.fixture(scope="module")
def folder(found: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("compared") / "out"
    write_comparison(found, out)
    return out


def test_the_folder_is_whole_and_replaced_only_with_force(found: Comparison, folder: Path) -> None:
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert {*manifest["outputs"], "manifest.json"} == names
    assert manifest["plans"] == found.digests
    assert {"table.csv", "people.csv", "posts.csv", "inputs.csv", "paragraph.txt", "comparison.xlsx"} <= names
    before = {name: (folder / name).read_bytes() for name in names}
    with pytest.raises(UsageError, match="--force"):
        write_comparison(found, folder)
    write_comparison(found, folder, force=True)
    assert before == {
        name: (folder / name).read_bytes() for name in names
    }  # pictures are the same bytes, too


def test_the_workbook_says_in_chinese_what_the_table_says(found: Comparison, folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "comparison.xlsx")
    assert book.sheetnames == ["说明", "方案比较", "志愿曲线", "分项", "个人得失", "各村得失", "输入差异"]
    rows = [[cell.value for cell in row] for row in book["方案比较"].iter_rows()]
    header = next(at for at, row in enumerate(rows) if row[0] == "指标")
    assert rows[header][1:3] == ["先选岗后分配", "全局最优"]
    told = {row[0]: row[1:3] for row in rows[header + 1 :]}
    assert len(told) == len(STANDARD)
    placed = found.table.set_index("metric").loc["placed"]
    assert told["已安置"] == [placed["choice-then-allocation"], placed["optimal"]]
    assert not any(
        str(cell.value or "").startswith(("=", "+", "@"))
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    )
    assert len(book["志愿曲线"]._charts) == 1


def test_long_rows_and_the_names_of_all_ways_are_as_high_as_they_need(tmp_path: Path) -> None:
    """Text breaks between words, so that a line never holds quite as much as its column could."""
    ways = ["optimal", "parallel bands = [1, 1, 1, 1, 1]", "deferred-acceptance proposing = 'posts'"]
    given = optimizer.generate(graduates=12, villages=10, wishes=5, seed=3)
    write_comparison_workbook(compare(by_mechanism(given, ways)[0]), tmp_path / "c.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx")["方案比较"]
    top = next(row for row in sheet.iter_rows() if row[0].value == "指标")[0].row
    for row in sheet.iter_rows(min_row=top):
        for cell in row:
            width, text = sheet.column_dimensions[cell.column_letter].width, cell.value
            if isinstance(text, str) and wide(text) > width:
                height = sheet.row_dimensions[cell.row].height or 15
                assert height >= 15 * 1.1 * wide(text) / width, (cell.coordinate, text)


def test_villages_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    people = [{"graduate": "=g", "name": "+甲"}]
    given = scenario(people, [{"post": "=p", "village": "@村"}], [("=g", 1, "=p")])
    write_comparison_workbook(compare({"=A": given, "@B": given}), tmp_path / "c.xlsx")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert not any(str(cell.value or "").startswith(("=", "+", "@")) for cell in cells)


def test_pictures_show_chinese_and_not_boxes(found: Comparison, tmp_path: Path) -> None:
    """Where no glyph is known every character looks alike; here two of them do not."""
    import altair as alt
    import pandas as pd

    for name in "一丁":
        chart = alt.Chart(pd.DataFrame({"x": [1]})).mark_point().encode(x="x").properties(title=name)
        write_picture(chart.configure(font="Noto Sans SC"), tmp_path / f"{name}.png")
    assert (tmp_path / "一.png").read_bytes() != (tmp_path / "丁.png").read_bytes()
    assert (tmp_path / "一.png").read_bytes().startswith(b"\x89PNG")


def test_every_chart_has_a_finding_for_title_and_a_description(found: Comparison, folder: Path) -> None:
    made = charts(found)
    assert list(made) == ["rank-curve", "gains-and-losses", "average-and-envy", "score-bands"]
    for name, chart in made.items():
        said = chart.to_dict()
        assert re.search(r"\d|最好|没有", said["title"]["text"])
        assert said["description"]
        svg = (folder / "charts" / f"{name}.svg").read_text("utf-8")
        assert "Noto Sans SC" in svg
        assert (folder / "charts" / f"{name}.png").stat().st_size > 5_000


def test_titles_claim_no_difference_where_there_is_none() -> None:
    given = optimizer.generate(graduates=24, villages=20, wishes=5, seed=3)
    made = charts(compare({"A": given, "B": given}))
    titles = {name: chart.to_dict()["title"]["text"] for name, chart in made.items()}
    assert "各方案都是" in titles["rank-curve"]
    assert titles["gains-and-losses"] == "与“A”相比，没有人更好或更差"
    assert titles["average-and-envy"] == "“A”、“B”两样都一样"
    assert "各方案都是" in titles["score-bands"]


def test_the_terminal_shows_columns_of_equal_width(found: Comparison) -> None:
    told = list(lines(found))
    assert told[:2] == ["A = choice-then-allocation", "B = optimal"]
    assert wide("已安置 A") == 8
    assert [figure(value, unit) for value, unit in ((3.0, "人 / people"), (1 / 3, "0–1"), (2.5, ""), (float("nan"), ""))] == [
        "3", "0.333", "2.50", "—",
    ]  # fmt: skip
    assert found.chinese in told
    assert found.english in told
