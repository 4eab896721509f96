"""Every benchmark in one run, side by side: `python benchmarks/run.py [--small]`.

Machines differ and are shared, so read the ratios, not the seconds. Each line is timed in a process of its
own, so that memory is its own too.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import fairness
import guarantees
import mechanisms
import numpy as np
import reasons
import sweep
from markets import market, wishes
from peers import linear_sum, pooled_flow, tutorial

from optimizer import Market, assign

HERE = Path(__file__).resolve().parent
OPTIMAL = {"mechanism": "optimal"}
SERIAL = {"options": {"share": 1.0, "guard": False}}


def ours(people: int) -> int:
    """Chuyan: arrays in, canonical outcome out; the total rank over everybody."""
    outcome = assign(market(people), settings=OPTIMAL)
    assert outcome.status == "proved"
    return {stage.name: stage.value for stage in outcome.stages}["total-rank"]


def serial(people: int) -> int:
    """Serial choice alone: everybody in turn takes the best wish that is left."""
    from optimizer.assignment.mechanisms.choice_then_allocation import ChoiceThenAllocation
    from optimizer.assignment.task import Task

    task = Task(market(people), (), ())
    choice = ChoiceThenAllocation(share=1.0).choose(task, task.market.pins)
    return int((choice.placed >= 0).sum())


def serial_outcome(people: int) -> int:
    """Serial choice, then allocation of the rest, to the outcome."""
    return int(assign(market(people), settings=SERIAL).summary["listed"])


JOBS: dict[str, Callable[[int], int]] = {
    "chuyan": ours,
    "linear_sum_assignment": linear_sum,
    "SimpleMinCostFlow, pooled": pooled_flow,
    "CP-SAT as a tutorial writes it, 30 s": tutorial,
    "serial choice": serial,
    "serial choice to outcome": serial_outcome,
}
REPEATS = {"CP-SAT as a tutorial writes it, 30 s": 1}


def measure(job: str, people: int) -> None:
    """Time one job in this process and print what came of it."""
    run = JOBS[job]
    market.cache_clear()
    market(people)
    seconds, value = [], 0
    for _ in range(REPEATS.get(job, 5 if people <= 10_000 else 2)):
        fresh(people)
        start = time.perf_counter()
        value = run(people)
        seconds.append(time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"seconds": float(np.median(seconds)), "value": value, "memory": memory}))


def fresh(people: int) -> None:
    """A market that has worked out nothing yet."""
    given: Market = market(people)
    for name in [name for name in vars(given) if name not in given.__dataclass_fields__]:
        del given.__dict__[name]


def in_own_process(job: str, people: int) -> dict[str, float]:
    """The figures of one job."""
    command = [sys.executable, str(HERE / "run.py"), "--job", job, "--people", str(people)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


def table(title: str, people: int, jobs: list[str], base: str) -> None:
    """Print one comparison; the ratio is to `base`."""
    print(f"\n{title}\n{'':40}{'seconds':>10}{'ratio':>9}{'value':>12}{'GB':>7}")
    found = {job: in_own_process(job, people) for job in jobs}
    for job, said in found.items():
        ratio = said["seconds"] / found[base]["seconds"]
        print(
            f"{job:40}{said['seconds']:>10.4f}{ratio:>9.2f}{said['value']:>12.0f}{said['memory']:>7.2f}",
            flush=True,
        )


def process() -> None:
    """Whole commands: the Yangquan workbook to a finished run folder, and `--help`."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        book, run = Path(folder, "yangquan.xlsx"), Path(folder, "run")
        chuyan = [sys.executable, "-m", "optimizer"]
        subprocess.run(
            [*chuyan, "check", str(HERE.parent / "scenarios/yangquan"), "--convert", str(book)],
            check=True,
            capture_output=True,
        )
        print(f"\nWhole process{'':27}{'seconds':>10}")
        for name, command in (
            ("chuyan assign yangquan.xlsx", [*chuyan, "assign", str(book), "--out", str(run), "--force"]),
            ("chuyan --help", [*chuyan, "--help"]),
            ("python -c 'import pandas' (floor)", [sys.executable, "-c", "import pandas"]),
        ):
            seconds = []
            for _ in range(3):
                start = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                seconds.append(time.perf_counter() - start)
            print(f"{name:40}{np.median(seconds):>10.2f}", flush=True)


def main() -> None:
    """Print every table; `--small` leaves out what takes minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="620 people only, without the 30 s of CP-SAT")
    parser.add_argument("--job", choices=list(JOBS), help=argparse.SUPPRESS)
    parser.add_argument("--people", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.job:
        measure(arguments.job, arguments.people)
        return
    print(f"Python {platform.python_version()}, {platform.machine()}; lists of {wishes}; median of repeats")
    slow = [] if arguments.small else ["CP-SAT as a tutorial writes it, 30 s"]
    most = ["chuyan", "linear_sum_assignment", "SimpleMinCostFlow, pooled"]
    table("620 people, 620 posts", 620, [*most, *slow], "linear_sum_assignment")
    table("Serial choice, 620", 620, ["serial choice", "serial choice to outcome"], "serial choice")
    if not arguments.small:
        for people in (6_200, 62_000):
            table(
                f"{people:,} people",
                people,
                ["chuyan", "SimpleMinCostFlow, pooled"],
                "SimpleMinCostFlow, pooled",
            )
        table(
            "Serial choice, 600,000", 600_000, ["serial choice", "serial choice to outcome"], "serial choice"
        )
    process()
    guarantees.table(arguments.small)
    mechanisms.table(arguments.small)
    fairness.table(arguments.small)
    sweep.table(arguments.small)
    reasons.table(arguments.small)


if __name__ == "__main__":
    main()
