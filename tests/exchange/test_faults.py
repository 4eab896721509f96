"""A golden list of faulty inputs: what a planner reads, word for word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import optimizer
from optimizer.exchange.load import read

SETTINGS = '[scenario]\nname = "试"\nseed = 1\n[assignment]\nrules = [{kind = "eligible-major"}]\n'
GRADUATES = "graduate,name,score,major,home,county,partner\nG1,安一,95,080901,,,\nG2,白二,85,090101,,,\n"
POSTS = "post,village,township,county,area,capacity\nV1,东沟,甲镇,平定县,140321101001,1\nV2,西岭,乙镇,平定县,140321102001,1\n"
WISHES = "graduate,rank,target\nG1,1,V1\nG2,1,甲镇\n"

Change = Callable[[dict[str, str]], None]


def given(folder: Path, **files: str) -> Path:
    """A folder with the four usual files, some of them replaced (scenario = scenario.toml)."""
    texts = {"scenario": SETTINGS, "graduates": GRADUATES, "posts": POSTS, "wishes": WISHES, **files}
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / (f"{name}.toml" if name == "scenario" else f"{name}.csv")).write_text(text, "utf-8")
    return folder


CASES: list[tuple[str, dict[str, str], list[str]]] = [
    (
        "a missing column",
        {"graduates": "graduate,name\nG1,安一\nG2,白二\n"},
        ["graduates.csv · 第 1 行 row 1 · 列 column “综合成绩”: 缺少这一列 / the column is missing\n"
         "    → 加上一列“综合成绩” / add a column score"],
    ),
    (
        "a misspelt header",
        {"wishes": WISHES.replace("target", "taget")},
        ["wishes.csv · 第 1 行 row 1 · 列 column “taget”: 没有这一列 / no such column in wishes\n"
         "    → 是否应为“志愿”（target）？ / did you mean it?"],
    ),
    (
        "the same column in both languages",
        {"wishes": "graduate,编号,rank,target\nG1,G1,1,V1\n"},
        ["wishes.csv · 第 1 行 row 1 · 列 column “编号”: 与“graduate”是同一列 / the same column twice\n"
         "    → 删去一列 / delete one"],
    ),
    (
        "a blank id",
        {"graduates": GRADUATES.replace("G2,", " ,")},
        ["graduates.csv · 第 3 行 row 3 · 列 column “graduate”: 不能为空 / must not be blank\n"
         "    → 填上编号 / fill in graduate",
         "wishes.csv · 第 3 行 row 3 · 列 column “graduate” · 值 value “G2”: 报名表里没有此人 / nobody with this id in graduates\n"
         "    → 可用 G1 / choose from: G1"],
    ),
    (
        "a doubled id",
        {"graduates": GRADUATES.replace("G2", "G1"), "wishes": "graduate,rank,target\n"},
        ["graduates.csv · 第 3 行 row 3 · 列 column “graduate” · 值 value “G1”: 编号与第 2 行重复 / the same as row 2\n"
         "    → 删去或改正一行 / delete or mend one of them"],
    ),
    (
        "an unknown target",
        {"wishes": WISHES.replace("甲镇", "甲振")},
        ["wishes.csv · 第 3 行 row 3 · 列 column “target” · 值 value “甲振”: 没有此岗位、乡镇或县区 / no such post, township or county\n"
         "    → 是否应为“甲镇”？ / did you mean “甲镇”?"],
    ),
    (
        "a misspelt post",
        {"wishes": "graduate,rank,target\nG1,1,VI1\n"},
        ["wishes.csv · 第 2 行 row 2 · 列 column “target” · 值 value “VI1”: 没有此岗位、乡镇或县区 / no such post, township or county\n"
         "    → 是否应为“V1”？ / did you mean “V1”?"],
    ),
    (
        "two ranks for one target",
        {"wishes": WISHES + "G1,2,V1\n"},
        ["wishes.csv · 第 4 行 row 4 · 列 column “target” · 值 value “V1”: 编号＋志愿与第 2 行重复 / the same as row 2\n"
         "    → 删去或改正一行 / delete or mend one of them"],
    ),
    (
        "a partner who does not answer",
        {"graduates": GRADUATES.replace("080901,,,", "080901,,,G2")},
        ["graduates.csv · 第 2 行 row 2 · 列 column “partner” · 值 value “G2”: 不是互相填写：G2 填的是 空 blank / not mutual\n"
         "    → 让两人互相填写，或都清空 / let both name each other, or clear both"],
    ),
    (
        "scores out of range and in words",
        {"graduates": GRADUATES.replace("95", "1950").replace("85", "八十")},
        ["graduates.csv · 第 2 行 row 2 · 列 column “score” · 值 value “1950”: 超出范围 / out of bounds\n"
         "    → 应在 0 – 1000 之间 / between 0 – 1000",
         "graduates.csv · 第 3 行 row 3 · 列 column “score” · 值 value “八十”: 不是数字 / not a number\n"
         "    → 只填阿拉伯数字 / write digits only"],
    ),
    (
        "half a rank",
        {"wishes": WISHES.replace("G1,1,", "G1,1.5,")},
        ["wishes.csv · 第 2 行 row 2 · 列 column “rank” · 值 value “1.5”: 不是整数 / not a whole number\n"
         "    → 只填阿拉伯数字 / write digits only"],
    ),
    (
        "a code that is none, a county without posts",
        {"graduates": GRADUATES.replace("080901,,,", "080901,1403,盂县,")},
        ["graduates.csv · 第 2 行 row 2 · 列 column “home” · 值 value “1403”: 代码格式不对 / not such a code\n"
         "    → 户籍所在地区划代码（6、9 或 12 位） / area code of the home, 6, 9 or 12 digits",
         "graduates.csv · 第 2 行 row 2 · 列 column “county” · 值 value “盂县”: 没有岗位在此县区 / no post lies in this county\n"
         "    → 可用 140321, 平定县 / choose from: 140321, 平定县"],
    ),
    (
        "unknown settings and kinds",
        {"scenario": '[scenario]\nseeds = 1\n[assignment]\nmechanism = "optimum"\n'
                     'rules = [{kind = "avoid-hom"}, {kind = "avoid-home", levl = "village"}]\n'},
        ["scenario.toml · 列 column “scenario.seeds” · 值 value “1”: 没有这项设置 / unknown setting\n"
         "    → 是否应为“seed”？ / did you mean “seed”?",
         "scenario.toml · 列 column “assignment.mechanism” · 值 value “optimum”: 没有这个 kind / unknown kind\n"
         "    → 是否应为“optimal”？ / did you mean “optimal”?",
         "scenario.toml · 列 column “assignment.rules[1].kind” · 值 value “avoid-hom”: 没有这个 kind / unknown kind\n"
         "    → 是否应为“avoid-home”？ / did you mean “avoid-home”?",
         "scenario.toml · 列 column “assignment.rules[2].levl” · 值 value “village”: 没有这项设置 / unknown setting\n"
         "    → 是否应为“level”？ / did you mean “level”?"],
    ),
    (
        "settings of the wrong type",
        {"scenario": '[scenario]\nseed = "x"\n[assignment.options]\nshare = 2\n'},
        ["scenario.toml · 列 column “scenario.seed” · 值 value “x”: 类型不对 / wrong type\n"
         "    → 应为 整数 / a whole number",
         "scenario.toml · 列 column “assignment.options.share” · 值 value “2”: 超出范围 / out of bounds\n"
         "    → 须不大于 1.0 / at most 1.0"],
    ),
    (
        "a priority that is no column of numbers",
        {"scenario": SETTINGS + '[priority]\nby = ["scores", "name"]\n'},
        ["scenario.toml · 列 column “priority.by.1” · 值 value “scores”: 报名表没有这一列数字 / graduates has no such column of numbers\n"
         "    → 是否应为“score”？ / did you mean “score”?",
         "scenario.toml · 列 column “priority.by.2” · 值 value “name”: 报名表没有这一列数字 / graduates has no such column of numbers\n"
         "    → 可用 score, written_score, lottery / choose from: score, written_score, lottery"],
    ),
    (
        "TOML that is none",
        {"scenario": "[scenario\nname = 1"},
        ["scenario.toml · 第 1 行 row 1: 不是 TOML / not TOML: Unexpected character: '\\n' at line 1 col 9\n"
         "    → 改正这一行 / mend this line"],
    ),
    (
        "an empty file",
        {"posts": ""},
        ["posts.csv · 第 1 行 row 1: 文件是空的 / the file is empty\n    → 至少写上列名 / write the headers at least",
         "岗位: 缺少表“岗位” / the table posts is missing\n    → 补上此表 / add it; start from chuyan template"],
    ),
    (
        "a table without rows",
        {"posts": POSTS.partition("\n")[0] + "\n", "wishes": "graduate,rank,target\n"},
        ["posts.csv: 没有数据行 / no rows\n    → 至少填一行 / fill in at least one row"],
    ),
    (
        "a row that is too long",
        {"wishes": WISHES + "G2,2,V1,V2\n"},
        ["wishes.csv · 第 4 行 row 4 · 值 value “V2”: 有 4 格，列名只有 3 个 / 4 cells, but 3 headers\n"
         "    → 含逗号的内容加引号 / quote cells with commas"],
    ),
    (
        "more pins than seats",
        {"pins": "graduate,post,reason,author\nG1,V1,组织决定,组织部\nG2,V1,组织决定,组织部\n"},
        ["pins.csv · 第 3 行 row 3 · 列 column “post” · 值 value “V1”: 指定人数超过名额 1 / more pins than its 1 seats\n"
         "    → 减少指定或增加名额 / fewer pins or more seats"],
    ),
    (
        "a condition on a column that nobody has",
        {"posts": POSTS.replace("capacity\n", "capacity,reserved_for\n").replace("001,1\n", "001,1,学位=博士\n"),
         "scenario": SETTINGS.replace("eligible-major", "reserved-post")},
        ["岗位 · 列 column “定向” · 值 value “学位=博士”: V1：报名表没有列“学位” / graduates has no such column\n"
         "    → 写成 列名=值，如 党员=是；性别=女 / write column=value"],
    ),
    (
        "a failed formula",
        {"graduates": GRADUATES.replace("95,", "#REF!,")},
        ["graduates.csv · 第 2 行 row 2 · 列 column “score” · 值 value “#REF!”: 公式出错 / the formula failed\n"
         "    → 改成数值或文字 / write the value itself"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_faulty_input_is_told_word_for_word(files: dict[str, str], told: list[str], tmp_path: Path) -> None:
    with pytest.raises(optimizer.InputFaults) as wrong:
        optimizer.load(given(tmp_path / "s", **files))
    assert [str(fault) for fault in wrong.value.faults] == told
    assert wrong.value.exit_code == 3


def test_faults_of_all_tables_and_settings_come_at_once(tmp_path: Path) -> None:
    files = {
        "scenario": SETTINGS.replace("seed = 1", "seed = -1").replace("eligible-major", "eligible"),
        "graduates": GRADUATES.replace("95", "many"),
        "posts": POSTS.replace("140321102001,1", "14032110200,x"),
        "wishes": WISHES + "G9,0,V1\n",
    }
    with pytest.raises(optimizer.InputFaults) as wrong:
        optimizer.load(given(tmp_path / "s", **files))
    assert sorted({fault.place for fault in wrong.value.faults}) == [
        "graduates.csv",
        "posts.csv",
        "scenario.toml",
        "wishes.csv",
    ]
    assert len(wrong.value.faults) == 7


def test_harmless_slips_are_mended_and_listed(tmp_path: Path) -> None:
    graduates = "编号 ,综合成绩,专业代码,党员,家庭\nＧ１, 90 ,８０９０１,√, 晋 \nG2,80,090101,no,\n\n"
    taken = read(given(tmp_path / "s", graduates=graduates))
    assert taken.scenario is not None
    assert taken.scenario.graduates[
        ["graduate", "score", "major", "party_member", "家庭"]
    ].to_numpy().tolist() == [
        ["G1", 90.0, "080901", True, "晋"],
        ["G2", 80.0, "090101", False, ""],
    ]
    assert [str(mend) for mend in taken.mends] == [
        "graduates.csv 第 2 行 “编号 ”: 'Ｇ１' → 'G1'",
        "graduates.csv 第 2 行 “综合成绩”: ' 90 ' → '90'",
        "graduates.csv 第 2 行 “专业代码”: '８０９０１' → '080901'",
        "graduates.csv 第 2 行 “家庭”: ' 晋 ' → '晋'",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    folder = given(tmp_path / "s")
    plain = optimizer.load(folder)
    for path in folder.iterdir():
        path.write_bytes(path.read_text("utf-8").encode(encoding))
    assert optimizer.load(folder).digest() == plain.digest()


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    folder = given(tmp_path / "s")
    (folder / "wishes.csv").write_bytes(b"graduate,rank,target\n\x81\xff\xff,1,V1\n")
    with pytest.raises(optimizer.InputFaults, match="认不出文字编码"):
        optimizer.load(folder)


def test_a_name_of_two_townships_is_doubtful(tmp_path: Path) -> None:
    posts = POSTS.replace("乙镇,平定县,140321102001", "甲镇,盂县,140322101001")
    with pytest.raises(optimizer.InputFaults, match="改用代码 / use a code: 140321101、140322101"):
        optimizer.load(given(tmp_path / "s", posts=posts))


def workbook(path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    """The template with two people and two posts, changed."""
    from optimizer.exchange.template import write_template

    write_template(path)
    book = openpyxl.load_workbook(path)
    for sheet, rows in (
        ("报名", [("G1", "安一", "女", 90), ("G2", "白二", "男", 80)]),
        ("岗位", [("V1", "东沟", "甲镇"), ("V2", "西岭", "乙镇")]),
        ("志愿", [("G1", 1, "V1"), ("G2", 1, "甲镇")]),
    ):
        for at, row in enumerate(rows, 2):
            for column, cell in enumerate(row, 1):
                book[sheet].cell(at, column, cell)
    change(book)
    book.save(path)
    return path


def test_the_template_filled_in_is_a_scenario(tmp_path: Path) -> None:
    scenario = optimizer.load(workbook(tmp_path / "t.xlsx", lambda book: None))
    assert optimizer.assign(scenario).summary["placed"] == 2
    assert scenario.settings.assignment.options == {"share": 0.5, "guard": True}


def test_merged_cells_unknown_sheets_and_doubled_settings_are_told(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["志愿"].merge_cells("A2:A3")
        book.create_sheet("志原")["A1"] = "x"
        book["设置"].append(["scenario.seed", "5"])

    with pytest.raises(optimizer.InputFaults) as wrong:
        optimizer.load(workbook(tmp_path / "t.xlsx", change))
    told = "\n".join(str(fault) for fault in wrong.value.faults)
    assert "志愿 · 第 2 行 row 2 · 值 value “A2:A3”: 合并单元格会丢失内容" in told
    assert "设置 · 第 16 行 row 16 · 列 column “项目” · 值 value “scenario.seed”: 与第 3 行重复" in told


def test_a_file_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(optimizer.InputFaults, match="打不开：不是工作簿"):
        optimizer.load(path)


def test_a_path_that_is_nothing_is_wrong_use(tmp_path: Path) -> None:
    for name in ("nowhere", "table.csv"):
        (tmp_path / "table.csv").write_text("a\n")
        with pytest.raises(optimizer.UsageError, match=name):
            optimizer.load(tmp_path / name)
