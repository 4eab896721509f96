"""A person's rotation card (个人轮岗表): month, unit, who else is there, and room for mentors and remarks; one page."""

from __future__ import annotations

from optimizer.exchange.neutral import neutral
from optimizer.exchange.sheets import Book
from optimizer.report.rotation_sheets.palette import Palette, absent_style, states
from optimizer.report.rotation_sheets.year_grid import AWAY, ELSEWHERE
from optimizer.rotation.names import people_names, unit_names
from optimizer.rotation.timetable import Timetable, Town

_COLUMNS = (
    ("月份\nmonth", 10.0), ("轮岗单位\nunit", 20.0), ("同月同单位\nwho else is there", 30.0),
    ("带教人签字\nmentor", 14.0), ("考评\nremarks", 20.0),
)  # fmt: skip
_MENTORS = 4


def add_card(book: Book, sheet: str, timetable: Timetable, town: Town, person: int, palette: Palette) -> None:
    """Add the card of one person (their place in the cohort)."""
    cohort = town.cohort
    worked, special = cohort.working(cohort.here(town.plan)), states(town)[person]
    names, units = people_names(cohort), unit_names(cohort)
    page = book.add(sheet, [width for _, width in _COLUMNS])
    scenario = timetable.scenario.settings.scenario.name
    page.title(neutral(f"{scenario} 个人轮岗表".strip()), "Rotation card")
    page.line(
        neutral(
            f"姓名 name：{names[person]}　　编号 id：{cohort.people[person]}　　乡镇 township：{cohort.township}"
        ),
        height=28,
    )
    page.header([title for title, _ in _COLUMNS], height=34)
    for month in range(cohort.begin, len(cohort.months)):
        unit = int(worked[person, month])
        if unit < 0:
            held = special[month] == "seat"
            moved = cohort.elsewhere is not None and bool(cohort.elsewhere[person, month])
            said = f"{ELSEWHERE} 在原乡镇" if moved else f"{AWAY} 不在岗" + ("，席位保留" if held else "")
            page.row([cohort.months[month], said, "", "", ""],
                     ["", absent_style(book)], height=38)  # fmt: skip
            continue
        others = [
            names[other]
            for other in range(len(names))
            if other != person and int(worked[other, month]) == unit
        ]
        look = palette.style(book, cohort.units[unit], special[month])
        page.row(
            [cohort.months[month], neutral(units[unit]), neutral("、".join(others)), "", ""],
            ["", look],
            height=38,
        )
    page.line("", height=12)
    blanks = "　".join(f"{number}＿＿＿＿＿＿＿" for number in range(1, _MENTORS + 1))
    page.line(f"导师 mentors：{blanks}", height=34)
    page.line(
        "本人签字 signature：＿＿＿＿＿＿＿　　乡镇审核 checked by：＿＿＿＿＿＿＿　　日期 date：＿＿＿＿＿",
        height=34,
    )
