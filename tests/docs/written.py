"""What the docs tell readers to type: commands and blocks of code, as they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import optimizer

ROOT = Path(optimizer.__file__).parent.parent
PAGES = (
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted(ROOT.glob("scenarios/*/README.md")),
)


class Command(NamedTuple):
    """A command, the page it stands on, and the exit code the page names."""

    page: str
    text: str
    exit_code: int

    @property
    def whole(self) -> bool:
        """Whether it can be run: it says of what, and nothing is left out."""
        words = self.text.split()
        return "…" not in words and len(words) > 2 and not words[2].startswith("--")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def commands() -> list[Command]:
    """Every command of this project on every page, each once a page."""
    return list(dict.fromkeys(found for page in PAGES for found in _on(page)))


def _on(page: Path) -> Iterator[Command]:
    prose = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    indented = "\n".join(re.findall(r"^    (.*)$", prose, re.MULTILINE))
    lines = [
        line for text in (*blocks(page, "sh"), indented) for line in text.replace("\\\n", " ").splitlines()
    ]
    for text in (*lines, *re.findall(r"`([^`\n]+)`", prose)):
        command, _, note = text.partition(" # ") if " # " in text else text.partition("  #")
        words = command.replace(".venv/bin/", "").split()
        if words and (words[0] == "chuyan" or words[:2] == ["python", "standalone.py"]):
            told = re.search(r"exit code (\d)", note)
            yield Command(name(page), " ".join(words), int(told[1]) if told else 0)
