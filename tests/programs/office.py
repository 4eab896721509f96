"""LibreOffice without a window: what it makes of a workbook that it opens."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path


def converted(files: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Each file opened and saved as another kind; fails where the program is missing, complains or writes nothing."""
    program = shutil.which("soffice")
    assert program, "soffice is missing: python3 start.py test says how to install it"
    profile = (folder / "profile").as_uri()
    out = folder / kind
    done = subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", out, *files],
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = [
        line for line in done.stderr.splitlines() if not line.startswith("Warning: failed to launch javaldx")
    ]
    assert said == []
    made = [out / f"{file.stem}.{kind}" for file in files]
    assert all(path.stat().st_size for path in made)
    return made
