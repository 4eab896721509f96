"""What a workbook costs beside a bare dump of the same cells: written, read, and marked where it is faulty.

Usage: python benchmarks/workbook.py [people] [rounds]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

import optimizer
from optimizer.exchange.load import read
from optimizer.exchange.marked_copy import write_marked
from optimizer.exchange.scenario_workbook import write_workbook
from optimizer.report.results_workbook import write_results


def timed(work: Callable[[], object], rounds: int) -> float:
    """The median of some rounds, in seconds."""
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(taken)


def dump(cells: dict[str, list[list[object]]], path: Path) -> None:
    """The same cells by the same library, without formats, widths, links or charts."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, rows in cells.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def spoilt(path: Path, out: Path, every: int) -> None:
    """The workbook with every so many wishes for a post that is not there."""
    book = openpyxl.load_workbook(path)
    for row in range(2, book["志愿"].max_row, every):
        book["志愿"].cell(row, 3).value = f"V{row}"
    book.save(out)


def main(people: int, rounds: int) -> None:
    """One line for each thing that is done."""
    scenario = optimizer.generate(graduates=people, villages=620, wishes=10)
    outcome = optimizer.assign(scenario)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        given, result, faulty = here / "given.xlsx", here / "result.xlsx", here / "faulty.xlsx"
        write_results(outcome, result)
        with CalamineWorkbook.from_path(result) as book:
            cells = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
        bare = timed(lambda: dump(cells, here / "bare.xlsx"), rounds)
        full = timed(lambda: write_results(outcome, result), rounds)
        count = sum(len(row) for rows in cells.values() for row in rows)
        print(f"{people} people, {count:,} cells in {len(cells)} sheets")
        print(f"result workbook {full:.2f} s, bare dump {bare:.2f} s, ratio {full / bare:.2f}")
        write_workbook(scenario, given)
        with_library = timed(lambda: openpyxl.load_workbook(given), 1)
        print(
            f"checked {timed(lambda: read(given), rounds):.2f} s, openpyxl only opens it in {with_library:.2f} s"
        )
        spoilt(given, faulty, max(1, people // 30))
        faults = read(faulty).faults
        told = timed(lambda: read(faulty), rounds)
        marked = timed(lambda: write_marked(faulty, faults, here / "marked.xlsx"), 1)
        print(f"{len(faults)} faults told in {told:.2f} s, marked copy written in {marked:.2f} s")


if __name__ == "__main__":
    main(*(int(argument) for argument in (*sys.argv[1:], "668", "3")[:2]))
