"""A run read back from its folder says what was written; what was changed afterwards is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from outcomes import small, small_outcome

import optimizer
from optimizer import UsageError, read_run
from optimizer.exchange.folder import write_folder
from optimizer.exchange.gather import gather, one_scenario
from optimizer.exchange.published import read_placements
from optimizer.exchange.runs import is_run
from optimizer.report.run import write_run


def taken(tmp_path: Path) -> optimizer.Outcome:
    """The small outcome as a reader of files gets it: blanks around texts are mended on the way in."""
    write_folder(small(), tmp_path / "given")
    return optimizer.assign(optimizer.load(tmp_path / "given"))


HOME = Path(__file__).parents[2] / "scenarios"


@pytest.mark.parametrize("name", ["small", "first-look", "couples", "repaired"])
def test_a_run_is_read_back_as_it_was(tmp_path: Path, name: str) -> None:
    if name == "repaired":
        published = read_placements(HOME / "withdrawal" / "published")
        given = optimizer.load(HOME / "withdrawal")
        outcome = optimizer.repair(given, published, withdrawn=published["graduate"].tolist()[:1]).outcome
    else:
        outcome = taken(tmp_path) if name == "small" else optimizer.assign(optimizer.load(HOME / name))
    write_run(outcome, tmp_path / "run")
    found = read_run(tmp_path / "run")
    pd.testing.assert_frame_equal(found.placements, outcome.placements)
    pd.testing.assert_frame_equal(found.diary, outcome.diary)
    assert found.summary == outcome.summary
    assert found.stages == outcome.stages
    assert found.status == outcome.status
    assert found.scenario is not None
    assert outcome.scenario is not None
    assert found.scenario.digest() == outcome.scenario.digest()
    manifest = json.loads((tmp_path / "run/manifest.json").read_text("utf-8"))
    assert manifest["scenario_digest"] == found.scenario.digest()
    assert "inputs/graduates.csv" in manifest["outputs"]


def test_the_inputs_in_a_run_give_the_same_run_again(tmp_path: Path) -> None:
    write_run(taken(tmp_path), tmp_path / "run")
    again = optimizer.assign(optimizer.load(tmp_path / "run/inputs"))
    write_run(again, tmp_path / "again")
    for file in (tmp_path / "run").rglob("*"):
        if file.is_file():
            assert file.read_bytes() == (tmp_path / "again" / file.relative_to(tmp_path / "run")).read_bytes()


@pytest.mark.parametrize("file", ["placements.csv", "inputs/wishes.csv", "metrics.json", "diary.csv"])
def test_a_file_changed_after_the_run_is_named(tmp_path: Path, file: str) -> None:
    write_run(small_outcome(), tmp_path / "run")
    path = tmp_path / "run" / file
    path.write_text(path.read_text("utf-8") + " ", "utf-8")
    with pytest.raises(UsageError, match=file):
        read_run(tmp_path / "run")
    path.unlink()
    with pytest.raises(UsageError, match=file):
        read_run(tmp_path / "run")


def test_what_is_no_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no run folder"):
        read_run(tmp_path)
    (tmp_path / "manifest.json").write_text('{"status": "impossible", "outputs": {}}')
    with pytest.raises(UsageError, match="nothing was possible"):
        read_run(tmp_path)
    (tmp_path / "manifest.json").write_text('{"status": "proved", "outputs": {}}')
    with pytest.raises(UsageError, match="carries no inputs"):
        read_run(tmp_path)


def resealed(run: Path, name: str, text: str) -> None:
    """Write a file of a run and mend its digest in the manifest."""
    from optimizer.exchange.manifest import digest

    (run / name).write_text(text, "utf-8")
    manifest = json.loads((run / "manifest.json").read_text("utf-8"))
    manifest["outputs"][name] = digest(run / name)
    (run / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def test_placements_of_other_people_and_posts_are_refused(tmp_path: Path) -> None:
    write_run(small_outcome(), tmp_path / "run")
    text = (tmp_path / "run/placements.csv").read_text("utf-8")
    resealed(tmp_path / "run", "placements.csv", text.replace("g2,", "g9,"))
    with pytest.raises(UsageError, match="other people"):
        read_run(tmp_path / "run")
    resealed(tmp_path / "run", "placements.csv", text.replace(",p1,", ",p77,"))
    with pytest.raises(UsageError, match="p77"):
        read_run(tmp_path / "run")


def test_runs_and_scenarios_are_told_apart_and_named_by_their_folders(tmp_path: Path) -> None:
    outcome = taken(tmp_path)
    assert outcome.scenario is not None
    write_run(outcome, tmp_path / "a" / "run")
    write_run(small_outcome(), tmp_path / "b" / "run")
    found = gather([tmp_path / "a/run", tmp_path / "b/run", HOME / "first-look"])
    assert list(found) == ["run", "run 2", "first-look"]
    assert [type(one).__name__ for one in found.values()] == ["Outcome", "Outcome", "Scenario"]
    assert not is_run(HOME / "first-look")
    assert one_scenario([tmp_path / "a/run"]).digest() == outcome.scenario.digest()
    with pytest.raises(UsageError, match="exactly one scenario"):
        one_scenario([HOME / "first-look", HOME / "quotas"])
