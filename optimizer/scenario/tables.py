"""The tables of a scenario, each column declared once: everything else reads these declarations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from optimizer.scenario.columns import Column, Table

AREA: Final = r"\d{6}|\d{9}|\d{12}"
"""Area codes: a county, a township, a village."""

GRADUATES: Final = Table(
    "graduates",
    "报名",
    "每名毕业生一行",
    "one row per graduate",
    (
        Column("graduate", "编号", "code", "唯一编号，文本", "unique id, as text", required=True),
        Column("name", "姓名", "text", "姓名", "name"),
        Column("gender", "性别", "text", "男或女", "男 or 女", choices=("男", "女")),
        Column("score", "综合成绩", "number", "综合成绩，高者先选", "total score, higher chooses first",
               required=True, minimum=0, maximum=1000),
        Column("written_score", "笔试成绩", "number", "综合成绩相同时比较", "breaks equal total scores",
               minimum=0, maximum=1000),
        Column("lottery", "抽签号", "integer", "仍相同时号小者先", "breaks what is still equal, lower first",
               minimum=1),
        Column("major", "专业代码", "code", "教育部专业代码，如 080901", "code of the major, such as 080901", pattern=r"\d{2,7}"),
        Column("party_member", "党员", "flag", "是或否", "yes or no", default=False),
        Column("home", "户籍地", "code", "户籍所在地区划代码（6、9 或 12 位）", "area code of the home, 6, 9 or 12 digits",
               pattern=AREA),
        Column("county", "报考县区", "code", "只能分到此县区（代码或名称），空为不限", "county applied to, empty = any"),
        Column("accepts_allocation", "服从分配", "flag", "否：不去志愿以外的村", "no: not sent to an unlisted post",
               default=True),
        Column("partner", "同行人", "code", "同行人的编号，须互相填写", "id of the partner, mutual"),
        Column("township", "乡镇", "text", "只轮岗、不安置时：服务的乡镇", "where only rotation is planned: the township served in"),
    ),
    key=("graduate",),
)  # fmt: skip

POSTS: Final = Table(
    "posts",
    "岗位",
    "每个岗位一行",
    "one row per post",
    (
        Column("post", "岗位编号", "code", "唯一编号，文本", "unique id, as text", required=True),
        Column("village", "村", "text", "村名", "village"),
        Column("township", "乡镇", "text", "乡镇名", "township"),
        Column("county", "县区", "text", "县区名", "county"),
        Column("area", "区划代码", "code", "村的 12 位区划代码", "12-digit area code of the village", pattern=AREA),
        Column("capacity", "名额", "integer", "人数", "seats", default=1, minimum=0, maximum=1_000_000),
        Column("majors", "专业要求", "code", "专业代码前缀，用 ; 或 、 分开，空为不限",
               "code prefixes split by ; or 、, empty = any", pattern=r"\d{2,7}(\s*[;、,，；]\s*\d{2,7})*"),
        Column("hardship", "艰苦程度", "integer", "1–5", "1–5", minimum=1, maximum=5),
        Column("reserved_for", "定向", "text", "只给此类人员：列名=值，如 党员=是",
               "only for these people: column=value, such as party_member=yes"),
        Column("longitude", "经度", "number", "东经", "degrees east", minimum=-180, maximum=180),
        Column("latitude", "纬度", "number", "北纬", "degrees north", minimum=-90, maximum=90),
    ),
    key=("post",),
)  # fmt: skip

WISHES: Final = Table(
    "wishes",
    "志愿",
    "每个志愿一行",
    "one row per wish",
    (
        Column("graduate", "编号", "code", "报名表中的编号", "id in graduates", required=True),
        Column("rank", "志愿序", "integer", "1 为最想去；相同为并列", "1 = most wished; equal = tied",
               required=True, minimum=1, maximum=10_000),
        Column("target", "志愿", "code", "岗位编号，或乡镇、县区（代码或名称）＝其全部岗位",
               "a post, or a township or county (code or name) = all its posts, tied", required=True),
    ),
    key=("graduate", "target"),
)  # fmt: skip

PRIORITIES: Final = Table(
    "priorities",
    "岗位排序",
    "岗位自己的排序（不按成绩时）",
    "a post's own order, where it is not the score",
    (
        Column("post", "岗位编号", "code", "岗位表中的编号", "id in posts", required=True),
        Column("graduate", "编号", "code", "报名表中的编号", "id in graduates", required=True),
        Column("rank", "排序", "integer", "1 为最优先；相同为并列", "1 = first; equal = tied",
               required=True, minimum=1),
    ),
    key=("post", "graduate"),
    optional=True,
)  # fmt: skip

PINS: Final = Table(
    "pins",
    "指定",
    "组织直接指定的安置",
    "placements fixed by the organisation",
    (
        Column("graduate", "编号", "code", "报名表中的编号", "id in graduates", required=True),
        Column("post", "岗位编号", "code", "岗位表中的编号", "id in posts", required=True),
        Column("reason", "理由", "text", "为何指定", "why", required=True),
        Column("author", "批准人", "text", "谁批准", "who approved it", required=True),
        Column("time", "时间", "text", "何时批准，如 2024-07-01", "when it was approved, such as 2024-07-01"),
    ),
    key=("graduate",),
    optional=True,
)

EARLIER: Final = Table(
    "earlier",
    "原安置",
    "以前公布的安置（用于少变动、不差于原安置）",
    "placements published before, for least change and for floors",
    (
        Column("graduate", "编号", "code", "报名表中的编号", "id in graduates", required=True),
        Column("post", "岗位编号", "code", "岗位表中的编号", "id in posts", required=True),
        Column("weight", "变动代价", "integer", "变动此人的代价", "what it costs to move this person",
               default=1, minimum=0, maximum=1000),
    ),
    key=("graduate",),
    optional=True,
)  # fmt: skip

UNITS: Final = Table(
    "units",
    "轮岗单位",
    "每个单位一行；不填则用五办一站两中心",
    "one row per unit; without it the eight standard units",
    (
        Column("unit", "单位编号", "code", "简称，在乡镇内唯一", "short name, unique within a township", required=True),
        Column("name", "单位名称", "text", "全称", "full name"),
        Column("kind", "类别", "text", "办、站或中心", "office, station or centre",
               choices=("办", "站", "中心", "office", "station", "centre")),
        Column("minimum", "最少人数", "integer", "每月至少在岗人数", "people at work each month, at least",
               default=0, minimum=0, maximum=10_000),
        Column("maximum", "最多人数", "integer", "每月至多人数，空为不限；0 为没有此单位",
               "at most, empty = no limit; 0 = there is no such unit", minimum=0, maximum=10_000),
        Column("majors", "对口专业", "code", "专业代码前缀，用 ; 或 、 分开",
               "code prefixes of majors that go deeper there, split by ; or 、",
               pattern=r"\d{2,7}(\s*[;、,，；]\s*\d{2,7})*"),
        Column("township", "乡镇", "text", "只在此乡镇如此，空为各乡镇", "only in this township; empty = every one"),
    ),
    key=("unit", "township"),
    optional=True,
)  # fmt: skip

HEADCOUNTS: Final = Table(
    "headcounts",
    "编制",
    "某乡镇某几个月的人数不同于轮岗单位表时",
    "where headcounts differ from the units table in some months or townships",
    (
        Column("unit", "单位编号", "code", "轮岗单位表中的编号", "unit in units", required=True),
        Column("township", "乡镇", "text", "空为各乡镇", "empty = every one"),
        Column("first_month", "起始月", "month", "如 2024-07，空为自始", "such as 2024-07; empty = from the start"),
        Column("last_month", "截止月", "month", "含该月，空为至终", "inclusive; empty = to the end"),
        Column("minimum", "最少人数", "integer", "空为不变", "empty = as it is", minimum=0, maximum=10_000),
        Column("maximum", "最多人数", "integer", "空为不变；0 为停办", "empty = as it is; 0 = closed",
               minimum=0, maximum=10_000),
    ),
    key=("unit", "township", "first_month"),
    optional=True,
)  # fmt: skip

UNIT_WISHES: Final = Table(
    "unit_wishes",
    "轮岗志愿",
    "想多去的单位，或想某月去的单位",
    "units somebody wishes to go deeper in, or to be in during a month",
    (
        Column("graduate", "编号", "code", "报名表中的编号", "id in graduates", required=True),
        Column("rank", "志愿序", "integer", "1 为最想；相同为并列", "1 = most wished; equal = tied",
               required=True, minimum=1, maximum=100),
        Column("unit", "单位编号", "code", "轮岗单位表中的编号", "unit in units", required=True),
        Column("month", "月份", "month", "空为任何月份", "empty = any month"),
    ),
    key=("graduate", "unit", "month"),
    optional=True,
)  # fmt: skip

ABSENCES: Final = Table(
    "absences",
    "请假",
    "不在岗的月份；未到岗、已离岗也写在这里",
    "months without work; also before somebody joins and after somebody leaves",
    (
        Column("graduate", "编号", "code", "报名表中的编号", "id in graduates", required=True),
        Column("first_month", "起始月", "month", "如 2024-07，空为自始", "such as 2024-07; empty = from the start"),
        Column("last_month", "截止月", "month", "含该月，空为至终", "inclusive; empty = to the end"),
        Column("reason", "理由", "text", "为何", "why"),
        Column("holds_seat", "占编", "flag", "是：不在岗但仍占一个名额", "yes: still takes up a place in a unit",
               default=False),
    ),
    key=("graduate", "first_month"),
    optional=True,
)  # fmt: skip

CELLS: Final = Table(
    "cells",
    "已定轮岗",
    "已经发生的，或已公布的轮岗",
    "the past, or what was announced",
    (
        Column("graduate", "编号", "code", "报名表中的编号", "id in graduates", required=True),
        Column("month", "月份", "month", "如 2024-07", "such as 2024-07", required=True),
        Column("unit", "单位编号", "code", "轮岗单位表中的编号", "unit in units", required=True),
        Column("fixed", "固定", "flag", "是：不得变动；否：尽量少变动", "yes: may not change; no: change as little as can be",
               default=True),
    ),
    key=("graduate", "month"),
    optional=True,
)  # fmt: skip

TABLES: Final = (
    GRADUATES,
    POSTS,
    WISHES,
    PRIORITIES,
    PINS,
    EARLIER,
    UNITS,
    HEADCOUNTS,
    UNIT_WISHES,
    ABSENCES,
    CELLS,
)
"""Every table, in the order a planner meets them."""


def rotation_only(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables where nobody is placed: neither posts nor wishes nor scores are asked for, but townships are."""
    needed = {"score": False, "township": True}
    people = [
        replace(column, required=needed.get(column.field, column.required)) for column in GRADUATES.columns
    ]
    without = replace(GRADUATES, columns=tuple(people))
    return tuple(without if table is GRADUATES else replace(table, optional=True) for table in tables)
