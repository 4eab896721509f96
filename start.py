"""The commands of a fresh clone; each prepares the virtual environment .venv.

python3 start.py            fill the 620 villages of Yangquan and write runs/yangquan; needs nothing but Python
python3 start.py open       the planner's page in the browser, on this computer alone
python3 start.py test       check the style, the types and every test; also opens workbooks and pages in real programs
python3 start.py missing    the system packages that the tests need and this machine lacks, one line
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
NEEDED = (3, 11)
PROGRAMS = {
    "libreoffice-calc-nogui": ("soffice", "libreoffice"),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "fonts-noto-cjk": (),
}  # package of Debian and Ubuntu: the programs one of which has to be there; none = a Chinese font
TESTS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest", "-q", "-n", "auto"),
)


def main(arguments: list[str]) -> int:
    """Run one of the commands; the exit code is that of the first step that fails."""
    if arguments not in ([], ["open"], ["test"], ["missing"]):
        print(__doc__)
        return 2
    if arguments == ["missing"]:
        print(" ".join(missing()))
        return 0
    if arguments == ["open"]:
        return first_failure([[environment(".", enough=".[dev]"), "-m", "optimizer", "open"]])
    if arguments:
        if missing():
            print(
                "测试要用真实程序打开工作簿和网页，请先安装 / the tests open workbooks and pages in real programs, "
                f"install first:\n\n    sudo apt-get install --no-install-recommends {' '.join(missing())}\n",
                file=sys.stderr,
            )
            return 2
        python = environment(".[dev]")
        return first_failure([[python, "-m", *step] for step in TESTS])
    python = environment(".", enough=".[dev]")
    run = ["assign", "scenarios/yangquan", "--out", "runs/yangquan", "--force"]
    return first_failure([[python, "-m", "optimizer", *run]])


def missing() -> list[str]:
    """The system packages whose programs, or whose font, are not there."""
    return [
        package
        for package, names in PROGRAMS.items()
        if not (any(map(shutil.which, names)) or (not names and chinese()))
    ]


def chinese() -> bool:
    """Whether a program finds a font for Chinese."""
    if not shutil.which("fc-list"):
        return False
    fonts = subprocess.run(
        ["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False
    ).stdout
    return bool(fonts.strip())


def environment(what: str, enough: str = "") -> str:
    """The Python of .venv with `what` installed, made or renewed where it has to be; `enough` will do too."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists() and any(stamp(name).is_file() for name in (what, enough) if name):
        return str(python)
    print(
        "准备环境，首次约需一两分钟 / preparing the environment, a minute or two the first time", flush=True
    )
    steps = [
        [sys.executable, "-m", "venv", str(VENV)],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", what],
    ]
    failed = first_failure(steps)
    if failed:
        print(
            "环境没有装好：请检查网络与 python3-venv 后重试 / "
            "the environment could not be made: check the network and python3-venv, then try again",
            file=sys.stderr,
        )
        sys.exit(failed)
    stamp(what).touch()
    return str(python)


def stamp(what: str) -> Path:
    """The file that says `what` is installed as pyproject.toml has it now, for this Python."""
    seen = f"{what}\n{sys.version}\n".encode() + (ROOT / "pyproject.toml").read_bytes()
    return VENV / f"installed-{hashlib.sha256(seen).hexdigest()[:16]}"


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
