"""Ctrl-C in the middle of a command: one sentence and its exit code, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import optimizer
from optimizer.cli.app import app


def test_ctrl_c_ends_a_command_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*given: object, **how: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(optimizer, "rotate", pressed)
    year = Path(optimizer.__file__).parent.parent / "scenarios/one-township"
    ended = CliRunner().invoke(app, ["rotate", str(year), "--out", str(tmp_path / "run")])
    assert ended.exit_code == 130
    assert "已中断，不留半成品 / interrupted" in ended.stderr
    assert list(tmp_path.iterdir()) == []
