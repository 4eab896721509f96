"""A sweep as lines for a terminal: while it runs, when it is done, and a row worked out again."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.fairness.phrases import two
from optimizer.report.comparison_lines import wide
from optimizer.sweeping.again import Again
from optimizer.sweeping.dials import shown
from optimizer.sweeping.once import Row
from optimizer.sweeping.request import METRICS
from optimizer.sweeping.sweep import Sweep
from optimizer.sweeping.tables import called

_MOST = 30


def progress(done: int, total: int, row: Row | None, seconds: float, fresh: int) -> str:
    """One line while it runs: how far, how long still, and the last run."""
    if row is None:
        return f"扫描 sweep: 共 {total} 次 runs" + (f"，已有 {done} 次 are there" if done else "")
    left = seconds / fresh * (total - done) if fresh else 0.0
    dials = {name: row[name] for name in list(row)[4:] if name not in METRICS}
    said = ", ".join(f"{name}={shown(value)}" for name, value in dials.items() if name not in _DIGESTS)
    return f"{done}/{total}　还需约 about {left:.0f} s left　{row['status']}　{said}"


_DIGESTS = ("placements", "scenario", "settings")


def sweep_lines(sweep: Sweep) -> Iterator[str]:
    """What `chuyan sweep` prints: the settings by the two metrics of the frontier, then the paragraph."""
    weighed = sweep.request.frontier or sweep.request.metrics[:2]
    names = called(sweep.request, sweep.settings)
    heads = [METRICS[name].title.split(" / ")[0] for name in weighed]
    rows = [["", "设置 setting", "次数 runs", *heads]]
    for name, row in zip(names[:_MOST], sweep.settings.to_dict("records"), strict=False):
        figures = ["—" if row[one] != row[one] else two(float(row[one])) for one in weighed]
        runs = f"{row['runs']}" + (f" (失败 failed {row['failed']})" if row["failed"] else "")
        rows.append(["★" if row["frontier"] else "", name, runs, *figures])
    widths = [max(map(wide, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        yield "  ".join(
            cell + " " * (width - wide(cell)) for cell, width in zip(cells, widths, strict=True)
        ).rstrip()
    if len(names) > _MOST:
        yield f"… 其余 {len(names) - _MOST} 种见表 / {len(names) - _MOST} more in the table"
    yield from ("", sweep.chinese, "", sweep.english)


def again_lines(found: Again) -> Iterator[str]:
    """A row worked out again, and whether it agrees."""
    yield f"第 {found.row['row']} 行 row {found.row['row']} (key {found.row['key']}): {found.row['status']}"
    for name in found.row:
        if name in METRICS and found.row[name] is not None:
            yield f"  {METRICS[name].title}: {two(float(found.row[name]))}"
    for name, (then, now) in found.differing.items():
        yield f"  不一致 differs: {name}: {then} → {now}"
    yield (
        "与表中一致 / agrees with the table"
        if not found.differing
        else "与表中不一致 / does not agree with the table"
    )
