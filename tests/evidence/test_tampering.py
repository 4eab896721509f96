"""Forgeries of finished runs, generated: each is caught, whoever mends the digests; more of them in the benchmark."""

from __future__ import annotations

from pathlib import Path

import pytest
from forging import mended
from runs import CASES
from tampering import tampered
from test_verify import failing, small

import optimizer
from optimizer.evidence.commitment import commitment
from optimizer.evidence.folder import RunFiles
from optimizer.evidence.written import write_json

COUNT = 4


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_forgery_is_caught(name: str, tmp_path: Path) -> None:
    """Both verifiers tell every forgery that changes a claim, whichever digests were mended; a spoilt proof of a claim
    that still stands is told by neither where it is proved in another way."""
    run, promise = CASES[name](tmp_path / "run"), tmp_path / "promise.json"
    write_json(commitment(RunFiles.of(run).scenario), promise)
    assert failing(optimizer.verify(run, commitment=promise)) == []
    assert small(run, None, str(promise)) == []
    forged = 0
    for one, forgery in tampered(run, tmp_path, COUNT, seed=len(name)):
        forged += 1
        mended(forgery, certificate=False)
        assert not optimizer.verify(forgery, commitment=promise).ok, one
        assert small(forgery, None, str(promise)), one
        mended(forgery, certificate=True)
        assert one.proof or not optimizer.verify(forgery, commitment=promise).ok, one
        assert one.proof or small(forgery, None, str(promise)), one
    assert forged
