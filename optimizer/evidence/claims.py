"""What the certificate says of the files beside it: their digests, and that of the inputs, a second time."""

from __future__ import annotations

from pathlib import Path

from optimizer.evidence.commitment import inputs_digest
from optimizer.evidence.findings import Finding, judged
from optimizer.evidence.folder import RunFiles, sha256
from optimizer.exchange.inputs import INPUTS

_CLAIMED = (
    "placements.csv",
    "diary.csv",
    "chances.csv",
    "changes.csv",
    "metrics.json",
    "timetable.csv",
    "conflict.json",
)


def claims(folder: Path) -> dict[str, str]:
    """The digests of the results in a folder by name, and as `inputs` that of all inputs."""
    there = {name: sha256(folder / name) for name in _CLAIMED if (folder / name).is_file()}
    return {"inputs": inputs_digest(folder / INPUTS), **there}


def claimed(run: RunFiles) -> Finding:
    """The certificate belongs to these files and no others."""
    told, mine = run.certificate.get("claims"), claims(run.path)
    names = sorted({*mine, *(told if isinstance(told, dict) else {})})
    wrong = [
        f"{name} 不是证书所指 / is not the one certified"
        for name in names
        if not isinstance(told, dict) or told.get(name) != mine.get(name)
    ]
    return judged("claims", "证书属于这些文件 the certificate is of these files", wrong)
