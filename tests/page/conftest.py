"""One browser for the tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import browser
from playwright.sync_api import Browser


@pytest.fixture(scope="module")  # an event loop runs as long as it is open, which other tests must not meet
def shown() -> Iterator[Browser]:
    with browser() as started:
        yield started
