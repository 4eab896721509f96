"""Certificates and verifiers: the certified share of the reference instance, seconds to verify, forgeries caught.

python -m benchmarks.evidence [forgeries a run]
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import optimizer
from optimizer.evidence import standalone
from optimizer.evidence.commitment import files_digest, folder_digests
from optimizer.report.run import write_run

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests"), str(HERE.parent / "tests/evidence")]


def small(run: Path, *options: str | None) -> int:
    """The small verifier's exit code."""
    standalone.found.clear()
    with contextlib.redirect_stdout(io.StringIO()):
        return standalone.main(run, *options)


def timed(name: str, outcome: optimizer.Outcome, folder: Path) -> None:
    """Write, verify, verify with the small one: seconds each, and what is certified."""
    begun = perf_counter()
    write_run(outcome, folder)
    written = perf_counter()
    found = optimizer.verify(folder)
    verified = perf_counter()
    code = small(folder)
    print(
        f"{name}: write {written - begun:.2f} s, verify {verified - written:.2f} s (ok {found.ok}), "
        f"standalone {perf_counter() - verified:.2f} s (exit {code})"
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


def forged(name: str, make: Callable[[Path], Path], count: int, seed: int, tally: Counter[str]) -> None:
    """Forge one run so many times; the forger mends the manifest's digests, then the certificate's too."""
    from tampering import mended, neutral, tampered

    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        run = make(there / "run")
        files = folder_digests(run / "inputs")
        promise = there / "promise.json"
        promise.write_text(json.dumps({"files": files, "digest": files_digest(files)}), "utf-8")
        tally["honest"] += 1
        tally["false alarms"] += not optimizer.verify(run).ok
        tally["false alarms, small"] += small(run) == 6
        for one, forgery in tampered(run, there, count, seed):
            for both, who in ((False, "manifest mended"), (True, "manifest and certificate mended")):
                mended(forgery, certificate=both)
                holds = optimizer.verify(forgery, commitment=promise).ok
                by_small = small(forgery, None, str(promise)) == 6
                if both and neutral(one, holds):
                    tally["neutral: another proof of the same claims"] += 1
                    continue
                tally[f"{who}: forgeries"] += 1
                tally[f"{who}: caught by verify"] += not holds
                tally[f"{who}: caught by standalone"] += by_small
                if holds or not (by_small or both):
                    print(f"  MISSED {name}: {one.kind}: {one.what} ({who})")


def main() -> None:
    """All tables."""
    import runs

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    shares()
    tally: Counter[str] = Counter()
    for at, (name, make) in enumerate(runs.CASES.items()):
        forged(name, make, count, at, tally)
    for name, many in sorted(tally.items()):
        print(f"{name:<55} {many}")


if __name__ == "__main__":
    main()
