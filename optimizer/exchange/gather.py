"""What a command is given to compare: runs and scenarios, by the names of their folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from optimizer.assignment.outcome import Outcome
from optimizer.errors import UsageError
from optimizer.exchange.load import load
from optimizer.exchange.runs import is_run, read_run
from optimizer.scenario.model import Scenario


def gather(paths: Sequence[Path]) -> dict[str, Outcome | Scenario]:
    """Every run as its outcome, every scenario as it is; equal names are told apart by a number."""
    found: dict[str, Outcome | Scenario] = {}
    for path in paths:
        name = path.absolute().stem if path.suffix else path.absolute().name
        at = 1
        while (unique := name if at == 1 else f"{name} {at}") in found:
            at += 1
        found[unique] = read_run(path) if is_run(path) else load(path)
    return found


def one_scenario(paths: Sequence[Path]) -> Scenario:
    """The one scenario that several mechanisms are asked of; of a run, the one it was made from."""
    if len(paths) != 1:
        raise UsageError("--mechanism 只用于一个场景 / --mechanism goes with exactly one scenario")
    (given,) = gather(paths).values()
    scenario = given.scenario if isinstance(given, Outcome) else given
    if scenario is None:
        raise UsageError(f"{paths[0]} 没有场景 / has no scenario")
    return scenario
