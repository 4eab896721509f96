"""Every block of Python and TOML in the docs, taken as it stands there; those of developer.md have tests of their own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from desk import there
from written import PAGES, blocks, name

from optimizer.scenario.settings import Settings

READ = [page for page in PAGES if page.name != "developer.md"]


@pytest.mark.parametrize("page", [page for page in READ if blocks(page, "python")], ids=name)
def test_the_python_of_a_page_runs_from_top_to_bottom(page: Path, prepared: Path) -> None:
    known: dict[str, object] = {}
    with there(prepared, []):
        for block in blocks(page, "python"):
            exec(compile(block, name(page), "exec"), known)
    assert "optimizer" in known


def test_every_block_of_settings_is_understood() -> None:
    told = [tomllib.loads(block) for page in READ for block in blocks(page, "toml")]
    settings = [block for block in told if "grid" not in block]  # a sweep is run by its own command
    assert settings
    for block in settings:
        Settings.model_validate({"scenario": {"name": "试", "seed": 1}, **block})
