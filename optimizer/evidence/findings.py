"""What a verification found: one line per property, by name, in Chinese and English."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from optimizer.errors import ChuyanError

Verdict = Literal["holds", "fails", "not certified"]

_WORDS = {"holds": "成立 holds", "fails": "不成立 FAILS", "not certified": "未核实 not certified"}
_SHOWN = 5
_MARKS = {"holds": "✓", "fails": "✗", "not certified": "–"}


@dataclass(frozen=True)
class Finding:
    """One property: its name for programs, its name in both languages, the verdict, and the witnesses.

    Of a property that fails the witnesses say what is wrong; of one that is not certified, why.
    """

    name: str
    title: str
    verdict: Verdict
    witnesses: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """The property and its first witnesses."""
        yield f"{_MARKS[self.verdict]} {self.title}: {_WORDS[self.verdict]}"
        yield from (f"    · {text}" for text in self.witnesses[:_SHOWN])
        if len(self.witnesses) > _SHOWN:
            yield f"    · 另有 {len(self.witnesses) - _SHOWN} 处 / and {len(self.witnesses) - _SHOWN} more"


@dataclass(frozen=True)
class Findings:
    """All properties of a run, in the order in which they were checked."""

    items: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing fails; what is not certified is no failure, and is said."""
        return all(item.verdict != "fails" for item in self.items)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __getitem__(self, name: str) -> Finding:
        """The property of that name; raises KeyError where it was not checked."""
        return {item.name: item for item in self.items}[name]

    def lines(self) -> Iterator[str]:
        """Everything as lines for a terminal, the verdict last."""
        for item in self.items:
            yield from item.lines()
        many = {word: sum(item.verdict == word for item in self.items) for word in _WORDS}
        counted = "，".join(f"{_WORDS[word]} {count}" for word, count in many.items())
        yield f"合计 in all: {counted}"


class Unsound(Exception):
    """A file that cannot be what it claims to be; the message is the witness."""


SENSELESS = (
    ArithmeticError,
    AttributeError,
    ChuyanError,
    LookupError,
    OSError,
    TypeError,
    Unsound,
    ValueError,
)
"""What comes of files that make no sense, whatever a forger wrote into them."""


def judged(name: str, title: str, wrong: Sequence[str], unproved: Sequence[str] = ()) -> Finding:
    """A property that holds unless something is wrong, and is certified unless something is unproved."""
    verdict: Verdict = "fails" if wrong else "not certified" if unproved else "holds"
    return Finding(name, title, verdict, tuple(wrong) or tuple(unproved))


def attempted(name: str, title: str, check: Callable[[], Finding]) -> Finding:
    """What a check finds; files so wrong that it cannot even be made fail it."""
    try:
        return check()
    except Unsound as wrong:
        return Finding(name, title, "fails", (str(wrong),))
    except SENSELESS as wrong:
        said = f"文件内容不成样子，无法核对 / cannot be checked, the files make no sense: {type(wrong).__name__} {wrong}"
        return Finding(name, title, "fails", (said[:300],))
