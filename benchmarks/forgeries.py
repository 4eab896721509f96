"""Forgeries of finished runs held against both verifiers, and false alarms on honest runs.

python -m benchmarks.forgeries [forgeries a run] [honest runs a kind]

The forger mends the manifest; then, harsher, every digest in the certificate too. What was committed before the day is
given to both verifiers, the manifest's own digest is not: with it every changed byte is told.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import optimizer
from optimizer.evidence import standalone
from optimizer.evidence.commitment import commitment
from optimizer.evidence.folder import RunFiles
from optimizer.evidence.written import write_json
from optimizer.report.rotation_run import write_rotation

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests"), str(HERE.parent / "tests/evidence")]

Make = Callable[[Path], Path]


def small(run: Path, promise: Path) -> bool:
    """Whether the small verifier finds nothing wrong."""
    return not any(wrong for _, wrong, _ in standalone.check(run, None, str(promise)))


def promised(run: Path, there: Path) -> Path:
    """What was published before the day of this run."""
    promise = there / "promise.json"
    write_json(commitment(RunFiles.of(run).scenario), promise)
    return promise


def forged(name: str, make: Make, count: int, seed: int, tally: Counter[tuple[str, str]]) -> None:
    """Forge one run so many times."""
    from forging import mended
    from tampering import tampered

    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        run = make(there / "run")
        promise = promised(run, there)
        for one, forgery in tampered(run, there, count, seed):
            for whole in (False, True):
                mended(forgery, certificate=whole)
                kind = "all digests mended" if whole else "manifest mended"
                kind += ", a proof spoilt and no claim" if one.proof else ", a claim or an input changed"
                caught = not optimizer.verify(forgery, commitment=promise).ok, not small(forgery, promise)
                tally[kind, "forgeries"] += 1
                tally[kind, "verify"] += caught[0]
                tally[kind, "standalone"] += caught[1]
                if not all(caught) and not one.proof:
                    print(f"  MISSED {name}: {one.kind}: {one.what} ({kind}; verify, standalone {caught})")


def honest(kinds: int) -> Iterator[tuple[str, Make]]:
    """Honest runs: every mechanism with and without quotas, repairs, rotations, one a seed."""
    import runs

    for seed in range(1, kinds + 1):
        for name in runs.MECHANISMS:
            yield f"{name} {seed}", partial(runs.assigned, name, seed=seed)
        for name in ("choice-then-allocation", "optimal", "deferred-acceptance", "top-trading-cycles"):
            yield f"{name} with quotas {seed}", partial(runs.assigned, name, seed=seed, rules=runs.QUOTAS)
        yield f"repair {seed}", partial(runs.repaired, seed=seed)
        yield f"rotation {seed}", partial(rotated, seed)


def rotated(seed: int, folder: Path) -> Path:
    """A rotation of one township, drawn with another seed."""
    given = optimizer.load(HERE.parent / "scenarios/one-township")
    named = given.settings.scenario.model_copy(update={"seed": seed})
    drawn = replace(given, settings=given.settings.model_copy(update={"scenario": named}))
    write_rotation(optimizer.rotate(drawn), folder)
    return folder


def alarms(kinds: int) -> None:
    """Honest runs that a verifier calls wrong; what no plan allows is no run and does not count."""
    many: Counter[str] = Counter()
    for name, make in honest(kinds):
        with tempfile.TemporaryDirectory() as folder:
            try:
                run = make(Path(folder) / "run")
            except optimizer.Impossible:
                continue
            promise = promised(run, Path(folder))
            fine = optimizer.verify(run, commitment=promise).ok, small(run, promise)
        many["honest runs"] += 1
        many["false alarms of verify"] += not fine[0]
        many["false alarms of standalone"] += not fine[1]
        if not all(fine):
            print(f"  FALSE ALARM {name}: verify, standalone {fine}")
    print(", ".join(f"{name} {number}" for name, number in many.items()))


def main() -> None:
    """Both tables."""
    import runs

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    kinds = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    tally: Counter[tuple[str, str]] = Counter()
    for at, (name, make) in enumerate(runs.CASES.items()):
        forged(name, make, count, at, tally)
    print(f"{'forgeries':<60} {'made':>6} {'verify':>7} {'standalone':>10}")
    for kind in sorted({kind for kind, _ in tally}):
        made, large, little = (tally[kind, column] for column in ("forgeries", "verify", "standalone"))
        print(f"{kind:<60} {made:>6} {large:>7} {little:>10}")
    alarms(kinds)


if __name__ == "__main__":
    main()
