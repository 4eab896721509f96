"""The goals (目标): what a plan is measured by, met one after the other. One file each, listed here."""

from __future__ import annotations

from typing import Final

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.goals.major_fit import MajorFit
from optimizer.assignment.goals.most_placed import MostPlaced
from optimizer.assignment.goals.most_wished import MostWished
from optimizer.assignment.goals.rank_profile import RankProfile
from optimizer.assignment.goals.total_rank import TotalRank

GOALS: Final[tuple[type[Goal], ...]] = (MajorFit, MostPlaced, MostWished, RankProfile, TotalRank)
"""Every goal that a scenario may name."""
