"""The local site as a planner starts it, and a browser before it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hard import ROOT, hard
from playwright.sync_api import Browser, Page

from optimizer.exchange.scenario_workbook import write_workbook


@dataclass(frozen=True)
class Opened:
    """A site that is running: its address with the token, its folder, its process."""

    address: str
    home: Path
    process: subprocess.Popen[str]

    @property
    def token(self) -> str:
        return self.address.rstrip("/").rpartition("/")[2]

    @property
    def port(self) -> int:
        return int(self.address.split(":")[2].partition("/")[0])


@contextmanager
def opened(home: Path) -> Iterator[Opened]:
    """`chuyan open` on a free port, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "optimizer", "open", str(home), "--no-browser"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", cwd=home.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        said = re.search(r"http://\S+", process.stdout.readline())
        assert said
        yield Opened(said[0], home, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        if process.stdout is not None:
            process.stdout.close()


def visit(shown: Browser, site: Opened, **how: object) -> tuple[Page, list[str]]:
    """The page in a fresh window, and everything it asked for or complained of that it should not."""
    page = shown.new_page(**how)  # type: ignore[arg-type]
    strange: list[str] = []
    page.on(
        "request", lambda asked: None if asked.url.startswith(site.address) else strange.append(asked.url)
    )
    page.on("pageerror", lambda wrong: strange.append(str(wrong)))
    page.on("dialog", lambda dialog: strange.append(dialog.message))
    page.on(
        "console",
        lambda said: strange.append(said.text) if said.type == "error" and "400" not in said.text else None,
    )
    page.set_default_timeout(60_000)
    page.goto(site.address)
    page.wait_for_selector("#language:has-text('English')")
    return page, strange


def slow(path: Path) -> Path:
    """A workbook whose search would take minutes."""
    write_workbook(hard(), path)
    return path
