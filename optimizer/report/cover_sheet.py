"""The cover of a results workbook (说明): what came out, how it was decided, what stands on which sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.assignment.kinds import build
from optimizer.assignment.outcome import Outcome
from optimizer.exchange.neutral import neutral
from optimizer.exchange.page import Page
from optimizer.exchange.settings_sheet import to_rows
from optimizer.exchange.sheets import Book
from optimizer.report.summary import figures
from optimizer.report.words import goal_name, proof
from optimizer.scenario.model import Scenario
from optimizer.scenario.tables import GRADUATES

NAME = "说明"
_SHEETS = {
    "变动": ("本次调整动了谁、为什么", "who is moved by this repair, and why"),
    "安置结果": ("每人去哪个村，按选岗次序", "everybody's post, in the order of choice"),
    "村岗": ("每个岗位到了谁、还有几个空额", "who came to each post, seats left"),
    "组织指定": ("组织直接指定的安置：理由、批准人、时间", "placements fixed by the organisation, and why"),
    "未落实": ("谁没有岗位、为什么", "who has no post, and why"),
    "空岗": ("还有空额的岗位", "posts with seats left"),
    "选岗记录": ("选岗当天一步一步的记录", "the day step by step"),
    "机会": ("抽签的方式下每人选到各岗位的机会", "chances under mechanisms that draw lots"),
    "理由": ("每人为何在此、为何不在更想去的地方", "why here, why not where one wished more"),
    "公示": ("可张贴的名单，姓名与编号已隐去", "the list to publish, masked"),
    "分数线": ("每个岗位以多少分录取、多少人填报", "the score at which each post was taken"),
    "统计": ("总数、每级目标与证明、志愿满足情况", "totals, goals and what is proved, wishes granted"),
    "分区统计": ("各县区、乡镇的数字", "figures by county and township"),
    "方案比较": ("几种方式并列：每行一个指标", "mechanisms side by side"),
    "志愿曲线": ("几种方式下得到前几志愿的人数", "the rank curve of each mechanism"),
    "个人得失": ("换一种方式谁更好、谁更差", "who gains and who loses"),
    "乡镇比较": ("各乡镇轮岗并列", "rotation, townships side by side"),
    "指标": ("轮岗各指标的意思与数值", "metrics of the rotation"),
    "人员": ("轮岗每人的数字", "everybody's figures of the rotation"),
    "轮岗公示": ("可张贴的轮岗表，已隐名", "the timetable to publish, masked"),
}
_INPUTS = ("报名、岗位、志愿、指定、设置等", "本次输入，原样附后；改动后可用本文件再次运行",
           "the inputs: change them and run this very file again")  # fmt: skip


def add_cover(book: Book) -> Page:
    """Add the sheet in front; it is filled once the others are there."""
    return book.add(NAME, (40, 62, 60), landscape=True)


def fill_cover(page: Page, outcome: Outcome, sheets: Sequence[str], intervened: str = "") -> None:
    """Write the headline, how it was decided, and a line with a link for each of the `sheets` that are results.

    `intervened` says what the organisation fixed or who left, and stands before all figures.
    """
    scenario = outcome.scenario
    name = scenario.settings.scenario.name if scenario is not None else ""
    told = f"注意 Note：{intervened}" if intervened else "雏雁 Chuyan：个人选岗，组织保障，结果人人可核对"
    page.title(neutral(f"{name} 安置结果".strip()), neutral(told))
    page.section("结果 Result")
    for said in figures(outcome):
        page.row([f"{said.chinese} {said.english}", said.value, ""])
    for stage in outcome.stages:
        page.row(["证明 proved", f"{goal_name(stage.name)}：{stage.value}", proof(stage)])
    if scenario is not None:
        page.section("怎样决定 How it was decided")
        for row in _decided(scenario):
            page.row([neutral(cell) for cell in row])
    page.section("各表 Sheets")
    for sheet in sheets:
        page.row(
            [sheet, *_SHEETS.get(sheet, (f"{sheet}：每人每月在哪个单位", "who works where, month by month"))]
        )
        page.link(0, sheet)
    page.row(_INPUTS)


def _decided(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    """The order of priority, the mechanism with its options, the rules and the goals, in words and as they are set."""
    settings = scenario.settings
    kinds = build(settings.assignment)
    chinese = {column.field: column.chinese for column in GRADUATES.columns}
    order = "、".join(chinese.get(name, name) for name in settings.priority.by)
    yield (
        "次序 priority",
        f"依次比较{order}，仍相同者由公布的种子抽签",
        f"by {', '.join(settings.priority.by)}",
    )
    options = "，".join(f"{key} = {value}" for key, value in to_rows(settings.assignment.options))
    yield "方式 mechanism", kinds.mechanism.chinese, f"{settings.assignment.mechanism} {options}".strip()
    for title, members in (
        ("规则 rule", settings.assignment.rules),
        ("目标 goal", settings.assignment.goals),
    ):
        for place, given in enumerate(members, 1):
            part = "rules" if title.startswith("规则") else "goals"
            member = kinds.named.get(f"assignment.{part}[{place}]")
            said = "，".join(f"{key} = {value}" for key, value in to_rows(given))
            yield title, member.chinese if member is not None else str(given["kind"]), said
    yield "抽签种子 seed", str(settings.scenario.seed), "published beforehand"
    yield "场景摘要 digest", scenario.digest(), "sha-256：同一输入永远相同 / the same for the same inputs"
