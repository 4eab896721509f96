"""Deferred acceptance over arrays: who proposes to whom, who is held, who is rejected (Gale and Shapley 1962).

Each round everybody with an open seat proposes to the next on the list; each receiver keeps the best of those
it holds and those who came, and rejects the others. The rounds are vectorised; when few propose, one after the
other is faster. The order of proposals does not change the result (McVitie and Wilson 1970).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.assignment.market import Flags
from optimizer.solver.program import Integers

_FEW = 100
"""With fewer proposers than this a vectorised round takes longer than a loop."""


@dataclass(frozen=True)
class Pairs:
    """Who may meet: the pairs of each proposer in CSR form, best first.

    `place` is where the receiver puts each pair: smaller is better, no two of a receiver are equal. `seats`
    are those of every receiver, `wants` how many pairs each proposer is to hold.
    """

    start: Integers
    receiver: Integers
    place: Integers
    seats: Integers
    wants: Integers


@dataclass(frozen=True)
class Held:
    """Which pairs are held at the end, and every step: a pair proposed (`beat` = -1), or rejected.

    For a rejected pair `beat` is the last pair that its receiver kept instead.
    """

    held: Flags
    pair: Integers
    beat: Integers


def propose(pairs: Pairs) -> Held:
    """Run to the end."""
    return _Run(pairs).finish()


class _Run:
    """Pairs are known by their key: their number when sorted by receiver and place."""

    def __init__(self, pairs: Pairs) -> None:
        self._pairs = pairs
        most = pairs.place.max(initial=0) + 1
        self._by_key = np.argsort(pairs.receiver * most + pairs.place)  # much faster than by two keys
        size = len(self._by_key)
        self._key = np.empty(size, np.int64)
        self._key[self._by_key] = np.arange(size)
        self._receiver = pairs.receiver[self._by_key]
        self._owner = np.repeat(np.arange(len(pairs.wants)), np.diff(pairs.start))[self._by_key]
        self._slot = np.concatenate([[0], np.cumsum(pairs.seats)])
        self._none = size  # an empty seat is worse than any pair
        self._holds = np.full(int(self._slot[-1]), size)
        self._next = pairs.start[:-1].copy()
        self._steps: list[tuple[Integers, Integers]] = []

    def finish(self) -> Held:
        """Rounds while many propose, then one after the other."""
        open_ = np.flatnonzero((self._pairs.wants > 0) & (np.diff(self._pairs.start) > 0))
        wants = self._pairs.wants[open_]
        while len(open_) > _FEW:
            again = np.sort(self._owner[self._round(self._proposals(open_, wants))])
            first = np.flatnonzero(_firsts(again))
            open_, wants = again[first], np.diff(first, append=len(again))
        self._one_by_one(open_, wants)
        held = np.zeros(self._none, bool)
        held[self._by_key[self._holds[self._holds < self._none]]] = True
        keys = np.concatenate([np.zeros(0, np.int64), *(key for key, _ in self._steps)])
        beat = np.concatenate([np.zeros(0, np.int64), *(beat for _, beat in self._steps)])
        return Held(held, self._by_key[keys], np.where(beat < 0, -1, self._by_key[beat]))

    def _proposals(self, proposer: Integers, wants: Integers) -> Integers:
        """The keys of the next pairs of each proposer, as many as are wanted and left."""
        first = self._next[proposer]
        many = np.minimum(wants, self._pairs.start[proposer + 1] - first)
        self._next[proposer] += many
        proposed: Integers = self._key[_ranges(first, many)]
        return proposed

    def _round(self, fresh: Integers) -> Integers:
        """Let these pairs be proposed at once; the keys that are rejected."""
        fresh = np.sort(fresh)
        there = self._receiver[fresh]
        there = there[_firsts(there)]
        at = _ranges(self._slot[there], self._pairs.seats[there])
        before = self._holds[at]
        every = np.sort(np.concatenate([before[before < self._none], fresh]))
        receiver = self._receiver[every]
        first = np.flatnonzero(_firsts(receiver))
        place = np.arange(len(every)) - np.repeat(first, np.diff(first, append=len(every)))
        kept = place < self._pairs.seats[receiver]
        self._holds[at] = self._none
        self._holds[self._slot[receiver[kept]] + place[kept]] = every[kept]
        lost: Integers = every[~kept]
        self._steps.append((fresh, np.full(len(fresh), -1)))
        self._steps.append((lost, self._holds[self._slot[self._receiver[lost] + 1] - 1]))
        return lost

    def _one_by_one(self, open_: Integers, wants: Integers) -> None:
        """The same, a pair at a time; whoever is rejected proposes next."""
        following, key_of, holds = self._next.data, self._key.data, self._holds.data
        owner, end = self._owner.data, self._pairs.start[1:].data
        last_seat, many = (self._slot[self._receiver + 1] - 1).data, self._pairs.seats.max(initial=0) > 1
        none = self._none
        keys: list[int] = []
        losses: list[int] = []
        beats: list[int] = []
        for proposer in np.repeat(open_, wants).tolist():
            while (pair := following[proposer]) < end[proposer]:
                following[proposer] = pair + 1
                key = key_of[pair]
                last = last_seat[key]
                lost = holds[last]
                if key > lost:
                    lost = key
                elif many:
                    self._seat(key, last)
                else:
                    holds[last] = key
                keys.append(key)
                losses.append(lost)
                beats.append(holds[last])
                if lost == none:
                    break
                proposer = owner[lost]
        step = np.array([keys, losses], np.int64).T.ravel()
        beat = np.array([[-1] * len(beats), beats], np.int64).T.ravel()
        happened = step < self._none
        self._steps.append((step[happened], beat[happened]))

    def _seat(self, key: int, last: int) -> None:
        """Put a pair among the sorted ones in its receiver's seats; what is in the last seat falls out."""
        first = int(self._slot[self._receiver[key]])
        at = first + int(np.searchsorted(self._holds[first:last], key))
        self._holds[at + 1 : last + 1] = self._holds[at:last].copy()
        self._holds[at] = key


def _firsts(numbers: Integers) -> Flags:
    """Where a new number begins among sorted ones."""
    begins = np.ones(len(numbers), bool)
    begins[1:] = numbers[1:] != numbers[:-1]
    return begins


def _ranges(first: Integers, many: Integers) -> Integers:
    """The numbers from each `first` on, `many` of each, one range after the other."""
    before = np.cumsum(many) - many
    numbers: Integers = np.arange(int(many.sum())) + np.repeat(first - before, many)
    return numbers
