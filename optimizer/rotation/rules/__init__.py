"""The rules (规则) of the rotation. One file each, listed here."""

from __future__ import annotations

from typing import Final

from optimizer.rotation.rules.apart import Apart
from optimizer.rotation.rules.base import Rule
from optimizer.rotation.rules.eligible_unit import EligibleUnit
from optimizer.rotation.rules.handover import Handover
from optimizer.rotation.rules.headcount import Headcount
from optimizer.rotation.rules.no_repeat import NoRepeat
from optimizer.rotation.rules.order import Order
from optimizer.rotation.rules.resilience import Resilience
from optimizer.rotation.rules.stay import Stay
from optimizer.rotation.rules.successor import Successor
from optimizer.rotation.rules.together import Together
from optimizer.rotation.rules.visit import Visit
from optimizer.rotation.rules.window import Window

RULES: Final[tuple[type[Rule], ...]] = (
    Apart,
    EligibleUnit,
    Handover,
    Headcount,
    NoRepeat,
    Order,
    Resilience,
    Stay,
    Successor,
    Together,
    Visit,
    Window,
)
"""Every rule that a scenario may name."""
