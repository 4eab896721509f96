"""The books of all sums: what a placement adds to which row, looked up by class instead of asked each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Rule, Sums
from optimizer.solver.program import Integers

_MOST = 5_000_000

Entries = tuple[Integers, Integers, Integers]
"""For each non-zero: which of the pairs asked about, the row, the value."""


@dataclass(frozen=True)
class Book:
    """One rule's sums: the classes of graduates and posts, and the entries of each pair of classes in CSR form."""

    left: Integers
    right: Integers
    many: int
    start: Integers
    row: Integers
    value: Integers

    def entries(self, graduate: Integers, post: Integers) -> Entries:
        """Which placement adds what to which row."""
        pair = self.left[graduate] * self.many + self.right[post]
        first, count = self.start[pair], self.start[pair + 1] - self.start[pair]
        at = np.repeat(first - np.concatenate([[0], np.cumsum(count)[:-1]]), count) + np.arange(count.sum())
        return np.repeat(np.arange(len(count)), count), self.row[at], self.value[at]


@dataclass(frozen=True)
class Ledger:
    """All rows of all sums one after another: bounds, labels, and the books that fill them, one per rule that sums."""

    market: Market
    rules: Sequence[Rule]
    books: Sequence[Book | Rule]
    offsets: Integers
    low: Integers
    high: Integers
    labels: Sequence[str]

    def entries(self, graduate: Integers, post: Integers) -> Entries:
        """Which of these placements adds what to which row, all rules together."""
        found = [(np.zeros(0, np.int64),) * 3]
        for book, offset in zip(self.books, self.offsets.tolist(), strict=True):
            if isinstance(book, Book):
                pair, row, value = book.entries(graduate, post)
            else:
                pair, row, value = _asked(book, self.market, graduate, post)
            found.append((pair, row + offset, value))
        pairs, rows, values = zip(*found, strict=True)
        return np.concatenate(pairs), np.concatenate(rows), np.concatenate(values)

    @cached_property
    def owners(self) -> Sequence[Rule]:
        """The rule of every row."""
        at = np.searchsorted(self.offsets, np.arange(len(self.low)), side="right") - 1
        return [self.rules[number] for number in at.tolist()]

    def activity(self, placed: Integers) -> Integers:
        """What every row sums to under a plan (a post per graduate, -1 = none)."""
        there = np.flatnonzero(placed >= 0)
        total = np.zeros(len(self.low), np.int64)
        _, row, value = self.entries(there, placed[there])
        np.add.at(total, row, value)
        return total


def ledger(market: Market, rules: Sequence[Rule]) -> Ledger:
    """The books of every rule that sums."""
    none = np.zeros(0, np.int64)
    books: list[Book | Rule] = []
    summing: list[Rule] = []
    sums: list[Sums] = []
    for rule in rules:
        empty, classes = rule.sums(market, none, none), rule.classes(market)
        if empty is None or classes is None:
            continue
        books.append(_book(market, rule, classes))
        sums.append(empty)
        summing.append(rule)
    counts = [len(each.low) for each in sums]
    return Ledger(
        market,
        summing,
        books,
        np.cumsum([0, *counts])[: len(counts)].astype(np.int64),
        np.concatenate([none, *(each.low for each in sums)]),
        np.concatenate([none, *(each.high for each in sums)]),
        [label for each in sums for label in each.labels],
    )


def _book(market: Market, rule: Rule, classes: tuple[Integers, Integers]) -> Book | Rule:
    """The entries of every pair of classes; the rule itself where the pairs are too many to write down."""
    (_, person, left), (_, place, right) = (
        np.unique(codes, return_index=True, return_inverse=True) for codes in classes
    )
    if len(person) * len(place) > _MOST:
        return rule
    sums = rule.sums(market, np.repeat(person, len(place)), np.tile(place, len(person)))
    if sums is None:
        return rule
    order = np.argsort(sums.pair, kind="stable")
    counts = np.bincount(sums.pair, minlength=len(person) * len(place))
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Book(left.ravel(), right.ravel(), len(place), start, sums.row[order], sums.value[order])


def _asked(rule: Rule, market: Market, graduate: Integers, post: Integers) -> Entries:
    sums = rule.sums(market, graduate, post)
    return (np.zeros(0, np.int64),) * 3 if sums is None else (sums.pair, sums.row, sums.value)
