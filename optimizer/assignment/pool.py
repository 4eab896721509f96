"""The pool: unlisted placements by kinds of graduates and cells of posts, never by pairs of persons.

Graduates alike in all that rules and goals look at are one kind, posts alike are one cell. For each kind
the allowed cells that count the same are a few runs in the cells' order; each run is covered by O(log n)
dyadic blocks, so arcs number about kinds x log(cells) even when everybody avoids another village.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Flags, Market
from optimizer.assignment.rules.base import Rule
from optimizer.solver.program import Integers

_CHUNK = 8_000_000


@dataclass(frozen=True)
class Pool:
    """Who may be sent where without having listed it.

    `kind` is a kind per member of `people`, `cell` a cell per member of `posts`. Kinds that count alike in
    every sum of a rule are one class, and pass through the blocks of their class: block b of class c is
    `2 * leaves * c + b`, b being a heap number (1 is the root, the children of b are 2b and 2b+1, the leaf
    of cell j is `leaves + j`). `run_kind` and `run_block` are the arcs from kinds to blocks, `run_cell` a
    cell in the block that stands for it; `links` are the blocks that pass people on from their parent;
    `leaf` are the leaves that people can reach, each passing them on to its cell.
    """

    people: Integers
    posts: Integers
    kind: Integers
    cell: Integers
    run_kind: Integers
    run_block: Integers
    run_cell: Integers
    links: Integers
    leaf: Integers
    leaves: int
    class_person: Integers
    kind_class: Integers

    @property
    def kinds(self) -> int:
        """How many kinds of graduates there are."""
        return int(self.kind.max(initial=-1)) + 1

    @property
    def cells(self) -> int:
        """How many cells of posts there are."""
        return int(self.cell.max(initial=-1)) + 1

    @property
    def blocks(self) -> int:
        """How many block numbers there are."""
        return 2 * self.leaves * len(self.class_person)

    @property
    def parents(self) -> Integers:
        """The block that each of `links` is passed on from."""
        heap = 2 * self.leaves
        return self.links // heap * heap + self.links % heap // 2

    @property
    def leaf_cell(self) -> Integers:
        """The cell of every leaf."""
        return self.leaf % (2 * self.leaves) - self.leaves

    @property
    def leaf_class(self) -> Integers:
        """The class of every leaf."""
        return self.leaf // (2 * self.leaves)

    @property
    def leaf_person(self) -> Integers:
        """A graduate of the class of every leaf."""
        return self.class_person[self.leaf_class]

    @property
    def class_sizes(self) -> Integers:
        """How many people of each class there are."""
        return np.bincount(self.kind_class[self.kind], minlength=len(self.class_person))


def allowed(market: Market, rules: Sequence[Rule], graduate: Integers, post: Integers) -> Flags:
    """Whether every rule allows each pair, elementwise."""
    result = np.ones(len(graduate), bool)
    for rule in rules:
        result &= rule.allows(market, graduate, post)
    return result


def pool(
    market: Market, rules: Sequence[Rule], goals: Sequence[Goal], people: Integers, posts: Integers
) -> Pool:
    """The pool of these people (who accept allocation) and these posts (with seats)."""
    members: list[Rule | Goal] = [*rules, *goals]
    counted = [codes for member in members if (codes := member.classes(market)) is not None]
    traits = [codes for member in members if (codes := member.traits(market)) is not None] + counted
    one, kind = groups([left[people] for left, _ in traits], len(people))
    other, cell = groups([right[posts] for _, right in traits], len(posts))
    first, kind_class = groups([left[people[one]] for left, _ in counted], len(one))
    runs = [np.zeros((3, 0), np.int64)]
    step = max(1, _CHUNK // max(len(other), 1))
    for start in range(0, len(one), step):
        some = np.arange(start, min(start + step, len(one)))
        runs.append(_runs(market, rules, goals, some, people[one[some]], posts[other]))
    found = np.concatenate(runs, axis=1)
    leaves = 1 << max(len(other) - 1, 0).bit_length()
    run_kind, run_block, run_cell = _dyadic(found, leaves)
    run_block = run_block + 2 * leaves * kind_class[run_kind]
    links, leaf = _links(np.unique(run_block), leaves, len(other))
    class_person = people[one[first]] if len(people) else np.zeros(0, np.int64)
    return Pool(
        people,
        posts,
        kind,
        cell,
        run_kind,
        run_block,
        run_cell,
        links,
        leaf,
        leaves,
        class_person,
        kind_class,
    )


def groups(traits: Sequence[Integers], size: int) -> tuple[Integers, Integers]:
    """The first member of each group of equal traits, and the group of every member."""
    if not traits or not size:
        return np.zeros(min(size, 1), np.int64), np.zeros(size, np.int64)
    _, first, group = np.unique(np.column_stack(traits), axis=0, return_index=True, return_inverse=True)
    return first, group.ravel()


def _runs(
    market: Market,
    rules: Sequence[Rule],
    goals: Sequence[Goal],
    kinds: Integers,
    people: Integers,
    posts: Integers,
) -> Integers:
    """Maximal runs of allowed cells that count the same: kind, first cell and end cell, one column each."""
    shape = (len(people), len(posts))
    left, right = np.repeat(people, len(posts)), np.tile(posts, len(people))
    unlisted = np.zeros(len(left), np.int64)
    open_ = allowed(market, rules, left, right).reshape(shape)
    change = np.zeros(shape, bool)
    change[:, :1] = True
    change[:, 1:] = open_[:, 1:] != open_[:, :-1]
    for goal in goals:
        counts = goal.counts(market, left, right, unlisted).reshape(shape)
        change[:, 1:] |= counts[:, 1:] != counts[:, :-1]
    row, first = np.nonzero(change)
    end = np.append(first[1:], len(posts))
    end[np.append(row[1:] != row[:-1], True)] = len(posts)
    kept = open_[row, first]
    return np.stack([kinds[row[kept]], first[kept], end[kept]]).astype(np.int64)


def _dyadic(runs: Integers, leaves: int) -> tuple[Integers, Integers, Integers]:
    """Kind, block and first cell for every dyadic block that the runs are covered by."""
    kind, cell = runs[0], runs[1]
    left, right = runs[1] + leaves, runs[2] + leaves
    found: list[tuple[Integers, Integers, Integers]] = []
    while (left < right).any():
        odd = (left < right) & (left % 2 == 1)
        found.append((kind[odd], left[odd], cell[odd]))
        left = left + odd
        odd = (left < right) & (right % 2 == 1)
        right = right - odd
        found.append((kind[odd], right[odd], cell[odd]))
        left, right = left // 2, right // 2
    columns = [np.concatenate([np.zeros(0, np.int64), *part]) for part in zip(*found, strict=True)]
    if not columns:
        return (np.zeros(0, np.int64),) * 3
    order = np.lexsort((columns[1], columns[0]))
    return columns[0][order], columns[1][order], columns[2][order]


def _links(used: Integers, leaves: int, cells: int) -> tuple[Integers, Integers]:
    """All blocks below the used ones that hold a cell (each is an arc from its parent), and the leaves reached."""
    heap = 2 * leaves
    below = [np.zeros(0, np.int64)]
    reached = [used]
    level, size, first = np.zeros(0, np.int64), leaves, 1
    while first < leaves:
        here = used[(used % heap >= first) & (used % heap < 2 * first)]
        parents = np.union1d(level, here)
        size //= 2
        start = parents // heap * heap
        children = np.concatenate([start + 2 * (parents % heap), start + 2 * (parents % heap) + 1])
        level = children[(children % heap - 2 * first) * size < cells]
        below.append(level)
        reached.append(level)
        first *= 2
    every = np.unique(np.concatenate(reached))
    return np.sort(np.concatenate(below)), every[every % heap >= leaves]
