"""The book of an assignment (账簿): the inputs in whole numbers, as rules, goals and wishes come to. docs/certificate.md.

It hangs on the inputs alone, so that its digest can be published before the day; the small verifier works from it, the
large one writes it anew and compares. People alike in all that rules and goals look at are one kind, posts one cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from optimizer.assignment import lottery
from optimizer.assignment.goals.base import Goal
from optimizer.assignment.offer import offered
from optimizer.assignment.orders import Orders
from optimizer.assignment.pool import allowed, groups
from optimizer.assignment.rules.base import Rule
from optimizer.evidence.assigned import Case
from optimizer.evidence.chain import LOTTERY
from optimizer.evidence.choosing.mechanism import BANDED, CYCLES, OPTIMAL, SERIAL, Chooser
from optimizer.evidence.findings import Finding, judged
from optimizer.evidence.folder import RunFiles
from optimizer.evidence.written import write_json
from optimizer.scenario.model import Scenario
from optimizer.solver.program import DRAWS, Integers

BOOK = "book.json"
_FORMAT = "chuyan-book-1"
_MOST = 1_000_000


def book(scenario: Scenario) -> dict[str, Any] | None:
    """The book as plain data; None where there are no posts, or too many pairs of kinds and cells to write down."""
    if not scenario.places:
        return None
    written = _Book(Case(scenario))
    return written.told() if written.fits else None


def write_book(scenario: Scenario, folder: Path) -> None:
    """Write the book into a folder, where there is one."""
    told = book(scenario)
    if told is not None:
        write_json(told, folder / BOOK)


def booked(run: RunFiles) -> Finding:
    """The book of a run is the one that its inputs come to."""
    right, there = book(run.scenario), run.json(BOOK) if BOOK in run.names else None
    if right is None or not isinstance(there, dict):
        wrong = [] if right is there is None else [f"{BOOK} 应有而无，或应无而有 / should (not) be there"]
    else:
        odd = [key for key in {**right, **there} if right.get(key) != there.get(key)]
        wrong = [f"{BOOK}: {key} 与算得的不同 / is not what comes out" for key in odd]
    return judged("book", "账簿由输入得出 the book is what the inputs come to", wrong)


@dataclass(frozen=True, eq=False)
class _Book:
    """What is written, for the people and posts of a case."""

    case: Case

    @cached_property
    def _kinds(self) -> tuple[Integers, Integers]:
        """Somebody of every kind, and everybody's kind."""
        return groups([left for left, _ in self._traits], self.case.market.size)

    @cached_property
    def _cells(self) -> tuple[Integers, Integers]:
        """A post of every cell, and the cell of every post."""
        return groups([right for _, right in self._traits], len(self.case.market.posts))

    @cached_property
    def _traits(self) -> list[tuple[Integers, Integers]]:
        """All that rules and goals look at."""
        market = self.case.market
        members: list[Rule | Goal] = [*self.case.demands.rules, *self.case.goals]
        found = [asked for one in members for asked in (one.traits(market), one.classes(market))]
        return [codes for codes in found if codes is not None]

    @cached_property
    def fits(self) -> bool:
        """Whether the book is short enough to be written."""
        return len(self._kinds[0]) * len(self._cells[0]) <= _MOST

    @cached_property
    def _pairs(self) -> tuple[Integers, Integers]:
        """Somebody and a post for each kind and cell, kind by kind."""
        people, posts = self._kinds[0], self._cells[0]
        return np.repeat(people, len(posts)), np.tile(posts, len(people))

    def told(self) -> dict[str, Any]:
        """The whole book."""
        market = self.case.market
        may = allowed(market, self.case.demands.rules, *self._pairs).reshape(len(self._kinds[0]), -1)
        return {
            "format": _FORMAT,
            "kinds": dict(zip(market.graduates, self._kinds[1].tolist(), strict=True)),
            "cells": dict(zip(market.posts, self._cells[1].tolist(), strict=True)),
            "least": dict(zip(market.posts, self.case.task.minimum().tolist(), strict=True)),
            "may": [np.flatnonzero(line).tolist() for line in may],
            "lists": self._listed(market.wish_rank),
            "choice": self._choice(),
            "orders": self._orders(),
            "rows": dict(self._rows()),
            "goals": [*map(self._goal, self.case.goals), *map(self._draw, range(DRAWS))],
        }

    def _listed(self, values: Integers) -> dict[str, dict[str, int]]:
        """A number for every wish, by graduate and post."""
        market = self.case.market
        posts, told = [market.posts[post] for post in market.wish_post.tolist()], values.tolist()
        return {
            name: dict(zip(posts[first:end], told[first:end], strict=True))
            for name, (first, end) in zip(market.graduates, pairwise(market.start.tolist()), strict=True)
        }

    def _choice(self) -> dict[str, Any]:
        """How people choose: who picks in turn, in which bands of ranks they propose, by cycles; else what comes of it where
        nothing is refused, as lines of the diary (graduate, post, action)."""
        market, settings = self.case.market, self.case.scenario.settings.assignment
        chooser, kind = Chooser(market, settings), settings.mechanism
        if kind in (OPTIMAL, *SERIAL):
            turn = chooser.turn() if kind in SERIAL else ()
            return {"turn": [market.graduates[person] for person in turn]}
        if kind in BANDED and chooser.option("proposing", "graduates") == "graduates":
            return {"bands": [list(band) for band in chooser.bands(market.wish_rank)]}
        if kind == CYCLES:
            return {"cycles": True}
        lines = chooser.lines(offered(self.case.task, market.pins.copy()))
        posts = [*market.posts, ""]
        told = [[market.graduates[line.graduate], posts[line.post], line.action] for line in lines]
        return {"lines": told} if told else {}

    def _orders(self) -> dict[str, list[str]]:
        """The people in the order of each post that does not take them by priority."""
        market, settings = self.case.market, self.case.scenario.settings.assignment
        by, everybody = settings.options.get("order", "priority"), np.arange(market.size)
        own = range(len(market.posts)) if by == "fit" else np.unique(market.priorities[0]).tolist()
        orders = Orders(market, by)
        found = {
            market.posts[post]: np.argsort(orders.place(everybody, np.full(market.size, post))).tolist()
            for post in own
        }
        return {post: [market.graduates[at] for at in people] for post, people in found.items()}

    def _rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every sum: its bounds, its words, and what a kind adds to it in each cell, kinds that add the same together."""
        books, cells = self.case.books, len(self._cells[0])
        pair, row, value = books.entries(*self._pairs)
        adds: list[dict[int, dict[int, int]]] = [{} for _ in books.labels]
        for at, one, much in zip(pair.tolist(), row.tolist(), value.tolist(), strict=True):
            kind, cell = divmod(at, cells)
            line = adds[one].setdefault(kind, {})
            line[cell] = line.get(cell, 0) + much
        names, low, high = self.case.row_names(), books.low.tolist(), books.high.tolist()
        for number, name in enumerate(names):
            told = {"rule": books.labels[number], "low": low[number], "high": high[number]}
            yield name, told | {"adds": _together(adds[number])}

    def _goal(self, goal: Goal) -> dict[str, Any]:
        """What a stage counts: by the own list, by the pool (the line of each kind, a number a cell), without a post; nothing
        where it is no sum over placements."""
        market, none = self.case.market, np.zeros(0, np.int64)
        told: dict[str, Any] = {"name": goal.name, "sign": -1 if goal.maximise else 1}
        if goal.targets(market, none, none) or goal.steps(market):
            return told
        listed = goal.counts(market, market.wish_graduate, market.wish_post, market.wish_rank)
        pooled = goal.counts(market, *self._pairs, np.zeros(len(self._pairs[0]), np.int64))
        shape = len(self._kinds[0]), len(self._cells[0])
        lines, line = np.unique(pooled.reshape(shape), axis=0, return_inverse=True)
        return told | {
            "listed": self._listed(listed),
            "lines": lines.tolist(),
            "pooled": line.ravel().tolist(),
            "nothing": dict(zip(market.graduates, goal.unplaced(market).tolist(), strict=True)),
        }

    def _draw(self, draw: int) -> dict[str, Any]:
        """What a wish weighs in a draw among equal plans; what the pool weighs there hangs on who chose before."""
        market = self.case.market
        people, posts = market.graduate_numbers, market.post_numbers
        pair = lottery.join(people[market.wish_graduate], posts[market.wish_post])
        return {
            "name": LOTTERY if draw == 0 else f"{LOTTERY} {draw + 1}",
            "sign": 1,
            "listed": self._listed(lottery.weights(pair, draw)),
            "nothing": dict.fromkeys(market.graduates, 0),
        }


def _together(adds: dict[int, dict[int, int]]) -> list[dict[str, Any]]:
    """Each of these kinds adds so much in each of these cells."""
    found: dict[tuple[tuple[int, ...], int], list[int]] = {}
    for kind, line in adds.items():
        for much in sorted({*line.values()} - {0}):
            cells = tuple(sorted(cell for cell in line if line[cell] == much))
            found.setdefault((cells, much), []).append(kind)
    return [{"kinds": kinds, "cells": list(cells), "adds": much} for (cells, much), kinds in found.items()]
