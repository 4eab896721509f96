"""What a metric of the rotation is: a name, a unit, a direction, a meaning, and its value of a finished timetable."""

from __future__ import annotations

from typing import ClassVar, Literal

from optimizer.rotation.timetable import Timetable


class Metric:
    """A figure by which timetables are compared, by plain arithmetic over the plans. One file each.

    The value of all townships together comes from their plans, not from the townships' values; a timetable
    of one township gives that township's.
    """

    name: ClassVar[str]
    chinese: ClassVar[str]
    english: ClassVar[str]
    unit: ClassVar[str]
    better: ClassVar[Literal["higher", "lower"]]
    meaning: ClassVar[str]
    meaning_english: ClassVar[str]
    chief: ClassVar[bool] = False
    """Whether it stands in the short table of a terminal."""

    def value(self, timetable: Timetable) -> float:
        """The figure; whole numbers stay whole."""
        raise TypeError(f"{self.name} has no value")
