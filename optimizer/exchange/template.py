"""The template: a workbook to fill in, with explanations, drop-downs and formats that keep codes whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from optimizer.assignment.goals import GOALS
from optimizer.assignment.mechanisms import MECHANISMS
from optimizer.assignment.rules import RULES
from optimizer.exchange.column_help import WIDTHS, help_columns
from optimizer.exchange.page import Page
from optimizer.exchange.scenario_workbook import write_settings
from optimizer.exchange.settings_sheet import SHEET
from optimizer.exchange.sheets import Book, new_book
from optimizer.rotation.goals import GOALS as ROTATION_GOALS
from optimizer.rotation.rules import RULES as ROTATION_RULES
from optimizer.scenario.columns import Column, Table
from optimizer.scenario.tables import TABLES

_STEPS = (
    (
        "一",
        "在各工作表填数据，从第 2 行起，一行一条；列名不要改，列的先后随意。",
        "Fill in the sheets from row 2 on; keep the headers.",
    ),
    (
        "二",
        "带 * 的列必填；其余可空。可加自己的列（如 学历），规则和统计可按它分组。",
        "Columns with * are required; columns of your own are kept.",
    ),
    (
        "三",
        "编号、代码一律是文本，前面的 0 要保留；不要合并单元格。",
        "Ids and codes are text; never merge cells.",
    ),
    (
        "四",
        "“设置”表写方式、规则与目标；不懂的保持原样即可。",
        "The sheet 设置 holds mechanism, rules and goals.",
    ),
    (
        "五",
        "检查：chuyan check 本文件.xlsx　　安置：chuyan assign 本文件.xlsx --out 结果",
        "Check it, then assign.",
    ),
)
_SETTINGS = (
    ("scenario.name", "某县一村一名大学生", "名称，印在每张表上 / shown on every output"),
    ("scenario.seed", "20241124", "抽签种子，事前公布 / the lottery's seed, published beforehand"),
    ("priority.by", '["score", "written_score", "lottery"]', "选岗次序依次比较的列 / what orders the graduates"),
    ("assignment.mechanism", "choice-then-allocation", "方式 / mechanism"),
    ("assignment.options.share", "0.5", "按次序前多少人自己选岗（0–1） / the share who choose"),
    ("assignment.options.guard", "true", "选岗时保障各项规则仍能实现 / a pick may not break a guarantee"),
    ("assignment.rules.1.kind", "eligible-major", "专业符合要求"),
    ("assignment.rules.2.kind", "avoid-home", "回避户籍地"),
    ("assignment.rules.2.level", "village", "village 本村、township 本乡镇、county 本县区"),
    ("assignment.rules.3.kind", "applied-county", "限报考县区"),
    ("assignment.rules.4.kind", "reserved-post", "定向岗位"),
    ("assignment.goals.1.kind", "most-placed", "安置人数最多"),
    ("assignment.goals.2.kind", "total-rank", "志愿序总和最小"),
    ("assignment.goals.3.kind", "major-fit", "专业契合最高"),
)  # fmt: skip
_EXAMPLE = (
    ("assignment.rules.5.kind", "group-quota", "第 5 条规则：人员配额。已有 4 条，所以是 5", "the fifth rule"),
    ("assignment.rules.5.group", "{党员 = true}", "哪类人：列 = 值；几个列都写在花括号里，用逗号分开", "columns and values"),
    ("assignment.rules.5.group", '{专业代码 = ["0809", "0812"]}', "（另例）代码加引号；方括号里任一", "any of a list; codes in quotes"),
    ("assignment.rules.5.areas", '["东镇"]', "只在这些地方；不写则每个乡镇", "only there; left out: every township"),
    ("assignment.rules.5.minimum", "3", "至少 3 人", "three at least"),
)  # fmt: skip
_ROTATION = (
    ("rotation.start", "2024-07", "轮岗的第一个月，必填", "the first month"),
    ("rotation.months", "12", "几个月，1–36，默认 12", "how many months"),
    ("rotation.rules.1.kind", "headcount", "每月人数照轮岗单位表、编制表", "headcounts as the tables say"),
    ("rotation.rules.2.kind", "no-repeat", "不连续两月在同一单位", "no unit twice running"),
    ("rotation.rules.3.kind", "visit", "每个单位至少去一个月", "every unit at least once"),
    ("rotation.rules.4.kind", "successor", "综合办之后不去社事办、便民中心", "neither of them right after 综合办"),
    ("rotation.rules.4.unit", "综合办", "单位编号", "a unit"),
    ("rotation.rules.4.then", '["社事办", "便民中心"]', "几个单位写在方括号里，各加引号", "a list in brackets"),
    ("rotation.rules.5.kind", "handover", "每个单位总有来过的人", "somebody knows every unit"),
    ("rotation.rules.5.after", "4", "开头几个月不算（默认 1）；不许连任时，头两三个月谁都是新来的", "months passed over at first"),
    ("rotation.goals.1.kind", "depth", "在对口单位的月数最多", "most months in fitting units"),
    ("rotation.goals.1.by", "either", "专业对口或有志愿都算；默认 either", "by major or wish"),
    ("rotation.goals.2.kind", "wishes", "轮岗志愿满足最多", "most wishes met"),
    ("rotation.goals.2.enough", "2", "同一单位的志愿至多算两个月；默认 2", "how often a wish counts"),
)  # fmt: skip
_ROWS = {
    "轮岗单位": ("综合办｜党政综合办公室｜办｜1｜3｜0301、1202｜", "社事办｜社会事务办公室｜办｜1｜3｜｜", "党建办｜党建办公室｜办｜0｜2｜｜", "便民中心｜便民服务中心｜中心｜0｜｜｜"),
    "编制": ("社事办｜东镇｜2024-12｜2025-01｜｜0",),
    "轮岗志愿": ("20240001｜1｜综合办｜", "20240001｜2｜便民中心｜2024-09"),
    "请假": ("20240002｜2024-10｜2024-11｜病假｜否", "20240003｜2024-12｜2024-12｜脱产培训｜是"),
    "已定轮岗": ("20240002｜2024-07｜社事办｜是",),
}  # fmt: skip
"""Rows of the rotation's tables, cell by cell."""
_HINTS = {
    "社事办｜东镇｜2024-12｜2025-01｜｜0": "东镇这两个月停办 closed in these months",
    "20240002｜2024-10｜2024-11｜病假｜否": "不在岗，不占名额 away, no seat held",
    "20240003｜2024-12｜2024-12｜脱产培训｜是": "人不在，仍排一个单位，占其名额 away, yet a seat in some unit is held",
    "20240001｜2｜便民中心｜2024-09": "只想在这个月去 wished for this month",
    "20240002｜2024-07｜社事办｜是": "已定，不得变动 fixed",
}


def write_template(path: Path) -> None:
    """Write the template: 说明, one empty sheet per table, 设置. The same bytes every time."""
    with new_book(path) as book:
        _explanations(book)
        for table in TABLES:
            _table(book, table)
        write_settings(book, _SETTINGS)


def _explanations(book: Book) -> None:
    page = book.add("说明", (14, 22, 46, 50), landscape=True)
    page.title("雏雁 Chuyan · 填表说明", "一村一名大学生：个人选岗和组织分配相结合")
    page.header(("步骤", "", "怎么做", "How"))
    for number, chinese, english in _STEPS:
        page.row((number, "", chinese, english))
    for table in TABLES:
        page.section(
            f"{table.chinese} {table.name}：{table.meaning_zh} / {table.meaning_en}{'（可不填）' if table.optional else ''}"
        )
        for column in table.columns:
            page.row((_header(column), column.field, column.meaning_zh, column.meaning_en))
    page.section(f"{SHEET} settings：可用的方式、规则、目标 / kinds to choose from")
    for title, members in (
        ("方式", MECHANISMS),
        ("规则", RULES),
        ("目标", GOALS),
        ("轮岗规则", ROTATION_RULES),
        ("轮岗目标", ROTATION_GOALS),
    ):
        _members(page, title, members)
    for title, rows in (
        (f"在“{SHEET}”表写一条规则 / a rule in the sheet {SHEET}", _EXAMPLE),
        (f"在“{SHEET}”表写轮岗（例） / a rotation in the sheet {SHEET}", _ROTATION),
    ):
        page.section(title)
        for row in rows:
            page.row(row)
    page.section("轮岗各表的例子（｜分开各列） / rows of the rotation's tables, cells split by ｜")
    for table in TABLES:
        for text in _ROWS.get(table.chinese, ()):
            page.row((table.chinese, table.name, text, _HINTS.get(text, "")))


def _members(page: Page, title: str, members: Sequence[Any]) -> None:
    """A row for every kind."""
    for member in members:
        usage = getattr(member, "usage", "")
        chinese = f"{member.chinese}：{usage}" if usage else member.chinese
        page.row((title, member.kind, chinese, (member.__doc__ or "").partition("\n")[0]))


def _header(column: Column) -> str:
    return f"{column.chinese}*" if column.required else column.chinese


def _table(book: Book, table: Table) -> None:
    page = book.add(
        table.chinese, [WIDTHS[column.kind] for column in table.columns], landscape=True, result=False
    )
    page.header([_header(column) for column in table.columns])
    help_columns(book, page, table)
