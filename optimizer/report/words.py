"""What stages, goals and proofs are called where a planner reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from optimizer.assignment.goals import GOALS
from optimizer.assignment.goals.reserve_order import ReserveOrder
from optimizer.assignment.mechanisms import MECHANISMS
from optimizer.solver.solution import StageResult

STAGES = {"pin": "组织指定", "choice": "个人选岗", "allocation": "组织分配", "unplaced": "未落实"}
ACTIONS = {
    "picked": "选定", "refused": "未获准", "passed": "未选到", "proposed": "申请", "rejected": "未被接受",
    "offered": "岗位邀约", "declined": "谢绝", "admitted": "录取", "traded": "换得", "eaten": "分得份额",
    "drawn": "抽中", "full": "已满",
}  # fmt: skip
STORIES = {mechanism.kind: mechanism.story for mechanism in MECHANISMS}
CHANGES = {"left": "离开", "gone": "此前离开", "moved": "调整", "lost": "落空", "reserve": "递补"}
FIGURES = {
    "placed": "安置人数",
    "first_choice": "第一志愿人数",
    "mean_rank": "平均志愿序",
    "refused_picks": "选岗未获准次数",
}
_PROOFS = {
    "certified": "已证最优（算术可验） / certified by arithmetic",
    "proved by search": "已证最优（搜索） / proved by search",
    "open": "到时限，未证最优 / limit hit, not proved",
}


def goal_name(name: str) -> str:
    """A goal, or a figure of the summary, in both languages; the lottery is called so."""
    return both({goal.kind: goal.chinese for goal in GOALS} | FIGURES, name)


def both(known: Mapping[str, str], name: str) -> str:
    """A stage by its Chinese name where one is known for its kind, and its own."""
    chinese = known.get(name.split(" ")[0]) if not name.startswith("lottery") else "抽签定唯一"
    return f"{chinese} {name}" if chinese else name


def proof(stage: StageResult) -> str:
    """What is proved of a stage, in words."""
    return _PROOFS[stage.proof]


def bound(stage: StageResult) -> int:
    """What no plan can beat: by arithmetic, or the value itself where a search has proved it."""
    return stage.value if stage.proof == "proved by search" else stage.bound


def progress_line(stage: StageResult) -> str:
    """One line while the kernel works."""
    return f"{goal_name(stage.name)}: {stage.value} (界 bound {bound(stage)}) · {proof(stage)}"


def telling(say: Callable[[str], None]) -> Callable[[StageResult], None]:
    """Says a line per stage; for the reserve list, where every person is a stage, one line in all."""
    begun: list[str] = []

    def tell(stage: StageResult) -> None:
        if not stage.name.startswith(f"{ReserveOrder.kind} "):
            say(progress_line(stage))
        elif not begun:
            begun.append(stage.name)
            say(f"{goal_name(ReserveOrder.kind)}: 逐人递补 / one person after the other")

    return tell
