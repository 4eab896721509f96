"""The settings of a publication, with what a planner asks otherwise this time."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from optimizer.assignment.outcome import Outcome
from optimizer.errors import UsageError
from optimizer.scenario.settings import PublicationSettings
from optimizer.scenario.validation import sentences


def chosen(outcome: Outcome, **other: Any) -> PublicationSettings:
    """The scenario's `[publication]` with these parameters instead, where they are not None.

    Raises UsageError naming every parameter whose value makes no sense.
    """
    given = outcome.scenario.settings.published if outcome.scenario is not None else PublicationSettings()
    asked = {name: value for name, value in other.items() if value is not None}
    try:
        return PublicationSettings.model_validate({**given.model_dump(), **asked})
    except ValidationError as wrong:
        lines = (
            f"{line.path} = {line.value}: {line.problem}；{line.mend}"
            for line in sentences(wrong, PublicationSettings)
        )
        raise UsageError("\n".join(lines)) from wrong
