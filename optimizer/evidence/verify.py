"""Verify a run by its files alone: no solver, no mechanism, nothing but arithmetic (核对)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from optimizer.errors import UsageError
from optimizer.evidence import digests
from optimizer.evidence.assignment import assignment
from optimizer.evidence.claims import claimed
from optimizer.evidence.findings import SENSELESS, Finding, Findings, Unsound, attempted, judged
from optimizer.evidence.folder import CERTIFICATE, RunFiles
from optimizer.evidence.no import no
from optimizer.evidence.rotation import rotation

_NO_RUNS = ("compared", "swept")
_SOUND = "输入可读且合规 the inputs are sound"


def verify(run: str | Path, *, digest: str | None = None, commitment: str | Path | None = None) -> Findings:
    """Every property of a run, each worked out again from its files: it holds, it fails (with the witness), or it is
    not certified (with the reason).

    `digest` is the published sha-256 of the run's `manifest.json`, `commitment` the file that `chuyan commit` wrote
    before the day. Without them a forger who rewrites inputs, results and digests together cannot be told from an
    honest author. Works for assignments, repairs, rotations and honest refusals. Raises UsageError where the folder
    is no run, or the commitment is none.
    """
    files = RunFiles.of(run)
    if files.manifest.get("status") in _NO_RUNS:
        raise UsageError(
            f"{run} 是比较或扫描的结果，请核对其中的每个安置 / compares runs: verify the runs themselves"
        )
    if files.manifest.get("status") == "published":
        raise UsageError(
            f"{run} 是公示包，用 chuyan publish {run} --check 核对码 --graduate 编号 核对自己的一行 / a published bundle: check "
            "your own row by publish --check; the run it comes from is what verify works out again"
        )
    return Findings(tuple(_findings(files, digest, None if commitment is None else Path(commitment))))


def _findings(run: RunFiles, digest: str | None, promise: Path | None) -> Iterator[Finding]:
    yield attempted("files", "文件与清单相符 files", lambda: digests.files(run))
    yield attempted("published", "与公布的摘要相符 published", lambda: digests.published(run, digest))
    yield attempted("commitment", "与承诺相符 commitment", lambda: digests.committed(run, promise))
    try:
        kind = str(run.certificate.get("kind")) if run.scenario else ""
    except Unsound as wrong:
        yield judged("inputs", _SOUND, [str(wrong)])
        return
    yield judged("inputs", _SOUND, [])
    yield attempted("claims", "证书属于这些文件 claims", lambda: claimed(run))
    known = {"assignment": assignment, "rotation": rotation, "impossible": no}
    if kind not in known:
        yield judged("kind", f"{CERTIFICATE} 的种类 the kind", [f"没有 {kind} 这种结果 / no such kind"])
        return
    try:
        yield from known[kind](run)
    except SENSELESS as wrong:
        yield judged("readable", "内容可核对 the contents make sense", [f"{type(wrong).__name__} {wrong}"])
