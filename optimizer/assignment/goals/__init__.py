"""The goals (目标): what a plan is measured by, met one after the other. One file each, listed here."""

from __future__ import annotations

from typing import Final

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.goals.distance import Distance
from optimizer.assignment.goals.hardship_balance import HardshipBalance
from optimizer.assignment.goals.keep_placed import KeepPlaced
from optimizer.assignment.goals.least_change import LeastChange
from optimizer.assignment.goals.major_fit import MajorFit
from optimizer.assignment.goals.mild_rules import MildRules
from optimizer.assignment.goals.most_placed import MostPlaced
from optimizer.assignment.goals.most_wished import MostWished
from optimizer.assignment.goals.rank_profile import RankProfile
from optimizer.assignment.goals.reserve_order import ReserveOrder
from optimizer.assignment.goals.score_balance import ScoreBalance
from optimizer.assignment.goals.total_rank import TotalRank
from optimizer.assignment.goals.worst_rank import WorstRank

GOALS: Final[tuple[type[Goal], ...]] = (
    Distance,
    HardshipBalance,
    KeepPlaced,
    LeastChange,
    MajorFit,
    MildRules,
    MostPlaced,
    MostWished,
    RankProfile,
    ReserveOrder,
    ScoreBalance,
    TotalRank,
    WorstRank,
)
"""Every goal that a scenario may name."""
