"""What the certificate says of the files beside it: their digests, and that of the inputs, a second time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
    "book.json",
)


def own(content: Mapping[str, Any]) -> str:
    """The sha-256 of a certificate's other entries, written with sorted keys."""
    rest = {name: part for name, part in content.items() if name != "claims"}
    return hashlib.sha256(json.dumps(rest, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def sealed(content: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The certificate with its claims, for the results in a folder."""
    return {"claims": {**claims(folder), "certificate": own(content)}, **content}


def claims(folder: Path) -> dict[str, str]:
    """The digests of the results in a folder by name, and as `inputs` that of all inputs."""
    there = {name: sha256(folder / name) for name in _CLAIMED if (folder / name).is_file()}
    return {"inputs": inputs_digest(folder / INPUTS), **there}


def claimed(run: RunFiles) -> Finding:
    """The certificate belongs to these files and no others."""
    told, mine = run.certificate.get("claims"), {**claims(run.path), "certificate": own(run.certificate)}
    names = sorted({*mine, *(told if isinstance(told, dict) else {})})
    wrong = [
        f"{name} 不是证书所指 / is not the one certified"
        for name in names
        if not isinstance(told, dict) or told.get(name) != mine.get(name)
    ]
    return judged("claims", "证书属于这些文件 the certificate is of these files", wrong)
