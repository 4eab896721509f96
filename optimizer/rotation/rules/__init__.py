"""The rules (规则) of the rotation. One file each, listed here."""

from __future__ import annotations

from typing import Final

from optimizer.rotation.rules.base import Rule
from optimizer.rotation.rules.headcount import Headcount
from optimizer.rotation.rules.no_repeat import NoRepeat
from optimizer.rotation.rules.visit import Visit
from optimizer.rotation.rules.window import Window

RULES: Final[tuple[type[Rule], ...]] = (
    Headcount,
    NoRepeat,
    Visit,
    Window,
)
"""Every rule that a scenario may name."""
