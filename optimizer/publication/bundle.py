"""The bundle to publish (公示包): the list with a digest a row, cut-offs, statistics, rules, proofs, and what it reveals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.errors import UsageError
from optimizer.exchange.manifest import digest, write_publication_manifest
from optimizer.exchange.neutral import csv_text
from optimizer.exchange.whole import MARK, write_whole
from optimizer.publication.anonymity import Shown, anonymous, sharing
from optimizer.publication.codes import personal_code, row_digest
from optimizer.publication.groups import figures, grouped
from optimizer.publication.ladders import ladders, people
from optimizer.publication.notes import notes
from optimizer.publication.public_workbook import write_public_workbook
from optimizer.publication.rule_texts import proofs, rule_texts
from optimizer.report.tables import joined, seats
from optimizer.scenario.model import Scenario
from optimizer.scenario.nearest import advice
from optimizer.scenario.settings import PublicationSettings

_PLACES = ["county", "township", "village", "post"]
Anonymity = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Publication:
    """Everything that is published of an outcome, as tables, and how many share what is shown of a person.

    `unplaced` are the digests of those without a post. `lows`: whether lowest scores are told. `anonymity`: for what somebody may know of a person, the fewest
    rows that share it (`least`), and how many rows stand alone or in twos (`below_3`).
    """

    name: str
    settings: PublicationSettings
    listed: pd.DataFrame
    unplaced: pd.DataFrame
    cut_offs: pd.DataFrame
    statistics: pd.DataFrame
    rules: pd.DataFrame
    proofs: pd.DataFrame
    shown: Shown
    anonymity: Anonymity
    pins: tuple[str, ...]
    lows: bool


def publication(
    outcome: Outcome, key: str, settings: PublicationSettings | None = None, certificate: str = ""
) -> Publication:
    """What may be published of an outcome under these settings (default: those of its scenario).

    `certificate` is the digest of the run's certificate, "" where there is none. Raises UsageError for the outcome of
    a bare market, and for columns to show that nobody has.
    """
    scenario = _known(outcome)
    settings = settings or scenario.settings.published
    _columns(scenario, settings)
    table = _with_columns(joined(outcome), scenario)
    placed = table[table["post"] != ""]
    rungs = ladders(settings)
    shown = anonymous(people(placed, list(rungs)), rungs, settings.k, placed["county"])
    digests = _digests(table, key)
    listed = pd.concat([shown.table, placed[_PLACES]], axis=1).assign(digest=digests[placed.index])
    listed = listed.sort_values(
        [*_PLACES, "digest"], ignore_index=True
    )  # never by number: it would tell the numbers
    left = sorted(digests[table.index[table["post"] == ""]].tolist())
    groups = grouped(outcome, settings.group)
    lows = _lows(settings, shown)
    return Publication(
        scenario.settings.scenario.name,
        settings,
        listed,
        pd.DataFrame({"digest": pd.Series(left, dtype="str")}),
        _cut_offs(outcome, settings, groups, lows),
        figures(groups, lows),
        rule_texts(outcome),
        proofs(outcome, certificate),
        shown,
        _anonymity(listed, list(rungs)),
        _pins(scenario),
        lows,
    )


def publish(
    run: Path,
    outcome: Outcome,
    folder: Path,
    key: str,
    settings: PublicationSettings | None = None,
    force: bool = False,
) -> Publication:
    """Write the bundle of a run; whole or not at all. Raises as `publication` and for a folder that holds something."""
    proved = run / "certificate.json"
    made = publication(outcome, key, settings, digest(proved) if proved.is_file() else "")

    def fill(part: Path) -> None:
        for name, table in _tables(made).items():
            (part / f"{name}.csv").write_bytes(csv_text(table).encode())
        text = json.dumps(_record(made), ensure_ascii=False, indent=2) + "\n"
        (part / "anonymity.json").write_text(text, encoding="utf-8")
        (part / "README.txt").write_text("\n".join(notes(made)) + "\n", encoding="utf-8")
        write_public_workbook(made, part / "list.xlsx")
        write_publication_manifest(made.name, digest(run / MARK), part)

    write_whole(folder, fill, force)
    return made


def _tables(made: Publication) -> dict[str, pd.DataFrame]:
    return {
        "list": made.listed,
        "unplaced": made.unplaced,
        "cut-offs": made.cut_offs,
        "statistics": made.statistics,
        "rules": made.rules,
        "proofs": made.proofs,
    }


def _record(made: Publication) -> dict[str, Any]:
    return {
        "settings": made.settings.model_dump(mode="json"),
        "coarser": list(made.shown.steps),
        "rows_blanked": made.shown.blanked,
        "sharing": made.anonymity,
    }


def _known(outcome: Outcome) -> Scenario:
    if outcome.scenario is None:
        raise UsageError("数组市场的结果不能公示 / the outcome of a bare market has nothing to publish")
    return outcome.scenario


def _columns(scenario: Scenario, settings: PublicationSettings) -> None:
    known = [str(name) for name in scenario.graduates.columns if name not in ("county", "township")]
    wrong = [name for name in settings.columns if name not in known]
    if wrong:
        raise UsageError(
            "\n".join(f"不能公布列 {name} / no such column to show; {advice(name, known)}" for name in wrong)
        )


def _with_columns(table: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """The placements with every further column of the graduates."""
    further = [name for name in scenario.graduates.columns if name not in table.columns]
    return table.merge(scenario.graduates[["graduate", *further]], on="graduate", how="left")


def _digests(table: pd.DataFrame, key: str) -> pd.Series[str]:
    rows = zip(table["graduate"].tolist(), table["post"].tolist(), strict=True)
    found = [row_digest(personal_code(key, who), who, post) for who, post in rows]
    return pd.Series(found, index=table.index, dtype="str")


def _lows(settings: PublicationSettings, shown: Shown) -> bool:
    """Whether lowest scores may be told: beside scores that were made coarser or blanked, one would tell whose it is."""
    hidden = shown.blanked > 0 or any(step.startswith("score:") for step in shown.steps)
    return settings.scores == "area" or settings.open_scores or (settings.scores == "exact" and not hidden)


def _cut_offs(
    outcome: Outcome, settings: PublicationSettings, groups: pd.DataFrame, lows: bool
) -> pd.DataFrame:
    """A row per post: seats, people, and the lowest score of the post, of its group, or none, as the settings say."""
    rows = seats(outcome).groupby("post", sort=True)
    table = rows.agg(
        county=("county", "first"),
        township=("township", "first"),
        village=("village", "first"),
        seats=("capacity", "first"),
        placed=("graduate", lambda names: int((names != "").sum())),
    )
    if settings.open_scores:
        table["lowest"] = pd.to_numeric(rows["score"].min(), errors="coerce")
    elif lows and len(groups):
        of_group = figures(groups, scores=True).set_index(["county", "area"])["lowest"]
        where = groups.drop_duplicates("post").set_index("post")
        keys = list(zip(where["county"], where["area"], strict=True))
        table["of"] = where["area"].reindex(table.index).fillna("")
        table["lowest"] = pd.Series([of_group[key] for key in keys], index=where.index).reindex(table.index)
    return table.reset_index()


def _anonymity(listed: pd.DataFrame, names: Sequence[str]) -> Anonymity:
    """How many rows share what somebody may know: each column, all of them, and all with the place."""
    known = {name: [name] for name in names}
    known["all columns"] = list(names)
    known["all columns and county"] = [*names, "county"]
    known["all columns and township"] = [*names, "county", "township"]
    known["village"] = ["county", "township", "village"]
    return {
        label: {"least": min(sizes.tolist(), default=0), "below_3": int((sizes < 3).sum())}
        for label, columns in known.items()
        for sizes in [sharing(listed[columns])]
    }


def _pins(scenario: Scenario) -> tuple[str, ...]:
    """How many placements the organisation fixed, by who approved them; reasons may speak of persons and stay inside."""
    authors = scenario.pins["author"]
    return tuple(f"{author}: {many}" for author, many in sorted(authors.value_counts().items()))
