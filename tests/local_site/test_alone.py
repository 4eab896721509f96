"""One folder is open once: a second start leads to the first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from hard import ROOT
from opened import opened


def test_a_second_start_on_a_folder_leads_to_the_site_that_has_it_open(tmp_path: Path) -> None:
    browser, went = tmp_path / "browser.py", tmp_path / "went.txt"
    browser.write_text(f"import sys; open({str(went)!r}, 'w').write(sys.argv[1])")
    home = tmp_path / "雏雁"
    with opened(home) as first:
        second = subprocess.run(
            [sys.executable, "-m", "optimizer", "open", str(home)], capture_output=True, encoding="utf-8", timeout=120,
            env=os.environ | {"PYTHONPATH": str(ROOT), "BROWSER": f"{sys.executable} {browser} %s"},
        )  # fmt: skip
    assert second.returncode == 0, second.stderr
    assert "已经打开" in second.stdout
    assert first.address in second.stdout
    assert went.read_text() == first.address
    with opened(home) as again:
        assert again.address != first.address
