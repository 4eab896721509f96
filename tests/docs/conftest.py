"""One desk for all commands of the docs."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import lay_out


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("desk"))
