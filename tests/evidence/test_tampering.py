"""Forgeries of finished runs, generated: each is caught, whoever mends the digests; more of them in the benchmark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from runs import CASES
from tampering import mended, neutral, tampered
from test_verify import failing, small

import optimizer
from optimizer.evidence.commitment import files_digest, folder_digests

COUNT = 3


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_forgery_is_caught(name: str, tmp_path: Path) -> None:
    """A forger who mends the manifest is told by both verifiers; one who mends the certificate too, by the large one."""
    run = CASES[name](tmp_path / "run")
    files, promise = folder_digests(run / "inputs"), tmp_path / "promise.json"
    promise.write_text(json.dumps({"files": files, "digest": files_digest(files)}), "utf-8")
    assert failing(optimizer.verify(run, commitment=promise)) == []
    forged = 0
    for one, forgery in tampered(run, tmp_path, COUNT, seed=len(name)):
        forged += 1
        mended(forgery, certificate=False)
        assert not optimizer.verify(forgery, commitment=promise).ok, one
        assert small(forgery, None, str(promise)), one
        mended(forgery, certificate=True)
        holds = optimizer.verify(forgery, commitment=promise).ok
        assert not holds or neutral(one, holds), one
    assert forged
