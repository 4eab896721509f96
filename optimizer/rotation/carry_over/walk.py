"""A walk over timetables at a constant temperature: one cell changed, or two swapped, a hundred thousand times a second.

Rules may be broken on the way, at a price per unit: that leads from one timetable that keeps them to another
where no single step would. Only timetables that keep every rule are handed back. What is worse is accepted by
the chance of Metropolis et al. (Journal of Chemical Physics 21, 1953); for such assignments one constant
temperature does as well as cooling (Connolly, European Journal of Operational Research 46, 1990). Work is counted
in moves and chance comes from the seed, so that the answer does not depend on the machine.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from optimizer.rotation.carry_over.follow_ups import Steps, follow_ups
from optimizer.rotation.cohort import Flags, Plan
from optimizer.solver.program import Integers, Program

_PRICE = 2
_ONE_CELL, _TWO_PEOPLE = 0.3, 0.65
_PAUSE = 500
_FARTHEST = 64

Entries = list[tuple[int, int]]
Weights = Sequence[Sequence[Sequence[int]]]


@dataclass(frozen=True)
class Board:
    """What may be chosen in each cell, and the rows that bind the choices.

    `allowed` has the shape (people, months, units); `entries[person][month][unit]` are the rows that this
    choice enters and by how much, None where it is not allowed; `low` and `high` bound each row.
    """

    allowed: Flags
    entries: Sequence[Sequence[Sequence[Entries | None]]]
    low: Sequence[int]
    high: Sequence[int]


def board(program: Program, column: Integers) -> Board:
    """The part of a program that a timetable alone decides; `column` is people × months × units, -1 for none.

    Of a row that other columns enter too, only what is necessary is kept: that those could still make it good.
    """
    rows, flat = program.rows, column.ravel()
    ours = np.zeros(program.count, bool)
    ours[flat[flat >= 0]] = True
    mine = ours[rows.column]
    reach = _reach(program, ~mine)
    low, high = rows.low - reach[1], rows.high - reach[0]
    least, most = _reach(program, mine)
    binding = (least < low) | (most > high)
    number = np.cumsum(binding) - 1
    touched: list[Entries] = [[] for _ in range(program.count)]
    for at in np.flatnonzero(mine & binding[rows.row]).tolist():
        touched[rows.column[at]].append((int(number[rows.row[at]]), int(rows.value[at])))
    # the last entry is that of the column -1: nothing
    allowed = np.append(program.upper, 0)[column] > 0
    forced = np.append(program.lower, 0)[column] > 0
    allowed &= forced | ~forced.any(axis=2, keepdims=True)
    entries = [
        [
            [touched[at] if may else None for at, may in zip(*cell, strict=True)]
            for cell in zip(*person, strict=True)
        ]
        for person in zip(column.tolist(), allowed.tolist(), strict=True)
    ]
    return Board(allowed, entries, low[binding].tolist(), high[binding].tolist())


def _reach(program: Program, mask: Integers) -> tuple[Integers, Integers]:
    """The least and most that the entries under the mask can add to each row."""
    rows = program.rows
    ends = rows.value * program.lower[rows.column], rows.value * program.upper[rows.column]
    least, most = np.zeros(rows.count, np.int64), np.zeros(rows.count, np.int64)
    np.add.at(least, rows.row[mask], np.minimum(*ends)[mask])
    np.add.at(most, rows.row[mask], np.maximum(*ends)[mask])
    return least, most


class _State:
    """A timetable that is changed cell by cell, with its imbalance and its breaches kept up to date."""

    def __init__(self, board: Board, plan: Plan, steps: Steps, weigh: Weights) -> None:
        self._entries, self._weigh = board.entries, weigh
        self._missed = [_Missed(low, high) for low, high in zip(board.low, board.high, strict=True)]
        self.plan: list[list[int]] = plan.tolist()
        self._before, self._after = _neighbours(plan, steps)
        self._counts: list[list[int]] = follow_ups(plan, steps, len(weigh)).tolist()
        self._activity = [0] * len(board.low)
        self.broken = sum(missed[0] for missed in self._missed)
        for line, cells in zip(self.plan, board.entries, strict=True):
            for unit, cell in zip(line, cells, strict=True):
                self._enter((cell[unit] if unit >= 0 else None) or (), 1)
        pairs = range(len(weigh))
        self.value = sum(weigh[one][two][self._counts[one][two]] for one in pairs for two in pairs)

    def put(self, person: int, month: int, unit: int) -> None:
        """Give one person another unit in one month."""
        line = self.plan[person]
        old, before, after = line[month], self._before[person][month], self._after[person][month]
        if before >= 0:
            self._follow(line[before], old, -1)
            self._follow(line[before], unit, 1)
        if after >= 0:
            self._follow(old, line[after], -1)
            self._follow(unit, line[after], 1)
        line[month] = unit
        cell = self._entries[person][month]
        self._enter(cell[old] or (), -1)
        self._enter(cell[unit] or (), 1)

    def _follow(self, before: int, after: int, step: int) -> None:
        counts, weigh = self._counts[before], self._weigh[before][after]
        count = counts[after]
        self.value += weigh[count + step] - weigh[count]
        counts[after] = count + step

    def _enter(self, entries: Iterable[tuple[int, int]], sign: int) -> None:
        activity, missed, broken = self._activity, self._missed, self.broken
        for row, value in entries:
            was = activity[row]
            now = activity[row] = was + sign * value
            by = missed[row]
            broken += by[now] - by[was]
        self.broken = broken


def _neighbours(plan: Plan, steps: Steps) -> tuple[list[list[int]], list[list[int]]]:
    """The month from which a step leads to each person's month, and that to which one leads; -1 = none."""
    before, after = np.full(plan.shape, -1), np.full(plan.shape, -1)
    before[steps.person, steps.after] = steps.before
    after[steps.person, steps.before] = steps.after
    return before.tolist(), after.tolist()


class _Missed(dict[int, int]):
    """By how much each sum of a row lies outside its bounds, worked out when first asked."""

    def __init__(self, low: int, high: int) -> None:
        self._low, self._high = low, high

    def __missing__(self, activity: int) -> int:
        self[activity] = max(self._low - activity, activity - self._high, 0)
        return self[activity]


def walk(
    board: Board,
    plan: Plan,
    steps: Steps,
    weigh: Weights,
    seed: str,
    heat: float,
    moves: int,
    keeps: Callable[[Plan], bool],
) -> Plan | None:
    """The most even timetable met in so many moves that breaks no row and that `keeps` accepts; None if none was met.

    Starts from `plan`; `weigh` says what each number of follow-ups of each pair counts, `heat` how readily what
    counts more is accepted. Ends early where nothing counts any more.
    """
    state, choose = _State(board, plan, steps, weigh), _Chooser(board, plan, Random(seed).random)
    # rounded, so that the last bit of a machine's exponential does not count
    chances = [round(math.exp(-worse / heat) * 65536) / 65536 for worse in range(_FARTHEST)]
    best, value, again = None, math.inf, 0
    for move in range(moves if choose.cells else 1):
        if state.broken == 0 and state.value < value and move >= again:
            tried = np.array(state.plan, np.int64)
            if keeps(tried):
                best, value = tried, state.value
            else:
                again = move + _PAUSE
            if value == 0:
                break
        change = choose.change(state.plan)
        before = state.value + _PRICE * state.broken
        for person, month, _, new in change:
            state.put(person, month, new)
        worse = state.value + _PRICE * state.broken - before
        if worse > 0 and (worse >= _FARTHEST or choose.chance() >= chances[worse]):
            for person, month, old, _ in change:
                state.put(person, month, old)
    return best


class _Chooser:
    """Draws what to change: one cell, the cells of two people in a month, or of one person in two months.

    Swaps leave a month's headcounts, or a person's visits and wishes, as they are.
    """

    def __init__(self, board: Board, plan: Plan, chance: Callable[[], float]) -> None:
        self.chance = chance
        self._choices = [
            [[unit for unit, may in enumerate(cell) if may is not None] for cell in person]
            for person in board.entries
        ]
        many = board.allowed.sum(axis=2)
        self.cells = np.argwhere((many > 1) & (plan >= 0)).tolist()

    def change(self, plan: list[list[int]]) -> Sequence[tuple[int, int, int, int]]:
        """Person, month, unit before and after, for each cell that changes; nothing where the draw is idle."""
        if not self.cells:
            return ()
        chance = self.chance
        person, month = self.cells[int(chance() * len(self.cells))]
        old, free = plan[person][month], self._choices[person][month]
        kind = chance()
        if kind < _ONE_CELL:
            new = free[int(chance() * len(free))]
            return ((person, month, old, new),) if new != old else ()
        who, when = person, month
        if kind < _TWO_PEOPLE:
            who = int(chance() * len(plan))
        else:
            when = int(chance() * len(plan[person]))
        new = plan[who][when]
        if new == old or new not in free or old not in self._choices[who][when]:
            return ()
        return ((who, when, new, old), (person, month, old, new))
