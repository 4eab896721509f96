"""The small verifier: one file, Python's standard library, nothing of this project (独立核对，不用求解器).

python standalone.py RUN [--digest SHA256] [--commitment FILE]: a line a property, ✓ holds, ✗ fails, – not checked here
(chuyan verify does). What the files hold: docs/certificate.md. Exit code 6 if anything fails.
"""

import argparse
import csv
import hashlib
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

ELSEWHERE = "此处不核对 not checked here: chuyan verify"
PLACE = ("graduate", "order", "rank", "village", "township", "county")
Finding = tuple[str, Sequence[Any], Sequence[Any]]  # a property, what is wrong, what is not certified
Placed = dict[str, str]  # who has which post
Line = tuple[str, str, str]  # of the diary: graduate, post ("" = none), what happened
Made = tuple[Placed, list[Line]]


def number(seed: int, role: str, identity: str) -> int:
    """The draw's number: the first 8 bytes of BLAKE2b over seed|role|identity (b2sum -l 64)."""
    return int(hashlib.blake2b(f"{seed}|{role}|{identity}".encode(), digest_size=8).hexdigest(), 16)


def mix(x: int, y: int | None = None) -> int:
    """SplitMix64's finaliser; of two numbers it makes one."""
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    x = (x ^ x >> 27) * 0x94D049BB133111EB % 2**64
    return x ^ x >> 31 if y is None else mix(((x ^ x >> 31) + y) % 2**64)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, or a header, in which nothing stands twice: readers differ in which of two they believe."""
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError(f"有一项写了两次 something stands twice: {[*found]}")
    return found


load = partial(json.loads, object_pairs_hook=once)


def table(path: Path) -> list[dict[str, str]]:
    """A CSV file; the apostrophe that outputs set before what could be a formula is taken off."""
    rows = csv.DictReader(re.split(r"(?<=\n)", path.read_text("utf-8")))
    once([(name, "") for name in rows.fieldnames or ()])
    return [{key: re.sub(r"^'(?=[=+\-@\t\r\n＝＋－＠])", "", v) for key, v in row.items()} for row in rows]


def files(run: Path, told: dict[str, Any], digest: str | None, promise: str | None) -> Iterator[Finding]:
    """The files against manifest and certificate; manifest, inputs and book against what was published."""
    every = [path for path in run.rglob("*") if path.is_file() and not path.name.startswith((".", "~$"))]
    there = {p.relative_to(run).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in every}
    mine, declared = there.pop("manifest.json"), load((run / "manifest.json").read_bytes())["outputs"]
    yield "清单 manifest", [n for n in {*there, *declared} if there.get(n) != declared.get(n)], []
    inputs = {name[7:]: one for name, one in there.items() if name.startswith("inputs/")}
    lines = "".join(f"{inputs[name]}  {name}\n" for name in sorted(inputs))
    rest = json.dumps({k: x for k, x in told.items() if k != "claims"}, ensure_ascii=False, sort_keys=True)
    for name, text in (("inputs", lines), ("certificate", rest)):
        there[name] = hashlib.sha256(text.encode()).hexdigest()
    yield "证书 certificate", [n for n, one in told["claims"].items() if one != there.get(n)], []
    yield "公布的摘要 published digest", [mine] * (digest not in (None, mine)), [] if digest else [mine]
    right = {"digest": there["inputs"], "files": inputs, "book": there.get("book.json")}
    paths = [*run.glob("commitment.json"), *([Path(promise)] if promise else [])]
    odd = [k for path in paths for one in [load(path.read_bytes())] for k in right if one.get(k) != right[k]]
    yield "承诺 commitment", odd, [] if promise else [there["inputs"]]


class Market:
    """The inputs, and their book where there is one: people stand in order of priority."""

    def __init__(self, run: Path) -> None:
        found = {path.stem: table(path) for path in (run / "inputs").glob("*.csv")}
        self.tables = defaultdict[str, list[dict[str, str]]](list, found)
        self.settings = tomllib.loads((run / "inputs/scenario.toml").read_text("utf-8"))
        self.seed: int = self.settings["scenario"]["seed"]
        self.people = {row["graduate"]: row for row in self.tables["graduates"]}
        self.posts = {row["post"]: row for row in self.tables["posts"]}
        self.seats = {s: int(row["capacity"]) for s, row in self.posts.items()}
        self.pins = {row["graduate"]: row["post"] for row in self.tables["pins"]}
        path, book = run / "book.json", defaultdict[str, Any](dict)
        book |= load(path.read_bytes()) if path.is_file() else {}
        self.book, self.lists, self.kinds, self.cells = book, book["lists"], book["kinds"], book["cells"]
        self.rows = {row: defaultdict[int, dict[int, int]](dict) for row in book["rows"]}
        for row, one in ((row, one) for row, told in book["rows"].items() for one in told["adds"]):
            for kind in one["kinds"]:
                self.rows[row][kind] |= dict.fromkeys(one["cells"], one["adds"])
        orders, may = book["orders"], [{*cells} for cells in book["may"]]
        self.may = {g: {s for s, cell in self.cells.items() if cell in may[k]} for g, k in self.kinds.items()}
        self.place = {s: {g: at for at, g in enumerate(orders.get(s, self.lists))} for s in self.posts}

    def cost(self, goal: dict[str, Any], g: str, s: str, pooled: bool) -> Any:
        """What an option counts in a stage, to be made least; None where the book does not tell."""
        if "listed" not in goal or (pooled and "pooled" not in goal):
            return None
        told = goal["lines"][goal["pooled"][self.kinds[g]]][self.cells[s]] if pooled else goal["nothing"][g]
        return goal["sign"] * (goal["listed"][g][s] if s and not pooled else told)


class Open:
    """What is open once some are placed: everybody's options, and what posts and rows have to come to."""

    def __init__(self, m: Market, placed: Placed) -> None:
        self.m, taken, ends = m, Counter(placed.values()), m.book["rows"]
        both = [(m.kinds[g], m.cells[s]) for g, s in placed.items()]
        done = {row: sum(adds[kind].get(cell, 0) for kind, cell in both) for row, adds in m.rows.items()}
        self.ends = {s: (max(m.book["least"][s] - taken[s], 0), n - taken[s]) for s, n in m.seats.items()}
        self.ends |= {name: (row["low"] - done[name], row["high"] - done[name]) for name, row in ends.items()}
        seats = {s for s, n in m.seats.items() if taken[s] < n}
        self.options: dict[str, list[tuple[str, bool]]] = {}
        for g in m.lists.keys() - placed.keys():
            own = m.may[g] & seats & m.lists[g].keys()
            pool = m.may[g] & seats if m.people[g]["accepts_allocation"] == "yes" else ()
            self.options[g] = [("", False), *((s, False) for s in own), *((s, True) for s in pool)]

    def proved(self, costs: dict[str, Any] | None, prices: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """What no plan costs less than, and what all costs, at these prices; above 0 without costs: no plan (Farkas)."""
        dear, cells, posts, scale = dict[str, Any](), self.m.cells, prices["posts"], prices.get("scale", 1)
        for g, some in self.options.items():
            rows = [(x, self.m.rows[row][self.m.kinds[g]]) for row, x in prices["sums"].items()]
            net = {s: posts.get(s, 0) + sum(x * a.get(cells[s], 0) for x, a in rows) for s, _ in some if s}
            dear[g] = {o: scale * (costs[g][o] if costs else 0) - net.get(o[0], 0) for o in some}
        ends = [x * self.ends[name][x < 0] for name, x in (posts | prices["sums"]).items()]
        return sum(ends) + sum(min(some.values()) for some in dear.values()), dear


def stages(m: Market, told: dict[str, Any], placed: Placed, chosen: Placed) -> Iterator[Finding]:
    """Goal by goal, then one draw of three at least: the plan's value, and the bound that prices prove on what is left."""
    own, open_, chain, goals = dict.fromkeys(m.lists, ("", False)), Open(m, chosen), True, m.book["goals"]
    own |= {g: (s, s not in m.lists[g] if g in chosen else g in told["pooled"]) for g, s in placed.items()}
    whole = not m.book["rows"] and all("listed" in x for x in goals) and len(m.lists) * len(m.seats) <= 10**6
    odd = not -3 < len(told["stages"]) - len(goals) <= 0
    yield "各级，抽签 all stages, a draw", ["缺级或缺抽签 a goal or the draw is missing"] * odd, []
    for goal, one in zip(goals, told["stages"], strict=False):
        name, some = f"阶段 stage {goal['name']}", open_.options if "lottery" in goal["name"] else own
        mine = {g: m.cost(goal, g, *own[g]) for g in some}
        costs = {g: {o: m.cost(goal, g, *o) for o in some} for g, some in open_.options.items()}
        value = one["value"] if None in mine.values() else goal["sign"] * sum(mine.values())
        wrong = [x for key, x in (("name", goal["name"]), ("value", value)) if one[key] != x]
        chain = chain and None not in mine.values() and not any(None in x.values() for x in costs.values())
        if not chain or "prices" not in one:  # a network (`whole`) always has them, and leaves no gap
            wrong += ["缺价 no prices on a network"] if chain and whole else []
            yield name, wrong, [f"界 bound: {ELSEWHERE}"]
            continue
        prices, rest = one["prices"], sum(mine[g] for g in costs)
        least, dear = open_.proved(costs, prices)
        bound, gap = -(-least // prices["scale"]), rest * prices["scale"] - least
        wrong += [f"{g} 已划去 out" for g in costs if own[g] not in costs[g] or prices["scale"] < 1]
        bad = bound != prices["bound"] or gap < 0 or (whole and bound < rest and one["proof"] != "open")
        wrong += ["价证不到界 the prices prove another bound"] if bad else []
        yield name, wrong, [] if (chain := bound == rest) else [f"尚差 short by {rest - bound}"]
        low = {g: min(some.values()) for g, some in dear.items()}
        open_.options = {g: [o for o in some if some[o] - low[g] <= gap] for g, some in dear.items()}
        tight = [(row, x < 0) for row, x in (prices["posts"] | prices["sums"]).items() if abs(x) > gap]
        open_.ends |= {row: (open_.ends[row][end], open_.ends[row][end]) for row, end in tight}


class Day:
    """The stage of choice done again, to be held against the diary."""

    def __init__(self, m: Market, lines: list[Line], refusals: list[dict[str, Any] | None]) -> None:
        self.m, self.lines, self.wrong, self.unproved = m, lines, list[str](), list[str]()
        self.seats = Counter(m.seats) - Counter(m.pins.values())
        free = {g: mine for g, mine in m.lists.items() if g not in m.pins}
        self.lists = {g: [s for s in mine if self.seats[s] > 0 and s in m.may[g]] for g, mine in free.items()}
        self.refused = [line for line in lines if line[2] == "refused"]
        self.waiting = list(zip(self.refused, refusals, strict=True))

    def _refuses(self, placed: Placed, g: str, s: str) -> bool:  # whether the diary refuses this pick next
        if not self.waiting or self.waiting[0][0][:2] != (g, s):
            return False
        if (prices := self.waiting.pop(0)[1]) is None and self.m.book["rows"]:  # a network always has prices
            self.unproved.append(f"{g} → {s}: 只由搜索证明 by search only")
        elif prices is None or Open(self.m, self.m.pins | placed | {g: s}).proved(None, prices)[0] <= 0:
            self.wrong.append(f"{g} → {s}: 未获准没有根据 the refusal is not proved")
        return True

    def _redone(self, pick: Callable[[], Made]) -> Made:  # without what was refused, until nothing more is
        while True:
            (placed, lines), booked = pick(), Placed()
            for g in (g for g in self.lists if g in placed):
                booked |= {} if self._refuses(booked, g, placed[g]) else {g: placed[g]}
            if booked == placed:
                return placed, [*self.refused, *lines]
            lost = placed.items() - booked.items()
            self.lists = {g: [s for s in mine if (g, s) not in lost] for g, mine in self.lists.items()}

    def _turns(self, turn: Sequence[str]) -> Made:  # each in turn takes the best post that is not refused
        placed, lines = Placed(), list[Line]()
        for g in (g for g in turn if g in self.lists):
            tried = [s for s in self.lists[g] if self.seats[s]]
            got = next((s for s in tried if not self._refuses(placed, g, s)), "")
            lines += [(g, s, "refused") for s in (tried[: tried.index(got)] if got else tried)]
            lines.append((g, got, "picked" if got else "passed"))
            placed |= {g: got} if got else {}
            self.seats[got] -= 1
        return placed, lines

    def _bands(self) -> Made:  # deferred acceptance, final at each band's end
        done, lines, seats, rank, own = Placed(), list[Line](), Counter(self.seats), self.m.lists, self.lists
        for low, high in self.m.book["choice"]["bands"]:
            left = {g: [s for s in own[g] if low <= rank[g][s] <= high] for g in own if g not in done}
            lines += [(g, s, "full") for g, mine in left.items() for s in mine if not seats[s]]
            left = {g: [s for s in mine if seats[s]] for g, mine in left.items()}
            held, waiting = defaultdict[str, list[str]](list), [*left]
            while waiting:
                if left[g := waiting.pop()]:
                    held[s := left[g].pop(0)].append(g)
                    lines.append((g, s, "proposed"))
                    if len(held[s]) > seats[s]:
                        waiting.append(g := max(held[s], key=self.m.place[s].__getitem__))
                        held[s].remove(g)
                        lines.append((g, s, "rejected"))
            got = {g: s for s, people in held.items() for g in people}
            lines += [(g, got[g], "admitted") for g in left if g in got]
            seats.subtract(got.values())
            done |= got
        return done, lines

    def _cycles(self) -> Made:  # top trading cycles
        lines, seats = list[Line](), Counter(self.seats)
        here = [g for g, mine in self.lists.items() if mine]
        best: Callable[[str], str] = lambda g: next((s for s in self.lists[g] if seats[s]), "")
        while here:
            trail, g = list[str](), here[0]
            while g not in trail and (s := best(g)):
                trail.append(g)
                g = min((h for h in here if s in self.m.may[h]), key=self.m.place[s].__getitem__)
            got = {h: best(h) for h in (trail[trail.index(g) :] if g in trail else [g])}
            lines += [(h, s, "traded" if s else "passed") for h, s in got.items()]
            seats.subtract(s for s in got.values() if s)
            here = [h for h in here if h not in got]
        return {g: s for g, s, _ in lines if s}, lines

    def chosen(self) -> Placed:
        """Who chose what; in a way that is not known here it is what the diary says."""
        way, told, lines = self.m.book["choice"], self.lines, self.lines
        placed = {g: s for g, s, what in told if what in ("admitted", "drawn")}
        if "turn" in way:
            placed, lines = self._turns(way["turn"])
        elif way.keys() & {"bands", "cycles"}:
            placed, lines = self._redone(self._bands if "bands" in way else self._cycles)
        else:
            lines = told if self.refused or not way else [(g, s, what) for g, s, what in way["lines"]]
            self.unproved.append(ELSEWHERE)
        loose = set[str]() if way.keys() & {"turn", "cycles"} else {"proposed", "rejected", "eaten"}
        odd = any(a != b and not {a[2], b[2]} <= loose for a, b in zip(told, lines, strict=False))
        odd |= sorted(told, key=lambda line: line[0]) != sorted(lines, key=lambda line: line[0])
        self.wrong += ["不是应有的记录 not the diary that there should be"] if odd else []
        return self.m.pins | placed


def changes(run: Path, keys: Sequence[str], old: Any, now: Any, new: Any = ()) -> Iterator[Finding]:
    """Everything that changed is told, but for `new` months, and what is told is so."""
    if (path := run / "changes.csv").is_file():
        told = {tuple(row[key] for key in keys): (row["before"], row["after"]) for row in table(path)}
        odd = [key for key, (a, b) in told.items() if a == b or b != now.get(key, "") or old.get(key, a) != a]
        every = [key for key in {*old, *now} - {*told} if key[-1] not in new]
        yield "变动名单 changes", odd + [key for key in every if old.get(key, "") != now.get(key, "")], []


def plan(m: Market, rows: list[dict[str, str]], placed: Placed) -> Iterator[Finding]:
    """The list of placements: order by scores and draw, ranks and places; seats, pins, consent; every rule."""
    by = [(c, 1 if c == "lottery" else -1) for c in m.settings["priority"]["by"]]
    key = {g: [sign * float(row[c] or sign * float("inf")) for c, sign in by] for g, row in m.people.items()}
    order = sorted(m.people, key=lambda g: (key[g], number(m.seed, "priority", g)))
    yield "排序与抽签 order and draw", [] if order == [*m.lists] else ["book.json"], []
    odd = []
    for at, (row, (g, mine)) in enumerate(zip(rows, m.lists.items(), strict=True), 1):
        right = m.posts.get(s := placed.get(g, ""), dict.fromkeys(PLACE, ""))
        right = right | {"graduate": g, "order": f"{at}", "rank": f"{mine.get(s, '')}"}
        odd += [g] if any(row[column] != right[column] for column in PLACE) else []
    yield "次序、志愿序与地点 order, ranks and places", odd, []
    yes = {g for g in placed if m.people[g]["accepts_allocation"] == "yes"}
    odd = [g for g, s in m.pins.items() if placed.get(g) != s]
    odd += [g for g, s in placed.items() if not (g in m.pins or g in yes or s in m.lists[g])]
    odd += [f"{g} → {s}" for g, s in placed.items() if s not in m.may[g]]
    odd += [one for one, (low, high) in Open(m, placed).ends.items() if not low <= 0 <= high]
    yield "名额、指定、服从、各条规则 seats, pins, consent, all rules of the book", odd, []


def assignment(run: Path, m: Market, told: dict[str, Any]) -> Iterator[Finding]:
    """Placements, choice, stages, figures."""
    rows, metrics = table(run / "placements.csv"), load((run / "metrics.json").read_bytes())
    placed = {row["graduate"]: row["post"] for row in rows if row["post"]}
    yield from plan(m, rows, placed)
    diary, moved = table(run / "diary.csv"), run / "changes.csv"
    day = Day(m, [(row["graduate"], row["post"], row["action"]) for row in diary], told["refusals"])
    chosen = day.chosen()
    odd = [row["step"] for at, row in enumerate(diary, 1) if row["step"] != f"{at}"]
    yield "选岗记录 the diary", odd + day.wrong, day.unproved
    old = {row["graduate"]: row["post"] for row in m.tables["earlier"] if moved.is_file()}
    words = dict.fromkeys(m.lists, "unplaced") | dict.fromkeys(placed, "allocation")
    words |= dict.fromkeys(chosen, "choice") | dict.fromkeys(m.pins, "pin")
    odd = [g for g, s in chosen.items() if placed.get(g) != s]
    stage = {row["graduate"]: row["stage"] for row in rows}
    odd += [g for g, _ in stage.items() - words.items() if old.get(g, "") != placed.get(g)]
    yield "选岗者得到所选 whoever chose has it", odd, []
    same = [x | one for x, one in zip(told["stages"], metrics["stages"], strict=True)] == told["stages"]
    yield "证书与指标 certificate, metrics", [] if same else ["metrics.json"], []
    yield from stages(m, told, placed, chosen)
    ranks, n, many = [int(row["rank"]) for row in rows if row["rank"]], len(placed), Counter(stage.values())
    right: list[float] = [len(rows), len(m.posts), sum(m.seats.values()), n, len(rows) - n, ranks.count(1)]
    right += [sum(x < 4 for x in ranks), len(ranks), n - len(ranks), round(sum(ranks) / (len(ranks) or 1), 4)]
    right += [*(many[word] for word in ("choice", "allocation", "pin")), len(day.refused)]
    both = zip(metrics["summary"].items(), right, strict=True)
    yield "指标 figures", [name for (name, x), y in both if x != y], []
    yield from changes(run, ["graduate"], *({(g,): s for g, s in x.items()} for x in (old, placed)))


def rotation(run: Path, m: Market, told: dict[str, Any]) -> Iterator[Finding]:
    """Everybody in one unit a month, what is fixed kept, the draw and the notices; no rules and no goals."""
    rows, metrics = table(run / "timetable.csv"), load((run / "metrics.json").read_bytes())
    rows.sort(key=lambda row: row["month"])  # whoever was transferred serves where they are in the last month
    cells = {(row["graduate"], row["month"]): row["unit"] for row in rows}
    town, section = {row["graduate"]: row["township"] for row in rows}, m.settings["rotation"]
    year = sorted({at for _, at in cells if at >= section["start"]})
    gone = sorted(m.tables["absences"], key=lambda row: row["holds_seat"], reverse=True)
    both = [(x, at) for x in gone for at in year if x["first_month"] <= at <= (x["last_month"] or at)]
    away = {(row["graduate"], at): row["holds_seat"] for row, at in both}
    units = {row["unit"] for row in m.tables["units"]} or {*cells.values()} - {""}
    odd: list[Any] = [(g, at) for g in town for at in year if (g, at) not in cells]
    odd += [key for key in cells if key[1] in year and key not in away and cells[key] not in units]
    odd += [key for key, unit in cells.items() if unit and (unit not in units or away.get(key) == "no")]
    before = [row for row in m.tables["cells"] if row["graduate"] in town and row["unit"] in units]
    known = {(row["graduate"], row["month"]): row for row in before}
    fixed = [key for key, row in known.items() if row["fixed"] == "yes" or row["month"] < told["first"]]
    odd += [key for key in fixed if key not in away and cells.get(key) != known[key]["unit"]]
    odd += [g for g in town if m.people[g]["township"] not in ("", town[g])]
    odd += [f"{len(year)} months"] if (len(year), len(cells)) != (section["months"], len(rows)) else []
    yield "每月一个单位，已定不变 one unit a month, what is fixed kept", odd, []
    every, towns = metrics["townships"], {one["township"]: one["stages"] for one in told["towns"]}
    odd = [name for name, one in every.items() if one["stages"] != towns.get(name)]
    even = any(goal["kind"] == "carry-over" for goal in section.get("goals", ()))  # it draws by searching
    odd += [x["township"] for x in told["towns"] if not (even and x["bare"]) and "'lottery'" not in str(x)]
    by: Any = dict.fromkeys(("longest-visit", "worst-off", "carry-over"), max)
    by |= {"units-seen": min, "headcount-breaches": sum}
    for key, x in metrics["overall"].items():
        some = [one[key] for one in every.values() if one[key] or key != "units-seen"] or [0]
        odd += [key] if not by.get(key, min)(some) <= x <= by.get(key, max)(some) else []
    yield "证书与指标 certificate, metrics", odd, []
    for t, one in ((t, x) for t, some in towns.items() for x in some if x["name"][:7] == "lottery"):
        ours = [row for row in rows if row["unit"] and town[row["graduate"]] == t]
        mine = [row for row in ours if row["township"] == t or (row["graduate"], row["month"]) in known]
        three = [[number(m.seed, f"rotation {r}", x[r]) for r in ("graduate", "month", "unit")] for x in mine]
        golden = int(one["name"][8:] or 1) * 0x9E3779B97F4A7C15
        value = sum(mix((mix(mix(g, at), unit) + golden) % 2**64) >> 44 for g, at, unit in three)
        yield f"{t} 抽签 the draw", [value] if value != one["value"] else [], [f"界 bound: {ELSEWHERE}"]
    old = {key: row["unit"] for key, row in known.items() if key[1] >= told["first"]}
    now = {key: unit for key, unit in cells.items() if key[1] >= told["first"]}
    yield from changes(run, ["graduate", "month"], old, now, {*year} - {at for _, at in known})
    yield "轮岗的规则、目标与指标 rules, goals, figures of the rotation", [], [ELSEWHERE]


def impossible(m: Market, told: dict[str, Any]) -> Finding:
    """No plan keeps the pins, as prices tell; without rows of rules there are always such prices."""
    by, placed, many = told.get("prices"), told.get("placed", {}), Counter(m.pins.values())
    free = m.settings.get("assignment", {}).get("options", {}).get("guard") is False
    said = m.book["rows"] or not m.book["choice"].keys() & {"turn", "bands", "cycles"}
    said = said or any(s not in m.may[g] or many[s] > m.seats[s] for g, s in m.pins.items())
    fine = said if by is None else (free or placed == m.pins) and Open(m, placed).proved(None, by)[0] > 0
    sure = by is not None and placed == m.pins
    return "无可行方案 impossible", [] if fine else ["没有价能否定 not refuted"], [] if sure else [ELSEWHERE]


def check(run: Path, digest: str | None = None, commitment: str | None = None) -> Iterator[Finding]:
    """All properties of a run; files that make no sense are a failure too."""
    try:
        m, text = Market(run), (run / "certificate.json").read_bytes()
        told = load(text, parse_float=int, parse_constant=int)  # a float is no proof: it is refused
        yield from files(run, told, digest, commitment)
        if (kind := told["kind"]) == "rotation":
            yield from rotation(run, m, told)
        elif m.lists and kind == "assignment":
            yield from assignment(run, m, told)
        elif m.lists and kind == "impossible":
            yield impossible(m, told)
        else:
            yield "账簿 the book", [kind] * (kind not in ("assignment", "impossible")), [ELSEWHERE]
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as wrong:
        yield "可读 readable", [f"{type(wrong).__name__} {wrong}"], []


if __name__ == "__main__":
    given = argparse.ArgumentParser(allow_abbrev=False)
    for name, kind in (("run", Path), ("--digest", str.lower), ("--commitment", str)):
        given.add_argument(name, type=kind)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    found = list(check(**vars(given.parse_args())))
    for name, wrong, unproved in found:
        mark = "✗" if wrong else "–" if unproved else "✓"
        sys.stdout.write("\n    · ".join([f"{mark} {name}", *map(str, [*wrong, *unproved][:5])]) + "\n")
    sys.exit(6 if any(wrong for _, wrong, _ in found) else 0)
