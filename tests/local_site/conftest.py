"""One browser for all tests of the local site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from opened import browser
from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def shown() -> Iterator[Browser]:
    with browser() as started:
        yield started
