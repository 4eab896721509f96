"""The metrics (指标): by what finished plans are compared. One file each, listed here."""

from __future__ import annotations

from typing import Final

from optimizer.fairness.metrics.base import Metric
from optimizer.fairness.metrics.blocking_pairs import BlockingPairs
from optimizer.fairness.metrics.cut_off import CutOff
from optimizer.fairness.metrics.distance import Distance
from optimizer.fairness.metrics.distance_gap import DistanceGap
from optimizer.fairness.metrics.first_choice import FirstChoice
from optimizer.fairness.metrics.gini import Gini
from optimizer.fairness.metrics.hardship import Hardship
from optimizer.fairness.metrics.hardship_gap import HardshipGap
from optimizer.fairness.metrics.improving_trades import ImprovingTrades
from optimizer.fairness.metrics.justified_envy import JustifiedEnvy
from optimizer.fairness.metrics.major_fit import MajorFit
from optimizer.fairness.metrics.mean_rank import MeanRank
from optimizer.fairness.metrics.mean_standing import MeanStanding
from optimizer.fairness.metrics.nash_welfare import NashWelfare
from optimizer.fairness.metrics.own_choice import OwnChoice
from optimizer.fairness.metrics.placed import Placed
from optimizer.fairness.metrics.price import Price
from optimizer.fairness.metrics.rank_curve import RankCurve
from optimizer.fairness.metrics.score_balance import ScoreBalance
from optimizer.fairness.metrics.sent_unlisted import SentUnlisted
from optimizer.fairness.metrics.standing_gap import StandingGap
from optimizer.fairness.metrics.waste import Waste
from optimizer.fairness.metrics.worst_rank import WorstRank
from optimizer.fairness.metrics.worst_tenth import WorstTenth

METRICS: Final[tuple[type[Metric], ...]] = (
    BlockingPairs,
    CutOff,
    Distance,
    DistanceGap,
    FirstChoice,
    Gini,
    Hardship,
    HardshipGap,
    ImprovingTrades,
    JustifiedEnvy,
    MajorFit,
    MeanRank,
    MeanStanding,
    NashWelfare,
    OwnChoice,
    Placed,
    Price,
    RankCurve,
    ScoreBalance,
    SentUnlisted,
    StandingGap,
    Waste,
    WorstRank,
    WorstTenth,
)
"""Every metric there is."""

STANDARD: Final[tuple[Metric, ...]] = (
    Placed(),
    FirstChoice(),
    RankCurve(),
    SentUnlisted(),
    MeanRank(),
    WorstRank(),
    MeanStanding(),
    WorstTenth(),
    Gini(),
    NashWelfare(),
    JustifiedEnvy(),
    BlockingPairs(),
    Waste(),
    ImprovingTrades(),
    Price(),
    *(StandingGap(by=by) for by in ("gender", "home", "major", "party_member", "score")),
    Hardship(),
    *(HardshipGap(by=by) for by in ("gender", "home", "major", "party_member", "score")),
    Distance(),
    *(DistanceGap(by=by) for by in ("gender", "home", "major", "party_member", "score")),
    MajorFit(),
    ScoreBalance(),
    CutOff(),
    OwnChoice(),
)
"""What a comparison shows, in the order in which people ask."""
