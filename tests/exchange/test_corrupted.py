"""Whatever happens to a workbook ends in a clear list or one clear fault, in bounded memory, never in a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from command import ROOT
from corrupted import SLIPS, corpus, corrupted
from good_book import Good, good

from optimizer import cli
from optimizer.errors import Fault, InputFaults
from optimizer.exchange.load import read
from optimizer.exchange.marked_copy import AUTHOR, write_marked
from optimizer.scenario.model import Scenario

UNTOUCHED = {
    "lying_headers",
    "macros",
    "external_links",
    "truncated",
    "flipped",
    "missing_parts",
    "broken_xml",
}
"""Slips that change no cell a planner could mean: what still loads must be the good workbook's scenario."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Good, str]:
    path = tmp_path_factory.mktemp("good") / "good.xlsx"
    made = good(path)
    taken = read(path)
    assert taken.scenario is not None
    return made, taken.scenario.digest()


def outcome(path: Path) -> tuple[Scenario | None, tuple[Fault, ...]]:
    try:
        taken = read(path)
    except InputFaults as wrong:
        return None, wrong.faults
    return taken.scenario, taken.faults


def test_there_are_five_hundred() -> None:
    assert len(corpus()) >= 500
    assert {name for name, _ in corpus()} == set(SLIPS)


@pytest.mark.parametrize("name", SLIPS)
def test_a_corrupted_workbook_ends_in_a_clear_list(
    name: str, sound: tuple[Good, str], tmp_path: Path
) -> None:
    listed = 0
    for number in [number for slip, number in corpus() if slip == name]:
        path = corrupted(sound[0], name, number, tmp_path / "bad.xlsx")
        scenario, faults = outcome(path)
        if scenario is not None:
            assert faults == ()
            assert name not in UNTOUCHED or scenario.digest() == sound[1], number
            continue
        listed += 1
        assert faults, number
        for fault in faults:
            assert " / " in fault.problem, fault
            assert fault.mend, fault
        if any(fault.row for fault in faults):
            write_marked(path, faults, tmp_path / "marked.xlsx")
            assert marks(tmp_path / "marked.xlsx") or number % 8, number
    assert listed


def marks(path: Path) -> int:
    """How many cells of a marked copy carry a note of ours, once it is read again."""
    outcome(path)
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    return sum(cell.comment is not None and cell.comment.author == AUTHOR for cell in cells)


@pytest.mark.parametrize("name", SLIPS)
def test_the_command_answers_with_its_exit_code(
    name: str,
    sound: tuple[Good, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = corrupted(sound[0], name, 1, tmp_path / "bad.xlsx")
    monkeypatch.setattr(sys, "argv", ["chuyan", "check", str(path)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code in (0, 3)
    assert "Traceback" not in capsys.readouterr().err


MEMORY = """
import resource, sys
from pathlib import Path
from optimizer.errors import InputFaults
from optimizer.exchange.load import read
read(Path(sys.argv[1]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in sys.argv[2:]:
    try:
        read(Path(path))
    except InputFaults:
        continue
    raise SystemExit(f"{path} was taken")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_a_bomb_takes_no_memory(sound: tuple[Good, str], tmp_path: Path) -> None:
    """What would unpack to 115 MB a part, or lay out 17 thousand million cells, is refused within 200 MB."""
    (tmp_path / "good.xlsx").write_bytes(sound[0].content)
    bombs = [("zip_bombs", 0), ("zip_bombs", 1), ("zip_bombs", 2), ("huge", 0), ("huge", 1), ("entities", 0)]
    paths = [corrupted(sound[0], name, number, tmp_path / f"{name}{number}.xlsx") for name, number in bombs]
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, tmp_path / "good.xlsx", *paths],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 200
