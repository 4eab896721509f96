"""What a forger does to one file of a run: cells swapped, altered, removed; entries, prices, witnesses, stages, the book."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forging import Row, headers_of, read, write

STEPS = ("proposed", "rejected", "offered", "declined")
AT_ONCE = (*STEPS, "eaten", "full", "admitted", "drawn", "passed")
"""What happens at once: the order of such lines says nothing, nor that of different people's steps."""

Change = Callable[[Path, random.Random], str | None]
"""Changes a run in place and says what; None where there is nothing of the kind to change."""


def table(name: str, change: Callable[[list[Row], random.Random], str | None]) -> Change:
    def done(run: Path, rng: random.Random) -> str | None:
        path = run / name
        if not path.is_file():
            return None
        headers, rows = headers_of(path), read(path)
        said = change(rows, rng)
        if said is not None:
            write(path, rows, headers)
        return said

    return done


def swapped(column: str, *along: str) -> Callable[[list[Row], random.Random], str | None]:
    """Swap a column, and what goes with it, between two rows that differ there."""

    def done(rows: list[Row], rng: random.Random) -> str | None:
        pairs = [(a, b) for a in range(len(rows)) for b in range(a) if rows[a][column] != rows[b][column]]
        if not pairs:
            return None
        a, b = rng.choice(pairs)
        for name in (column, *along):
            rows[a][name], rows[b][name] = rows[b][name], rows[a][name]
        return f"rows {a} and {b} swap {column} ({rows[b][column]}, {rows[a][column]})"

    return done


def altered(
    column: str, values: Callable[[list[Row], Row, random.Random], str]
) -> Callable[[list[Row], random.Random], str | None]:
    """Set one cell to another value."""

    def done(rows: list[Row], rng: random.Random) -> str | None:
        if not rows or column not in rows[0]:
            return None
        at = rng.randrange(len(rows))
        old, new = rows[at][column], values(rows, rows[at], rng)
        if old == new:
            return None
        rows[at][column] = new
        return f"row {at} {column}: {old} → {new}"

    return done


def gone(rows: list[Row], rng: random.Random) -> str | None:
    if not rows:
        return None
    at = rng.randrange(len(rows))
    return f"row {at} removed: {rows.pop(at)}"


def other(column: str) -> Callable[[list[Row], Row, random.Random], str]:
    def value(rows: list[Row], row: Row, rng: random.Random) -> str:
        known = sorted({one[column] for one in rows} | {""})
        return rng.choice(known)

    return value


def number(rows: list[Row], row: Row, rng: random.Random) -> str:
    return str(rng.randint(1, 9))


def json_file(name: str, change: Callable[[Any, random.Random], str | None]) -> Change:
    def done(run: Path, rng: random.Random) -> str | None:
        path = run / name
        if not path.is_file():
            return None
        told = json.loads(path.read_text("utf-8"))
        said = change(told, rng)
        if said is not None:
            path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")
        return said

    return done


def entry(key: str, part: str | None = None) -> Callable[[Any, random.Random], str | None]:
    """Change a number of one stage, in the list of stages or in those of a township."""

    def done(told: Any, rng: random.Random) -> str | None:
        stages = told.get("stages") or [s for town in told.get("towns", []) for s in town.get("stages", [])]
        stages = stages or [s for town in told.get("townships", {}).values() for s in town.get("stages", [])]
        stages = [stage for stage in stages if part is None or stage.get(part)]
        if not stages:
            return None
        stage = rng.choice(stages)
        place = stage if part is None else stage[part]
        if part is not None:
            key_ = rng.choice(sorted(place))
            place[key_] += rng.choice((-3, -1, 1, 2, 5))
            return f"{stage.get('name')} {part}.{key_} → {place[key_]}"
        place[key] += rng.choice((-3, -1, 1, 2))
        return f"{stage['name']} {key} → {place[key]}"

    return done


def figure(told: Any, rng: random.Random) -> str | None:
    figures = told.get("summary") or told.get("overall")
    if not figures:
        return None
    name = rng.choice(sorted(figures))
    figures[name] += 1
    return f"{name} → {figures[name]}"


def price(told: Any, rng: random.Random) -> str | None:
    prices = [stage["prices"] for stage in told.get("stages", []) if stage.get("prices", {}).get("posts")]
    if not prices:
        return None
    one = rng.choice(prices)["posts"]
    post = rng.choice(sorted(one))
    one[post] += rng.choice((-7, 9))
    return f"price of {post} → {one[post]}"


def witness(told: Any, rng: random.Random) -> str | None:
    prices = [one for one in [*told.get("refusals", []), told.get("prices")] if one]
    if not prices:
        return None
    one = rng.choice(prices)
    one["posts"], one["sums"] = {}, {}
    return "a refusal's prices are taken away"


def pooled(told: Any, rng: random.Random) -> str | None:
    if not told.get("pooled"):
        return None
    return f"{told['pooled'].pop(rng.randrange(len(told['pooled'])))} is no longer pooled"


def seed(run: Path, rng: random.Random) -> str | None:
    """Another seed in the inputs, the manifest and the certificate."""
    path = run / "inputs/scenario.toml"
    text = path.read_text("utf-8")
    old = re.search(r"^seed = (\d+)$", text, re.M)
    if old is None:
        return None
    new = int(old[1]) + rng.randint(1, 10**6)
    path.write_text(text.replace(old[0], f"seed = {new}", 1), "utf-8")
    for name in ("manifest.json", "certificate.json"):
        told = json.loads((run / name).read_text("utf-8"))
        told["seed"] = new
        if name == "manifest.json":
            told["settings"]["scenario"]["seed"] = new
        (run / name).write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return f"seed {old[1]} → {new}"


def rule(run: Path, rng: random.Random) -> str | None:
    """A rule taken out, or a number of one changed, in the settings."""
    path = run / "inputs/scenario.toml"
    text = path.read_text("utf-8")
    numbers = list(re.finditer(r"^(minimum|maximum|cooldown|rank|share|cutoff) = (\d+(\.\d+)?)$", text, re.M))
    kinds = list(re.finditer(r"\[\[(assignment|rotation)\.rules\]\]\n(.+\n)+", text))
    if numbers and rng.random() < 0.5:
        one = rng.choice(numbers)
        changed = f"{one[1]} = {float(one[2]) + 1:g}" if "." in one[2] else f"{one[1]} = {int(one[2]) + 1}"
        path.write_text(text[: one.start()] + changed + text[one.end() :], "utf-8")
        return f"{one[0]} → {changed}"
    if not kinds:
        return None
    one = rng.choice(kinds)
    path.write_text(text[: one.start()] + text[one.end() :], "utf-8")
    return f"rule removed: {one[0]!r}"


def told(rows: list[Row], rng: random.Random) -> str | None:
    """A notice removed, of somebody who is still there; who has left stands in no input any more."""
    kept = [at for at, row in enumerate(rows) if row["kind"] not in ("left", "gone")]
    if not kept:
        return None
    at = rng.choice(kept)
    return f"row {at} removed: {rows.pop(at)}"


def book(part: str) -> Callable[[Any, random.Random], str | None]:
    """A number of the book's: a rule's bound, a wish's rank, what kind may go where, what a placement counts."""

    def done(told: Any, rng: random.Random) -> str | None:
        rows = [row for row in told["rows"].values() if row["low"] or row["adds"]]
        lists = [mine for mine in told["lists"].values() if mine]
        if part == "rows" and rows:
            row = rng.choice(rows)
            row["low"] += 1
            return f"{row['rule']}: at least {row['low']}"
        if part == "lists" and lists:
            mine = rng.choice(lists)
            post = rng.choice(sorted(mine))
            mine[post] += 1
            return f"{post} is wish {mine[post]}"
        if part == "may" and told["may"]:
            at = rng.randrange(len(told["may"]))
            told["may"][at] = told["may"][at][1:]
            return f"kind {at} may go to {told['may'][at]}"
        if part == "goals":
            goal = rng.choice([goal for goal in told["goals"] if "nothing" in goal])
            who = rng.choice(sorted(goal["nothing"]))
            goal["nothing"][who] += 1
            return f"{goal['name']}: {who} without a post counts {goal['nothing'][who]}"
        return None

    return done


def diary(rows: list[Row], rng: random.Random) -> str | None:
    """Lines of the diary in another order, their steps counted anew."""
    if len(rows) < 2:
        return None
    at = rng.randrange(len(rows) - 1)
    one, other = rows[at], rows[at + 1]
    if {**one, "step": ""} == {**other, "step": ""}:
        return None
    alike = one["action"] == other["action"] and one["action"] in AT_ONCE
    if alike or ({one["action"], other["action"]} <= {*STEPS} and one["graduate"] != other["graduate"]):
        return None
    rows[at], rows[at + 1] = {**other, "step": one["step"]}, {**one, "step": other["step"]}
    return f"lines {at} and {at + 1} in the other order"


def both(change: Callable[[list[Any]], list[Any]]) -> Change:
    """Change the lists of stages, of the whole run or of each township, alike in certificate and metrics."""

    def done(run: Path, rng: random.Random) -> str | None:
        told = []
        for name in ("certificate.json", "metrics.json"):
            path = run / name
            if not path.is_file():
                return None
            content = json.loads(path.read_text("utf-8"))
            towns = content.get("townships", content.get("towns", []))
            for part in [content, *(towns.values() if isinstance(towns, dict) else towns)]:
                if "stages" in part:
                    told.append((len(part["stages"]), len(change(part["stages"]))))
                    part["stages"] = change(part["stages"])
            path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        return None if all(before == after for before, after in told) else f"stages {told}"

    return done


def undrawn(stages: list[Any]) -> list[Any]:
    return [stage for stage in stages if not stage["name"].startswith("lottery")]


def unpriced(told: Any, rng: random.Random) -> str | None:
    """The witness of a refusal becomes null, as if only a search had found it."""
    some = [at for at, one in enumerate(told.get("refusals", [])) if one is not None]
    if not some:
        return None
    told["refusals"][rng.choice(some)] = None
    return "a refusal has no witness"


def doubled(run: Path, rng: random.Random) -> str | None:
    """A column of a table twice, the first of them false."""
    names = [name for name in ("placements.csv", "diary.csv", "timetable.csv") if (run / name).is_file()]
    if not names:
        return None
    path = run / rng.choice(names)
    headers, rows = headers_of(path), read(path)
    column = rng.choice([name for name in headers if name != "graduate"])
    lines = [",".join([column, *headers])]
    lines += [",".join(["X", *(row[name] for name in headers)]) for row in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return f"{path.name}: {column} twice"
