"""The files of a run against its manifest, and the manifest against what was published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from optimizer.evidence.book import BOOK
from optimizer.evidence.commitment import files_digest, folder_digests, read_commitment
from optimizer.evidence.findings import Finding, Unsound, judged
from optimizer.evidence.folder import COMMITMENT, RunFiles, sha256
from optimizer.exchange.inputs import INPUTS
from optimizer.exchange.whole import MARK

_FILES = "文件与清单相符 the files are those that the manifest declares"
_PUBLISHED = "清单与公布的摘要相符 the manifest is the published one"
_COMMITTED = "输入与事先的承诺相符 the inputs are the committed ones"


def files(run: RunFiles) -> Finding:
    """Every file is declared with its digest, and every declared file is there."""
    declared = run.manifest.get("outputs")
    if not isinstance(declared, dict):
        raise Unsound(f"{MARK} 没有 outputs / has no outputs")
    there = run.names - {MARK}
    wrong = [f"{name} 不在清单中 / is not declared" for name in sorted(there - {*declared})]
    wrong += [f"{name} 不见了 / is missing" for name in sorted({*declared} - there)]
    wrong += [
        f"{name} 被改过 / was changed"
        for name in sorted(there & {*declared})
        if sha256(run.path / name) != declared[name]
    ]
    return judged("files", _FILES, wrong)


def published(run: RunFiles, digest: str | None) -> Finding:
    """The sha-256 of the manifest is the one that was published; not certified where none is given."""
    mine = sha256(run.path / MARK)
    if digest is None:
        said = f"未给出公布的摘要（--digest）；此清单为 / no published digest was given; this one is {mine}"
        return judged("published", _PUBLISHED, [], [said])
    wrong = (
        []
        if digest.strip().lower() == mine
        else [f"{MARK} 为 / is {mine}, 公布的是 / published was {digest}"]
    )
    return judged("published", _PUBLISHED, wrong)


def committed(run: RunFiles, promise: Path | None) -> Finding:
    """The inputs are those of the commitment: the given file, or the one that the run carries."""
    mine = folder_digests(run.path / INPUTS)
    carried = run.json(COMMITMENT) if COMMITMENT in run.names else None
    given = read_commitment(promise) if promise is not None else None
    wrong = [] if carried is None else _differs(carried, mine, COMMITMENT)
    wrong += [] if given is None else _differs(given, mine, str(promise))
    booked = sha256(run.path / BOOK) if BOOK in run.names else None
    for told, name in ((carried, COMMITMENT), (given, str(promise))):
        if told is not None and told.get("book", booked) != booked:
            wrong.append(f"{BOOK} 与 {name} 不同 / is not the committed book")
    unproved = []
    if given is None:
        unproved.append(
            "未给出公布的承诺（--commitment）；此输入为 / no published commitment was given; these inputs are "
            f"{files_digest(mine)}"
        )
    return judged("commitment", _COMMITTED, wrong, unproved)


def _differs(promise: dict[str, Any], mine: dict[str, str], name: str) -> list[str]:
    """The files that are not the committed ones."""
    theirs = promise["files"]
    changed = sorted(one for one in {*theirs, *mine} if theirs.get(one) != mine.get(one))
    wrong = [f"{INPUTS}/{one} 与 {name} 不同 / is not the committed file" for one in changed]
    if promise["digest"] != files_digest(theirs):
        wrong.append(f"{name} 自相矛盾 / contradicts itself")
    return wrong
