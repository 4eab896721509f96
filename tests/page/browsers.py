"""A browser without a network, and a page of this project opened in it from the disk."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page


def visit(shown: Browser, path: Path, **how: object) -> tuple[Page, list[str]]:
    """The page in a fresh window, and everything it asked for or complained of that it should not."""
    page = shown.new_page(**how)  # type: ignore[arg-type]
    strange: list[str] = []
    address = path.resolve().as_uri()
    page.on("request", lambda asked: None if asked.url == address else strange.append(asked.url))
    page.on("pageerror", lambda wrong: strange.append(str(wrong)))
    page.on("console", lambda said: strange.append(said.text))
    page.on("dialog", lambda dialog: (strange.append(dialog.message), dialog.dismiss()))
    page.set_default_timeout(60_000)
    page.goto(address)
    return page, strange


def verdicts(page: Page) -> dict[str, str]:
    """The answer of every check by its Chinese name, once the button has been pressed."""
    page.locator("#verdicts").evaluate("it => it.replaceChildren()")
    page.click("#run-check")
    page.wait_for_selector("#summary")
    told: dict[str, str] = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('.verdict')].map(one => "
        "[one.querySelector(':scope > .zh').textContent, one.dataset.verdict]))"
    )
    return told


def failed(page: Page) -> list[str]:
    return [name for name, verdict in verdicts(page).items() if verdict == "fail"]


def clipped(page: Page) -> list[str]:
    """Charts and verdicts of proofs of which the reader sees a part only, unless they scroll sideways."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.chart svg, .badge')].filter((node) => {
          const mine = node.getBoundingClientRect(), box = node.closest('.scroll, .chart').getBoundingClientRect();
          return mine.width > 0 && mine.right > Math.min(box.right, innerWidth) + 1;
        }).map((node) => node.textContent)"""
    )
    return found
