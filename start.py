"""The two commands of a fresh clone; each makes its own virtual environment and needs nothing but Python.

python3 start.py         fill the 620 villages of Yangquan and write runs/yangquan
python3 start.py test    check the style, the types and every test
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
NEEDED = (3, 11)
TESTS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest", "-q"),
)


def main(arguments: list[str]) -> int:
    """Run one of the two commands; the exit code is that of the first step that fails."""
    if arguments not in ([], ["test"]):
        print(__doc__)
        return 2
    if arguments:
        python = environment(ROOT / ".venv" / "test", "-e", ".[dev]")
        return first_failure([[python, "-m", *step] for step in TESTS])
    python = environment(ROOT / ".venv" / "run", "-e", ".")
    run = ["assign", "scenarios/yangquan", "--out", "runs/yangquan", "--force"]
    return first_failure([[python, "-m", "optimizer", *run]])


def environment(folder: Path, *what: str) -> str:
    """The Python of a virtual environment with this project in it, made or renewed where it has to be."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "installed.txt"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
    if python.exists() and stamp.is_file() and stamp.read_text() == wanted:
        return str(python)
    print(
        "准备环境，首次约需一两分钟 / preparing the environment, a minute or two the first time", flush=True
    )
    steps = [
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what],
    ]
    failed = first_failure(steps)
    if failed:
        print(
            "环境没有装好：请检查网络与 python3-venv 后重试 / "
            "the environment could not be made: check the network and python3-venv, then try again",
            file=sys.stderr,
        )
        sys.exit(failed)
    stamp.write_text(wanted)
    return str(python)


def first_failure(steps: list[list[str]]) -> int:
    """Run steps one after the other, each echoed; stops at the first that fails and answers its exit code."""
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    for step in steps:
        print("$", " ".join([Path(step[0]).name, *step[1:]]), flush=True)
        code = subprocess.run(step, cwd=ROOT, env=clean).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    if sys.version_info < NEEDED:
        wanted = ".".join(str(part) for part in NEEDED)
        sys.exit(
            f"需要 Python {wanted} 或更新 / needs Python {wanted} or newer; this is {sys.version.split()[0]}"
        )
    sys.exit(main(sys.argv[1:]))
