"""The site that is built of the docs: without a warning, without a dead link, without a network."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from chromium import browser, serious
from playwright.sync_api import Browser
from written import PAGES, ROOT, blocks, name


class Anchors(HTMLParser):
    """The places of a page, where it leads to, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.leads: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        self.places |= {said["id"]} if "id" in said else set()
        if tag == "a" and "href" in said:
            self.leads.append(said["href"])
        self.loads += [said[key] for key in ("src", "href") if key in said and tag != "a"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by the very command that docs/developer.md gives."""
    (command,) = (line for text in blocks(ROOT / "docs/developer.md", "sh") for line in text.splitlines())
    out = tmp_path_factory.mktemp("site")
    words = command.partition(" #")[0].replace("build/docs", str(out)).split()
    assert words.pop(0) == ".venv/bin/sphinx-build"
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return out


@pytest.fixture(scope="module")
def shown() -> Iterator[Browser]:
    with browser() as one:
        yield one


def test_every_page_is_in_it(site: Path) -> None:
    for page in PAGES:
        assert (site / name(page)).with_suffix(".html").is_file()


def test_there_is_no_page_of_a_search_that_finds_nothing(site: Path) -> None:
    assert sorted(path.name for path in site.glob("search*")) == []


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    pages = {path: Anchors(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}
    dead = []
    for path, page in pages.items():
        for link in [*page.leads, *page.loads]:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            goal = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            anchor = unquote(parts.fragment)
            if not goal.is_file() or (anchor and goal.suffix == ".html" and anchor not in pages[goal].places):
                dead.append(f"{path.relative_to(site)}: {link}")
    assert dead == []


@pytest.mark.parametrize("width", [390, 1280])
def test_it_opens_from_a_disk_and_leads_every_reader_to_their_path(
    site: Path, shown: Browser, width: int
) -> None:
    page = shown.new_page(viewport={"width": width, "height": 900}, offline=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "docs/index.html").as_uri())
    for reader in ("planner", "supervisor", "analyst", "developer"):
        assert page.locator(f"table a[href='{reader}.html']").count() == 1
    page.locator("table a[href='planner.html']").click()
    assert page.locator(".body h1").inner_text().startswith("给工作人员")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious(page) == []
    assert [address for address in asked if not address.startswith("file:")] == []
    page.close()
