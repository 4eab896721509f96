"""A job as it is kept: what was asked for, and how far it is."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

State = Literal["waiting", "running", "stopped", "done", "limited", "impossible", "failed"]


class Job(BaseModel):
    """One line of the queue; `begun` is when its work began, in seconds since 1970 (0 = it waits), `turn` counts the
    changes. A file that is none of this is no job."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = Field(ge=1)
    book: str
    mechanism: str
    options: dict[str, Any]
    compare: list[str]
    seconds: FiniteFloat
    run: str
    state: State
    lines: list[str] = []
    done: int = 0
    of: int = 1
    why: str = ""
    stopping: bool = False
    begun: FiniteFloat = 0.0
    turn: int = 0
