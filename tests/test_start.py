"""The commands of a fresh clone, as far as they can be asked without making an environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

START = Path(__file__).parent.parent / "start.py"


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {"PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(
        [sys.executable, START, *arguments], capture_output=True, encoding="utf-8", env=known, check=False
    )


def test_a_bare_machine_is_told_what_to_install(tmp_path: Path) -> None:
    packages = "libreoffice-calc-nogui chromium fonts-noto-cjk"
    assert start("missing", PATH=str(tmp_path)).stdout.strip() == packages
    done = start("test", PATH=str(tmp_path))
    assert done.returncode == 2
    assert f"apt-get install --no-install-recommends {packages}" in done.stderr


@pytest.mark.parametrize("arguments", [("tests",), ("test", "-x"), ("--help",)])
def test_anything_else_is_answered_with_the_commands(arguments: tuple[str, ...]) -> None:
    done = start(*arguments)
    assert done.returncode == 2
    assert "python3 start.py open" in done.stdout


def test_a_double_click_on_windows_does_the_same() -> None:
    assert "start.py open" in START.with_name("start.bat").read_text("utf-8")
