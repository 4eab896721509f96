"""What is published gives nobody away beyond the chosen masking: attacks by somebody who knows the whole register."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from builders import scenario
from contested import contested
from outcomes import small_outcome

from optimizer import Outcome, UsageError, assign
from optimizer.evidence.verify import verify
from optimizer.exchange.manifest import digest
from optimizer.publication.anonymity import HIDDEN, anonymous, sharing
from optimizer.publication.bundle import publication, publish
from optimizer.publication.chosen import chosen
from optimizer.publication.codes import kept_key, personal_code, read_key, row_digest
from optimizer.publication.ladders import ladders, people
from optimizer.publication.own_row import own_row
from optimizer.publication.slips import write_slips
from optimizer.report.run import write_run
from optimizer.report.tables import joined
from optimizer.scenario.settings import PublicationSettings

KEY = "5a" * 32
TELLING = ["gender", "major", "home"]


def county(seed: int) -> Outcome:
    """Forty people in townships of one to eight posts, many with names, majors and homes of their own."""
    rng = np.random.default_rng(seed)
    sizes = [1, 1, 2, 3, 5, 8, 8, 12]
    towns = [town for town, size in enumerate(sizes) for _ in range(size)]
    posts = [
        {"post": f"P{at:02}", "village": f"{at}村", "township": f"{town}镇", "county": "甲县" if town < 6 else "乙县",
         "area": f"14032{1 + (town > 5)}1{town:02}{at:03}"}
        for at, town in enumerate(towns)
    ]  # fmt: skip
    given = [
        {"graduate": f"2024{rng.integers(10**6):06}", "name": "".join(rng.choice(list("王李张刘陈赵"), 1)) + "明" * int(rng.integers(1, 3)),
         "score": round(float(rng.uniform(60, 95)), 2), "gender": ("男", "女")[int(rng.integers(2))],
         "major": ("080901", "080902", "120203", "050101")[int(rng.integers(4))],
         "home": f"14032{rng.integers(1, 3)}10{rng.integers(1, 4)}00{rng.integers(1, 4)}"}
        for _ in towns
    ]  # fmt: skip
    wishes = [(row["graduate"], 1, posts[int(rng.integers(len(posts)))]["post"]) for row in given]
    return assign(scenario(given, posts, wishes, seed=seed))


def consistent(cell: str, known: str, rungs: list[str]) -> bool:
    """Whether a shown cell may be this person's: hidden, or one of the ways in which theirs could be shown."""
    return cell == HIDDEN or cell in rungs


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("k", [2, 3, 5])
def test_who_knows_the_register_finds_no_row_with_fewer_than_k_candidates(seed: int, k: int) -> None:
    outcome = county(seed)
    settings = PublicationSettings(k=k, scores="exact", columns=TELLING)
    made = publication(outcome, KEY, settings)
    rungs = ladders(settings)
    assert outcome.scenario is not None
    known = people(joined(outcome).merge(outcome.scenario.graduates[["graduate", *TELLING[::2]]], on="graduate"),
                   list(rungs))  # fmt: skip
    own = joined(outcome)["county"]
    for at in range(len(known)):
        could = (made.listed["county"] == own[at]).to_numpy(copy=True)
        for name in rungs:
            ways = [show(known[name][at]) for _, show in rungs[name]]
            could &= np.array([consistent(cell, known[name][at], ways) for cell in made.listed[name]])
        assert could.sum() >= k  # the rows in which this person may stand
    assert made.anonymity["all columns and county"]["least"] >= k


@pytest.mark.parametrize("seed", range(3))
def test_what_is_shown_is_true(seed: int) -> None:
    """Every shown cell is the person's own, as exact as some rung of its ladder."""
    outcome = county(seed)
    settings = PublicationSettings(k=3, columns=TELLING)
    made, rungs = publication(outcome, KEY, settings), ladders(settings)
    assert outcome.scenario is not None
    full = outcome.scenario.graduates.set_index("graduate")
    post = joined(outcome).set_index("post")["graduate"]
    for row in made.listed.to_dict("records"):
        who = str(post[row["post"]])
        for name in rungs:
            own = who if name == "graduate" else str(full.at[who, name])
            assert row[name] in {HIDDEN, *(show(own) for _, show in rungs[name])}


def test_the_masking_alone_says_how_many_stand_alone() -> None:
    made = publication(county(0), KEY)
    assert made.settings.k == 1
    assert made.shown.steps == ()
    sizes = sharing(made.listed[["name", "graduate"]])
    assert made.anonymity["all columns"] == {"least": int(sizes.min()), "below_3": int((sizes < 3).sum())}
    assert made.anonymity["village"]["least"] == 1
    assert "score" not in made.listed
    places = made.listed[["county", "township", "village"]].to_numpy().tolist()
    assert places == sorted(places)  # by place, never by number


@pytest.mark.parametrize("seed", range(4))
def test_no_score_of_a_small_township_can_be_read_or_worked_out(seed: int) -> None:
    """Every figure is of at least five people, groups do not overlap, and together they are everybody."""
    outcome = county(seed)
    made = publication(outcome, KEY)
    assert made.statistics["placed"].min() >= 5
    assert made.statistics["placed"].sum() == outcome.summary["placed"]
    table = joined(outcome)
    alone = table[table["township"].isin(["0镇", "1镇"])]
    assert len(alone) == 2
    shown = {float(score) for score in made.cut_offs["lowest"].dropna()} | set(made.statistics["lowest"])
    for group in made.cut_offs.groupby("lowest"):
        assert group[1]["placed"].sum() >= 5
    scores = table.set_index("post")["score"].astype(float)
    assert sum(score in shown for score in scores) <= len(
        made.statistics
    )  # one person's score a group, at most
    shared = publication(outcome, KEY, PublicationSettings(scores="exact", k=3))
    assert shared.shown.blanked or any(step.startswith("score") for step in shared.shown.steps)
    assert "lowest" not in shared.cut_offs  # beside scores made coarser it would tell whose it is
    assert "lowest" not in shared.statistics
    exact = publication(outcome, KEY, PublicationSettings(scores="exact"))
    assert exact.cut_offs.set_index("post")["lowest"].equals(scores.sort_index().rename("lowest"))
    assert "lowest" not in publication(outcome, KEY, PublicationSettings(scores="none")).cut_offs


def test_too_few_people_have_no_figures() -> None:
    made = publication(small_outcome(), KEY)
    assert len(made.statistics) == 0
    assert "lowest" not in made.cut_offs


def test_digests_tell_nothing_to_who_does_not_know_the_code() -> None:
    """All numbers and posts are tried without a code; with it exactly the own row is found."""
    outcome = county(1)
    made = publication(outcome, KEY)
    published = {*made.listed["digest"], *made.unplaced["digest"]}
    assert len(published) == outcome.market.size
    guesses = {
        hashlib.sha256(text.encode()).hexdigest()
        for who in outcome.market.graduates
        for post in ("", *outcome.market.posts)
        for text in (f"{who}|{post}", f"|{who}|{post}", f"{who}{post}", who, f"{post}|{who}")
    }
    assert not guesses & published
    for who, post in zip(outcome.placements["graduate"], outcome.placements["post"], strict=True):
        assert row_digest(personal_code(KEY, who), who, post) in published
        assert row_digest(personal_code("00" * 32, who), who, post) not in published
    codes = [personal_code(KEY, who) for who in outcome.market.graduates]
    assert len(set(codes)) == len(codes)
    assert all(len(code.replace("-", "")) == 20 for code in codes)


def test_rule_texts_name_nobody() -> None:
    given = contested(0, "optimal")
    rules = [{"kind": "apart", "people": ["G0", "G1"]}]
    section = given.settings.assignment.model_copy(update={"rules": rules})
    outcome = assign(replace(given, settings=given.settings.model_copy(update={"assignment": section})))
    made = publication(outcome, KEY)
    assert made.rules["kind"].tolist()[:2] == ["optimal", "apart"]
    text = made.rules.to_csv()
    assert "G0" not in text
    assert "G1" not in text


def test_the_bundle_is_whole_the_same_again_and_lets_everybody_check(tmp_path: Path) -> None:
    outcome = county(2)
    write_run(outcome, tmp_path / "run")
    for name in ("one", "two"):
        publish(tmp_path / "run", outcome, tmp_path / name, KEY)
        write_slips(outcome, KEY, tmp_path / f"{name}.xlsx")
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == [
        "README.txt", "anonymity.json", "cut-offs.csv", "list.csv", "list.xlsx", "manifest.json", "proofs.csv",
        "rules.csv", "statistics.csv", "unplaced.csv",
    ]  # fmt: skip
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
        assert not any(who in path.read_bytes().decode("utf-8", "ignore") for who in outcome.market.graduates)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    slips = pd.read_excel(
        tmp_path / "one.xlsx", header=2, dtype=str, keep_default_na=False, engine="calamine"
    )
    for row in slips.to_dict("records"):
        mine = own_row(tmp_path / "one", row["核对码"], row["编号"])
        assert mine is not None
        assert mine["post"] == row["岗位编号"]
        assert own_row(tmp_path / "one", "AAAA-AAAA-AAAA-AAAA-AAAA", row["编号"]) is None
    with pytest.raises(UsageError, match="a published bundle: check your own row"):
        verify(tmp_path / "one")
    told = json.loads((tmp_path / "one" / "anonymity.json").read_text("utf-8"))
    assert told["settings"]["names"] == "surname"
    certificate = digest(tmp_path / "run" / "certificate.json")
    assert f"sha-256 {certificate}" in (tmp_path / "one" / "proofs.csv").read_text("utf-8")
    (tmp_path / "run" / "certificate.json").write_text("{}", "utf-8")
    again = publish(tmp_path / "run", outcome, tmp_path / "three", KEY)
    assert hashlib.sha256(b"{}").hexdigest() in again.proofs["proof"].iloc[-1]


def test_a_result_with_pins_says_so_first(tmp_path: Path) -> None:
    outcome = small_outcome()
    write_run(outcome, tmp_path / "run")
    publish(tmp_path / "run", outcome, tmp_path / "bundle", KEY)
    text = (tmp_path / "bundle" / "README.txt").read_text("utf-8")
    assert "组织部: 1" in text.split("文件 Files")[0]
    assert "组织决定" not in text  # reasons may speak of persons


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    key = kept_key(tmp_path / "new" / "key")
    assert (tmp_path / "new" / "key").stat().st_mode & 0o777 == 0o600
    assert kept_key(tmp_path / "new" / "key") == key == read_key(tmp_path / "new" / "key")
    (tmp_path / "bad").write_text("short", "utf-8")
    with pytest.raises(UsageError, match="holds no key"):
        kept_key(tmp_path / "bad")


def test_settings_and_columns_that_make_no_sense_are_named() -> None:
    outcome = small_outcome()
    with pytest.raises(UsageError, match=r"names = all.*\n.*scores = some"):
        chosen(outcome, names="all", scores="some")
    with pytest.raises(UsageError, match="did you mean “gender”"):
        publication(outcome, KEY, PublicationSettings(columns=["gendr"]))
    with pytest.raises(UsageError, match="no published bundle"):
        own_row(Path("nowhere"), "A", "B")


def test_fewer_people_than_k_are_hidden_altogether() -> None:
    table = pd.DataFrame({"name": ["张三", "李四"]})
    rungs = {"name": [("full", str), ("none", lambda cell: HIDDEN)]}
    shown = anonymous(table, rungs, 3, pd.Series(["甲县", "甲县"]))
    assert shown.table["name"].tolist() == [HIDDEN, HIDDEN]
    assert shown.blanked == 2
