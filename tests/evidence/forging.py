"""A forger's tools: read and write the files of a run, and write the digests anew so that they fit."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

from optimizer.evidence.claims import own

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[Row], headers: list[str]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, headers, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode())


def headers_of(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()[0].split(",")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def mended(run: Path, *, certificate: bool) -> None:
    """The forger writes the digests anew: every one in the certificate too where `certificate` is set, then the
    manifest's."""
    if certificate and (run / "certificate.json").is_file():
        told = json.loads((run / "certificate.json").read_text("utf-8"))
        if isinstance(told.get("claims"), dict):
            for name in told["claims"]:
                if name != "inputs" and (run / name).is_file():
                    told["claims"][name] = sha256(run / name)
            files = {path.name: sha256(path) for path in (run / "inputs").iterdir()}
            lines = "".join(f"{files[name]}  {name}\n" for name in sorted(files))
            told["claims"]["inputs"] = hashlib.sha256(lines.encode()).hexdigest()
            told["claims"]["certificate"] = own(told)
        (run / "certificate.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    manifest = json.loads((run / "manifest.json").read_text("utf-8"))
    every = [path for path in run.rglob("*") if path.is_file() and path.name != "manifest.json"]
    manifest["outputs"] = {path.relative_to(run).as_posix(): sha256(path) for path in sorted(every)}
    (run / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
