"""The errors a caller can meet, each with the exit code that the command line answers with.

ChuyanError
├── UsageError            2  a call or an option that makes no sense
├── InputFaults           3  faults in the input, all of them at once
├── Impossible            4  no plan honours every guarantee; carries the witness
├── LimitReached          5  a limit was hit before anything could be found
└── EngineDisagreement    1  arithmetic contradicts what an engine claimed
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.plural import counted


class ChuyanError(Exception):
    """Anything this package refuses to do, with the reason in words."""

    exit_code = 1


class UsageError(ChuyanError):
    """A call or an option that makes no sense; nothing was read or written."""

    exit_code = 2


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of the input: where it is, what is wrong and how to mend it.

    `place` is a file or sheet, `row` counts as a spreadsheet does (the header is row 1; 0 = no row),
    `column` is the header as written. `problem` and `mend` hold Chinese and English, split by " / ".
    """

    place: str
    row: int
    column: str
    value: str
    problem: str
    mend: str

    def __str__(self) -> str:
        where = [self.place]
        if self.row:
            where.append(f"第 {self.row} 行 row {self.row}")
        if self.column:
            where.append(f"列 column “{self.column}”")
        if self.value:
            where.append(f"值 value “{self.value}”")
        return f"{' · '.join(where)}: {self.problem}\n    → {self.mend}"


class InputFaults(ChuyanError):
    """The input cannot be used as it is; `faults` lists every fault found in one go."""

    exit_code = 3

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"{number}. {fault}" for number, fault in enumerate(self.faults, 1))
        many = counted(len(self.faults), "fault")
        super().__init__(f"输入有 {len(self.faults)} 处错误 / {many} in the input:\n{lines}")


class Impossible(ChuyanError):
    """No plan honours every guarantee; `witnesses` say in words why not.

    `explain` works out the smallest conflict and what would settle it, which takes longer; None where the
    witnesses say all there is. `prove` gives the numbers by which anybody can check it, None where there are none;
    `scenario` is what was impossible, with the settings that were used; `planned` what was found for the townships
    that are possible (a Timetable, of a repair a Mended), None where there is none.
    """

    exit_code = 4

    scenario: Any = None
    planned: Any = None

    def __init__(
        self,
        witnesses: Sequence[str],
        explain: Callable[[], Any] | None = None,
        prove: Callable[[], Any] | None = None,
    ) -> None:
        self.witnesses = tuple(witnesses)
        self.explain = explain
        self.prove = prove
        super().__init__("\n".join(("无可行方案 / no plan can honour every guarantee:", *self.witnesses)))


class LimitReached(ChuyanError):
    """A limit was hit before any plan was found; `scenario` and `planned` as for `Impossible`."""

    exit_code = 5

    scenario: Any = None
    planned: Any = None


class EngineDisagreement(ChuyanError):
    """An engine claimed a result that exact arithmetic contradicts; nothing is returned."""
