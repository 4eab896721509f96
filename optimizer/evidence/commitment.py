"""The commitment (承诺): one number for inputs and seed, published before the day, that anybody can work out again.

It is what `cd inputs && LC_ALL=C; sha256sum * | sha256sum` prints on any computer: a line per file, sorted by name (its
sha-256, two spaces, its name), and the sha-256 of these lines.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from optimizer.errors import UsageError
from optimizer.evidence.book import BOOK, write_book
from optimizer.evidence.findings import Unsound
from optimizer.evidence.folder import sha256
from optimizer.exchange.inputs import INPUTS, write_inputs
from optimizer.scenario.model import Scenario

_HOW = "LC_ALL=C; sha256sum * | sha256sum, in the folder inputs/ of the run; 在结果的 inputs/ 文件夹中执行"


def files_digest(files: Mapping[str, str]) -> str:
    """The sha-256 of the lines that `sha256sum` prints for these files, sorted by name."""
    lines = "".join(f"{files[name]}  {name}\n" for name in sorted(files))
    return hashlib.sha256(lines.encode()).hexdigest()


def folder_digests(folder: Path) -> dict[str, str]:
    """The sha-256 of every file in a folder, by name."""
    return {path.name: sha256(path) for path in sorted(folder.iterdir()) if path.is_file()}


def inputs_digest(folder: Path) -> str:
    """The number of a folder of inputs."""
    return files_digest(folder_digests(folder))


def commitment(scenario: Scenario) -> dict[str, Any]:
    """What is published before the day: the name, the seed, the files' digests, the number of all of them, and the
    digest of the book that they come to."""
    with tempfile.TemporaryDirectory() as there:
        write_inputs(scenario, Path(there))
        files = folder_digests(Path(there) / INPUTS)
        try:
            write_book(scenario, Path(there))
        except Unsound as faulty:
            raise UsageError(str(faulty)) from faulty
        book = Path(there) / BOOK
        booked = {"book": sha256(book)} if book.is_file() else {}
    given = scenario.settings.scenario
    return {
        "scenario": given.name,
        "seed": given.seed,
        "files": files,
        "digest": files_digest(files),
        **booked,
        "how": _HOW,
    }


def read_commitment(path: Path) -> dict[str, Any]:
    """A commitment from its file; raises UsageError where it is none, or contradicts itself."""
    try:
        found = json.loads(path.read_text("utf-8"))
        whole = files_digest(found["files"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise UsageError(
            f"{path} 不是承诺文件 / is no commitment; 用 chuyan commit 写一个 / write one with it"
        ) from wrong
    if found.get("digest") != whole:
        raise UsageError(
            f"{path}: digest 与所列文件不符 / its digest is not that of its files: {whole} would be right"
        )
    kept: dict[str, Any] = found
    return kept


def kept(scenario: Scenario, path: Path) -> dict[str, Any]:
    """The commitment in a file, once it is that of this scenario; raises UsageError where it is another's."""
    promised, now = read_commitment(path), commitment(scenario)
    changed = sorted(
        name
        for name in {*promised["files"], *now["files"]}
        if promised["files"].get(name) != now["files"].get(name)
    )
    if promised.get("book", now.get("book")) != now.get("book"):
        changed.append(BOOK)
    if changed:
        raise UsageError(
            f"输入与承诺 {path} 不同 / the inputs are not the committed ones: {', '.join(changed)}"
        )
    return promised
