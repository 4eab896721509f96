"""The changes of a repair against the plan that it keeps in the table `earlier`: who is named, from where, to where."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.evidence.assigned import Case
from optimizer.evidence.findings import Finding, attempted, judged
from optimizer.evidence.folder import RunFiles
from optimizer.evidence.placements import Placements

COLUMNS = ("graduate", "name", "before", "after", "kind", "why")
_TITLE = "变动名单 the changes"
_LEFT = {
    "left": (
        "退出 / withdrew",
        "未报到 / did not report for duty",
        "报名表中已无此人 / no longer in the table of graduates",
    ),
    "gone": ("此前调整时已离开 / had left in an earlier repair",),
}
_EMPTY = "递补空岗 / fills a post that was empty or became free"


def changes(run: RunFiles, case: Case, listed: Placements) -> Iterator[Finding]:
    """One finding where the run is a repair, none where it is not."""
    if "changes.csv" in run.names:
        yield attempted("changes", _TITLE, lambda: _changes(run, case, listed))


def _changes(run: RunFiles, case: Case, listed: Placements) -> Finding:
    """Everybody who moved is named, nobody else is, and who left is not among those who stay."""
    table, market = run.table("changes.csv", COLUMNS), case.market
    earlier = {
        name: market.posts[post] if post >= 0 else ""
        for name, post in zip(market.graduates, market.earlier[0].tolist(), strict=True)
    }
    now = dict(zip(listed.table["graduate"], listed.table["post"], strict=True))
    names = dict(zip(case.scenario.graduates["graduate"], case.scenario.graduates["name"], strict=True))
    rows = list(table.itertuples(index=False, name=None))
    vacated = {row[2]: row[0] for row in rows if row[4] == "left" and row[2]}
    wrong: list[str] = []
    seen: set[str] = set()
    for who, name, before, after, kind, why in rows:
        if who in seen:
            wrong.append(f"{who} 出现两次 / stands there twice")
        seen.add(who)
        if kind in _LEFT:
            fine = who not in now and not after and why.partition("：")[0] in _LEFT[kind]
        else:
            gone = (
                before not in market.posts and before != ""
            )  # the post is no more: only the published plan told it
            fine = (
                who in now and now[who] == after and (earlier[who] == before or (gone and not earlier[who]))
            )
            fine = fine and names[who] == name and before != after and kind == _kind(before, after)
            if fine and kind == "reserve":
                people = [one for post, one in vacated.items() if post == after]
                fine = why == _EMPTY or (bool(people) and why.endswith("takes the place given up"))
        if not fine:
            wrong.append(
                f"{who} {before} → {after} {kind}: 与原安置、现安置不符 / is not what the tables say"
            )
    moved = {name for name, post in now.items() if earlier[name] and earlier[name] != post}
    wrong += [f"{name} 变动了却未列出 / moved and is not named" for name in sorted(moved - seen)]
    came = {name for name, post in now.items() if post and not earlier[name]}
    wrong += [f"{name} 递补了却未列出 / came in and is not named" for name in sorted(came - seen)]
    said = "变动的原因要重新求解才能核对 / why people had to move needs a solver to be checked"
    unproved = [said] if any(row[4] in ("moved", "lost") for row in rows) else []
    return judged("changes", _TITLE, wrong, unproved)


def _kind(before: str, after: str) -> str:
    return "reserve" if not before else "moved" if after else "lost"
