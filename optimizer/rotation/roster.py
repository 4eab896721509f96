"""Who takes part in a repair: the people of the townships that were published, or of those that are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from optimizer.plural import counted
from optimizer.rotation.serving import townships
from optimizer.rotation.transfers import last_served
from optimizer.scenario.frames import rows
from optimizer.scenario.model import Scenario
from optimizer.scenario.nearest import advice
from optimizer.scenario.settings import RotationSettings

_SHOWN = 8


@dataclass(frozen=True, eq=False)
class Roster:
    """The township of everybody who is planned (`serving`), the townships that are left alone (`others`), and what was
    asked for and is none (`faults`)."""

    serving: Mapping[str, str]
    others: tuple[str, ...]
    faults: tuple[str, ...] = ()

    @staticmethod
    def of(
        scenario: Scenario,
        settings: RotationSettings,
        published: pd.DataFrame,
        placements: pd.DataFrame | None = None,
        asked: Sequence[str] = (),
    ) -> Roster:
        """The people of the townships `asked` for; by default of those that the published timetable has (where it tells
        none, of all), and of those in which everybody was published elsewhere."""
        told = _placements(scenario, published, placements)
        towns = townships(scenario, told, {*published["graduate"]})
        everybody = zip(scenario.graduates["graduate"], towns, strict=True)
        serving = {who: town for who, town in everybody if town and town not in settings.without}
        known = sorted({*serving.values()})
        wanted = {*asked} or {*known} - _unpublished(serving, published)
        return Roster(
            {who: town for who, town in serving.items() if town in wanted},
            tuple(town for town in known if town not in wanted),
            tuple(
                f"没有乡镇 {name} / no such township; {advice(name, known)}"
                for name in asked
                if name not in known
            ),
        )

    def with_people(self, more: Mapping[str, str]) -> Roster:
        """The same with more people and their townships."""
        return replace(self, serving={**self.serving, **more})

    @property
    def placements(self) -> pd.DataFrame:
        """Everybody's township as a table: `graduate`, `township`."""
        return pd.DataFrame(self.serving.items(), columns=["graduate", "township"], dtype="str")

    def notices(self, scenario: Scenario, published: pd.DataFrame) -> Iterator[str]:
        """How many people of the published timetable are gone, how many join, and how many townships are left alone."""
        listed = {*scenario.graduates["graduate"]}
        before = {who for who, town in rows(self.concerned(published), "graduate", "township")}
        gone, new = before - listed, {*self.serving} - {*published["graduate"]}
        yield from _people(
            gone,
            "已公布而不在报名表里，按离岗处理",
            "published and not in graduates any more, taken as having left",
        )
        yield from _people(
            (before & listed) - {*self.serving},
            "已公布而现在没有要排的乡镇，按离岗处理",
            "published and in no township that is planned now, taken as having left",
        )
        yield from _people(
            new, "在报名表里而未公布过，按新到岗处理", "in graduates and never published, joining"
        )
        if gone and new:
            yield "若是改了编号，请改回原编号 / if ids were changed, write the published ones again"
        if self.others:
            yield (
                f"其余 {len(self.others)} 个乡镇不在此次调整之列，不动 / "
                f"{counted(len(self.others), 'other township is', 'other townships are')} left alone: {_first(self.others)}"
            )

    def concerned(self, published: pd.DataFrame) -> pd.DataFrame:
        """The published cells of whoever served at last in no township that is left alone."""
        if "township" not in published:
            return published.assign(township="")
        if not self.others:
            return published
        alone = last_served(published[~published["graduate"].isin([*self.serving])])
        alone = alone[alone["township"].isin(self.others)]
        return published[~published["graduate"].isin(alone["graduate"])]


def _unpublished(serving: Mapping[str, str], published: pd.DataFrame) -> set[str]:
    """The townships that a timetable does not have, as far as somebody there was never published."""
    there = {*published["township"]} - {""} if "township" in published else set()
    known = {*published["graduate"]}
    return {town for who, town in serving.items() if there and town not in there and who not in known}


def _placements(
    scenario: Scenario, published: pd.DataFrame, placements: pd.DataFrame | None
) -> pd.DataFrame | None:
    """Who serves where: as given, else as published where no graduate has a township and as far as they are there."""
    if placements is not None or (scenario.graduates["township"] != "").any() or "township" not in published:
        return placements
    return last_served(published)


def _people(names: set[str], chinese: str, english: str) -> Iterator[str]:
    if names:
        yield (
            f"{len(names)} 人{chinese} / {counted(len(names), 'person', 'people')} {english}: {_first(sorted(names))}"
        )


def _first(names: Sequence[str]) -> str:
    return f"{'、'.join(names[:_SHOWN])}{' …' if len(names) > _SHOWN else ''}"
