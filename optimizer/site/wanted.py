"""What the page asks of a run, looked through before anything is kept: a job that makes no sense is never queued."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from optimizer.assignment.mechanisms import MECHANISMS
from optimizer.errors import UsageError
from optimizer.scenario.validation import sentences
from optimizer.site.shelf import Shelf

_KINDS = {member.kind: member for member in MECHANISMS}
_LETTERS = 80
SHORTEST, USUAL, LONGEST = 1.0, 600.0, 86_400.0  # seconds


class WrongDial(UsageError):
    """A dial that stands where it cannot; `dial` is its name, for the page to tell it there."""

    def __init__(self, dial: str, text: str) -> None:
        self.dial = dial
        super().__init__(text)


class Wanted(BaseModel):
    """A request as it is kept: a workbook, a mechanism (empty = as the workbook says) with its options, further
    mechanisms to compare, and the limit of a search in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    book: str
    mechanism: str = ""
    options: dict[str, Any] = Field(default_factory=dict)
    compare: tuple[str, ...] = ()
    seconds: FiniteFloat = USUAL


def wanted(body: bytes, shelf: Shelf) -> dict[str, Any]:
    """A request that makes sense; raises UsageError, or WrongDial where it is one of the mechanism's options."""
    try:
        asked = Wanted.model_validate(json.loads(body))
    except ValidationError as wrong:
        told = "；".join(f"{one.path or '?'}：{one.problem} → {one.mend}" for one in sentences(wrong, Wanted))
        raise UsageError(f"看不懂这个请求 / the request cannot be understood: {told}") from wrong
    except (ValueError, RecursionError) as wrong:
        raise UsageError("看不懂这个请求 / the request cannot be understood") from wrong
    strangers = [name for name in (asked.mechanism, *asked.compare) if name and name not in _KINDS]
    if strangers:
        raise UsageError(f"没有方式 {'、'.join(strangers)[:_LETTERS]} / no such mechanism")
    seconds = min(max(asked.seconds, SHORTEST), LONGEST)
    options = _options(asked.mechanism, asked.options)
    return asked.model_dump() | {
        "book": shelf.book(asked.book).name,
        "options": options,
        "compare": list(asked.compare),
        "seconds": seconds,
    }


def _options(mechanism: str, given: dict[str, Any]) -> dict[str, Any]:
    """The options as the mechanism reads them; as the workbook says, there are none."""
    if not mechanism:
        return {}
    kind = _KINDS[mechanism]
    try:
        return kind(**given).model_dump(mode="json", exclude_unset=True)
    except ValidationError as wrong:
        first = sentences(wrong, kind)[0]
        value = f"“{first.value[:_LETTERS]}”：" if first.value else ""
        raise WrongDial(first.path.partition(".")[0], f"{value}{first.problem} → {first.mend}") from wrong
