"""The labels of the rows that hold people and seats, written only when somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.assignment.market import Market
from optimizer.solver.program import Integers


@dataclass(frozen=True, eq=False)
class Labels(Sequence[str]):
    """One label per open person, per post with seats, and per inner row of the pool."""

    market: Market
    people: Integers
    posts: Integers
    least: Integers
    seats: Integers
    inner: int

    def __len__(self) -> int:
        return len(self.people) + len(self.posts) + self.inner

    def __getitem__(self, row: int | slice) -> str:
        if isinstance(row, slice):
            raise TypeError("labels are asked for one at a time")
        if not 0 <= row < len(self):
            raise IndexError(row)
        if row < len(self.people):
            return f"graduate {self.market.graduates[self.people[row]]}: at most one post"
        if row < len(self.people) + len(self.posts):
            post = self.posts[row - len(self.people)]
            return f"post {self.market.posts[post]}: {self.least[post]} to {self.seats[post]} people"
        return "pool: who enters leaves"
