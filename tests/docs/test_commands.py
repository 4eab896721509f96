"""Every command that the docs tell readers to type, run as it stands there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer
from desk import cleared, meant, run
from distributed import LocalCluster
from written import PAGES, ROOT, Command, blocks, commands, name

from optimizer.cli import app

SUBCOMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
WHOLE = [command for command in commands() if command.whole]
ONCE = list({(command.text, command.exit_code): command for command in WHOLE}.values())


@pytest.fixture(autouse=True)
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """`chuyan open` serves until somebody ends it: here it ends at once, and no browser comes up."""
    monkeypatch.setattr("uvicorn.Server.run", lambda server, sockets: None)
    monkeypatch.setattr("webbrowser.open", lambda address: True)


@contextmanager
def reached(command: str) -> Iterator[str]:
    """The command with a cluster at the address it names, where it names one."""
    if "tcp://host:8786" not in command:
        yield command
        return
    how = {"n_workers": 1, "threads_per_worker": 1, "processes": False, "dashboard_address": None}
    with LocalCluster(host="127.0.0.1", protocol="tcp", **how) as cluster:
        yield command.replace("tcp://host:8786", cluster.scheduler_address)


@pytest.mark.parametrize("command", ONCE, ids=lambda command: f"{command.page}: {command.text}")
def test_a_command_of_the_docs_does_what_it_says(command: Command, prepared: Path, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    shutil.copytree(prepared, desk)
    typed = meant(command.text, desk)
    cleared(typed, desk)
    with reached(typed) as typed:
        code, said = run(typed, desk)
    assert code == command.exit_code, said


@pytest.mark.parametrize("page", sorted({command.page for command in commands()}))
def test_commands_in_passing_exist_with_their_options(page: str) -> None:
    for command in commands():
        if command.page == page and command.text.startswith("chuyan "):
            words = command.text.split()
            known = SUBCOMMANDS[words[1]]
            options = {name for option in known.params for name in option.opts}
            assert {word for word in words if word.startswith("--")} <= options | {"--help"}


def test_the_path_of_planners_is_whole() -> None:
    """From the empty table to the publication, on one page and in this order."""
    names = [command.text.split()[1] for command in WHOLE if command.page == "docs/planner.md"]
    steps = ("template", "check", "run", "explain", "repair", "rotate", "publish", "verify")
    assert sorted(steps, key=names.index) == list(steps)


def test_no_line_of_a_block_is_left_out() -> None:
    """What is not run above is run elsewhere: start.py by tests/test_start.py and the tests' own run, Sphinx by test_site.py."""
    known = ("chuyan ", "python standalone.py ", "python3 start.py", "sphinx-build ")
    for page in PAGES:
        for block in blocks(page, "sh"):
            for line in block.splitlines():
                assert line.replace(".venv/bin/", "").startswith(known), f"{name(page)}: {line}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_scripts_that_a_page_names_are_there(page: Path) -> None:
    text = page.read_text("utf-8")
    said = (ROOT / "start.py").read_text("utf-8").split('"""')[1]
    for command in re.findall(r"python3 start\.py[ a-z]*", text):
        assert command.strip() in said
    for script in re.findall(r"python3? ([\w/]+/\w+\.py)", text):
        assert (ROOT / script).is_file()
