"""The rules (规则): what the organisation guarantees. One file each, listed here."""

from __future__ import annotations

from typing import Final

from optimizer.assignment.rules.apart import Apart
from optimizer.assignment.rules.applied_county import AppliedCounty
from optimizer.assignment.rules.area_capacity import AreaCapacity
from optimizer.assignment.rules.avoid_home import AvoidHome
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.rules.eligible_major import EligibleMajor
from optimizer.assignment.rules.fill_every_post import FillEveryPost
from optimizer.assignment.rules.floor import Floor
from optimizer.assignment.rules.group_quota import GroupQuota
from optimizer.assignment.rules.hardship_share import HardshipShare
from optimizer.assignment.rules.partners import Partners
from optimizer.assignment.rules.reserved_post import ReservedPost
from optimizer.assignment.rules.score_spread import ScoreSpread

RULES: Final[tuple[type[Rule], ...]] = (
    Apart,
    AppliedCounty,
    AreaCapacity,
    AvoidHome,
    EligibleMajor,
    FillEveryPost,
    Floor,
    GroupQuota,
    HardshipShare,
    Partners,
    ReservedPost,
    ScoreSpread,
)
"""Every rule that a scenario may name."""
