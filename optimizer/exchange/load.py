"""Load a scenario from a folder or a workbook, with every fault of the whole input in one go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from optimizer.assignment.kinds import kind_faults
from optimizer.assignment.market import Market
from optimizer.errors import Fault, InputFaults, UsageError
from optimizer.exchange.folder import SETTINGS, read_settings, read_tables
from optimizer.exchange.scenario_workbook import read_workbook
from optimizer.exchange.settings_sheet import SHEET, located
from optimizer.exchange.spreadsheet import Sheet
from optimizer.rotation.kinds import kind_faults as rotation_faults
from optimizer.scenario.intake import Taken, take_in
from optimizer.scenario.model import Scenario
from optimizer.scenario.raw import Mend
from optimizer.scenario.setting_months import mended_months
from optimizer.scenario.settings import RotationSettings, Settings

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


def load(path: str | Path) -> Scenario:
    """The scenario in a folder or a workbook; raises InputFaults with all faults, UsageError without a path."""
    taken = read(path)
    if taken.scenario is None:
        raise InputFaults(taken.faults)
    return taken.scenario


def read(path: str | Path) -> Taken:
    """What is in a folder or a workbook: the scenario or the faults, and every slip that was mended."""
    where = _found(Path(path))
    faults: list[Fault] = []
    mends: list[Mend] = []
    if where.is_dir():
        tables, settings = read_tables(where, faults, mends), read_settings(where, faults, mends)
        sheet = None
    else:
        tables, settings, sheet = read_workbook(where, faults, mends)
    settings, months = mended_months(settings, SETTINGS)
    mends += months if sheet is None else [_where(mend, sheet) for mend in months]
    taken = take_in(tables, settings, SETTINGS)
    told = {(fault.place, fault.row, fault.column) for fault in faults if fault.row}
    found = [
        fault
        for fault in (*taken.faults, *_kinds(settings, taken))
        if (fault.place, fault.row, fault.column) not in told
    ]
    faults += found if sheet is None else [_in_sheet(fault, sheet) for fault in found]
    mends += taken.mends
    return Taken(None if faults else taken.scenario, tuple(faults), tuple(mends))


def told_in(path: Path, wrong: InputFaults) -> InputFaults:
    """The faults as whoever wrote the path reads them: settings of a workbook stand in its sheet, not in a file."""
    if not path.is_file() or path.suffix.lower() not in WORKBOOKS:
        return wrong
    told = (replace(fault, place=SHEET) if fault.place == SETTINGS else fault for fault in wrong.faults)
    return InputFaults(tuple(told))


def _in_sheet(fault: Fault, sheet: Sheet) -> Fault:
    """A fault of the settings told at its row of the settings sheet."""
    return replace(located(fault, sheet.cells), place=sheet.name) if fault.place == SETTINGS else fault


def _where(mend: Mend, sheet: Sheet) -> Mend:
    """A mended setting told at its row of the settings sheet."""
    there = _in_sheet(Fault(mend.place, 0, mend.column, mend.before, "", ""), sheet)
    return replace(mend, place=there.place, row=there.row, column=there.column)


def _found(path: Path) -> Path:
    """The folder or workbook that a path means."""
    if path.name == SETTINGS and path.is_file():
        return path.parent
    if not path.exists():
        raise UsageError(f"找不到 {path} / no such folder or workbook: {path}")
    if path.name.startswith("~$"):
        raise UsageError(
            f"{path} 是 Excel/WPS 打开工作簿时的锁文件，请选 {path.name[2:]} / only the lock of an open workbook: "
            f"give {path.name[2:]}"
        )
    if path.is_file() and path.suffix.lower() not in WORKBOOKS:
        raise UsageError(
            f"{path} 不是场景：请给出文件夹或工作簿（{'、'.join(WORKBOOKS)}） / give a folder or a workbook"
        )
    return path


def _kinds(settings: dict[str, object], taken: Taken) -> tuple[Fault, ...]:
    """What is wrong with the kinds that the settings name, or with what they read in the tables."""
    wrong: tuple[Fault, ...] = ()
    tables = taken.sound
    placed, rotated = _section(settings, "assignment"), _section(settings, "rotation")
    if placed is not None:
        market = Market.from_scenario(tables) if tables is not None and tables.places else None
        wrong += kind_faults(placed.assignment, market)
    if rotated is not None and rotated.rotation is not None:
        wrong += rotation_faults(tables, rotated.rotation)
    elif rotated is None:
        wrong += _rotation_of_no_year(settings, tables)
    return wrong


def _rotation_of_no_year(settings: dict[str, object], tables: Scenario | None) -> tuple[Fault, ...]:
    """What is wrong with the rules and goals of a rotation whose first month, or number of months, cannot be read."""
    given = settings["rotation"]
    kinds = (
        {name: given[name] for name in ("rules", "goals") if name in given} if isinstance(given, dict) else {}
    )
    try:
        read = RotationSettings.model_validate({"start": "2024-07", **kinds})
    except ValidationError:
        return ()
    return rotation_faults(tables, read, dated=False)


def _section(settings: dict[str, object], name: str) -> Settings | None:
    """The settings with one section only; None where it cannot be read, which is told already."""
    try:
        return Settings.model_validate({name: settings[name]} if name in settings else {})
    except ValidationError:
        return None
