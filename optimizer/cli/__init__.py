"""The command line: one file for each group of commands. Heavy imports wait until a command runs."""

from __future__ import annotations

import sys

from optimizer.cli.app import app, say
from optimizer.cli.assignment import assign, price, repair
from optimizer.cli.compare import compare, honesty
from optimizer.cli.explain import explain
from optimizer.cli.open import open_
from optimizer.cli.publish import publish
from optimizer.cli.rotation import rotate
from optimizer.cli.run import run
from optimizer.cli.scenario import check, generate, template
from optimizer.cli.sweep import sweep
from optimizer.cli.verify import commit, verify

__all__ = [
    "assign",
    "check",
    "commit",
    "compare",
    "explain",
    "generate",
    "honesty",
    "main",
    "open_",
    "price",
    "publish",
    "repair",
    "rotate",
    "run",
    "sweep",
    "template",
    "verify",
]


def main() -> None:
    """Run a command; an error of ours is one clear message and its exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app(prog_name="chuyan")
    except OSError as wrong:
        say(f"错误 error: 不能读写文件 / a file cannot be read or written: {wrong}")
        sys.exit(2)
    except Exception as wrong:
        from optimizer.errors import ChuyanError, Impossible

        if not isinstance(wrong, ChuyanError):
            raise
        say(f"错误 error: {wrong}")
        if isinstance(wrong, Impossible):
            say("冲突与出路 what quarrels, and the ways out: chuyan check --deep")
        sys.exit(wrong.exit_code)
