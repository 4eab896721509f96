"""Certificates and verifiers: the certified share of the reference instance, and seconds to write and to verify.

python -m benchmarks.evidence; the forgeries stand in benchmarks.forgeries.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import optimizer
from optimizer.evidence import standalone
from optimizer.report.run import write_run

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE)]


def timed(name: str, outcome: optimizer.Outcome, folder: Path) -> None:
    """Write, verify, verify with the small one: seconds each, and what is certified."""
    begun = perf_counter()
    write_run(outcome, folder)
    written = perf_counter()
    found = optimizer.verify(folder)
    verified = perf_counter()
    fine = not any(wrong for _, wrong, _ in standalone.check(folder))
    print(
        f"{name}: write {written - begun:.2f} s, verify {verified - written:.2f} s (ok {found.ok}), "
        f"standalone {perf_counter() - verified:.2f} s (ok {fine})"
    )
    for stage in json.loads((folder / "certificate.json").read_text("utf-8"))["stages"]:
        second = stage.get("second", "")
        print(
            f"  {stage['name']:<14} value {stage['value']:>12} bound {stage['bound']:>12} "
            f"{stage['proof']} {second} (prices of {len(stage['prices']['posts']) if 'prices' in stage else 0} posts)"
        )


def shares() -> None:
    """The reference instance with ten and thirty wishes, and Yangquan."""
    from reference import reference

    for wishes, seeds in ((10, (0, 1, 2)), (30, (0,))):
        for seed in seeds:
            with tempfile.TemporaryDirectory() as there:
                outcome = optimizer.assign(reference(620, wishes, seed))
                timed(f"reference {wishes} wishes, seed {seed}", outcome, Path(there) / "run")
    with tempfile.TemporaryDirectory() as there:
        given = optimizer.load(HERE.parent / "scenarios/yangquan")
        timed("yangquan", optimizer.assign(given), Path(there) / "run")


if __name__ == "__main__":
    shares()
