"""The small verifier: one file, Python's standard library, nothing of this project (独立核对，一个文件，不用求解器).

    python standalone.py RUN [--digest SHA256] [--commitment FILE]

A line per property, worked out again from a run's files: ✓ holds, ✗ fails, – not certified here (rules and mechanisms
that it does not know, the draw among equal plans: chuyan verify). Bounds are by prices: everybody takes what is
cheapest at these prices (docs/certificate.md). Exit code 6 if anything fails.
"""

# fmt: off
import csv
import hashlib
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise, zip_longest
from pathlib import Path
from typing import Any

FAR, WORD = 10**30, 2**64
HEADERS = "编号 姓名 性别 综合成绩 笔试成绩 抽签号 专业代码 党员 户籍地 报考县区 服从分配 同行人 乡镇"
FIELDS = "graduate name gender score written_score lottery major party_member home county accepts_allocation partner township"
CHINESE = dict(zip(HEADERS.split(), FIELDS.split(), strict=True))
UNITS = "综合办 党建办 经发办 社事办 规建办 退役站 党群中心 便民中心"
found: list[tuple[str, str, list[str]]] = []

def say(name: str, wrong: Sequence[str] = (), unproved: Sequence[str] = ()) -> None:
    """Note a property: it fails if anything is wrong, it is not certified if anything is unproved."""
    found.append((name, "✗" if wrong else "–" if unproved else "✓", [*wrong, *unproved]))

def number(seed: int, role: str, identity: str) -> int:
    """The draw's number: the first 8 bytes of BLAKE2b over seed|role|identity (b2sum -l 64)."""
    return int.from_bytes(hashlib.blake2b(f"{seed}|{role}|{identity}".encode(), digest_size=8).digest(), "big")

def mix(x: int) -> int:
    """SplitMix64's finaliser, by which two numbers become one."""
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 % WORD
    x = (x ^ x >> 27) * 0x94D049BB133111EB % WORD
    return x ^ x >> 31

def rows(path: Path, output: bool = False) -> list[dict[str, str]]:
    """A CSV file; an apostrophe before what could be a formula is taken off in outputs."""
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    risky = re.compile(r"'[=+\-@\t\r\n＝＋－＠]")
    return [{k: v[1:] if output and risky.match(v) else v for k, v in row.items()} for row in table]

def digests(run: Path, certificate: dict[str, Any], digest: str | None, commitment: str | None) -> None:
    """Files against manifest and certificate, the manifest against what was published, inputs against the promise."""
    declared = json.loads((run / "manifest.json").read_text("utf-8"))["outputs"]
    every = [p for p in run.rglob("*") if p.is_file() and not p.name.startswith((".", "~$"))]
    there = {p.relative_to(run).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in every}
    mine = there.pop("manifest.json")
    say("文件与清单 files, manifest", [n for n in sorted({*there, *declared}) if there.get(n) != declared.get(n)])
    files = {name[7:]: one for name, one in there.items() if name.startswith("inputs/")}
    whole = hashlib.sha256("".join(f"{files[n]}  {n}\n" for n in sorted(files)).encode()).hexdigest()
    rest = json.dumps({k: v for k, v in certificate.items() if k != "claims"}, ensure_ascii=False, sort_keys=True)
    there |= {"inputs": whole, "certificate": hashlib.sha256(rest.encode()).hexdigest()}
    say("文件与证书 files, certificate", [n for n, one in certificate["claims"].items() if one != there.get(n)])
    say("公布的摘要 published", [mine] if digest and digest != mine else [], [] if digest else [f"未给出 not given; {mine}"])
    promises = [p for p in (run / "commitment.json", commitment and Path(commitment)) if p and p.is_file()]
    told = [json.loads(p.read_text("utf-8")) for p in promises]
    say("承诺 commitment", [p["digest"] for p in told if p["digest"] != whole or p["files"] != files], [] if commitment else [whole])

class Market:
    """Inputs as the mechanisms see them: people in order of priority, posts by id, wishes best first."""

    def __init__(self, folder: Path) -> None:
        self.tables = t = defaultdict[str, list[dict[str, str]]](list, {p.stem: rows(p) for p in folder.glob("*.csv")})
        self.settings = tomllib.loads((folder / "scenario.toml").read_text("utf-8"))
        self.seed: int = self.settings["scenario"]["seed"]
        by, section = self.settings["priority"]["by"], self.settings["assignment"]
        draw = {r["graduate"]: number(self.seed, "priority", r["graduate"]) for r in t["graduates"]}
        self.people = sorted(t["graduates"], key=lambda r: [*(before(r[c], c) for c in by), draw[r["graduate"]]])
        self.posts = sorted(t["posts"], key=lambda row: row["post"])
        self.who, self.where = ({r[c]: at for at, r in enumerate(x)} for c, x in (("graduate", self.people), ("post", self.posts)))
        self.capacity = [int(row["capacity"]) for row in self.posts]
        self.accepts = [row["accepts_allocation"] == "yes" for row in self.people]
        self.pins = {self.who[row["graduate"]]: self.where[row["post"]] for row in t["pins"]}
        self.areas = defaultdict[str, set[int]](set)
        for at, row in enumerate(self.posts):
            for key in (row["area"][:6], row["area"][:9], row["area"], row["township"], row["county"]):
                self.areas[key].add(at)
        self.areas |= {post: {at} for post, at in self.where.items()}
        self.rank: list[dict[int, int]] = [{} for _ in self.people]
        for row in t["wishes"]:
            mine = self.rank[self.who[row["graduate"]]]
            mine |= {s: min(int(row["rank"]), mine.get(s, FAR)) for s in self.areas[row["target"]]}
        left, right = ([number(self.seed, c, r[i]) for r in x] for c, i, x in (("tie", "graduate", self.people), ("tie post", "post", self.posts)))
        order: Callable[[int], Callable[[int], tuple[int, int]]] = lambda p: lambda s: (self.rank[p][s], mix((mix(left[p]) + right[s]) % WORD))
        self.lists = [sorted(mine, key=order(p)) for p, mine in enumerate(self.rank)]
        self.longest = max([1, *(r for mine in self.rank for r in mine.values())])
        self.had = {self.who[r["graduate"]]: (self.where[r["post"]], int(r["weight"])) for r in t["earlier"]}
        own = sorted((r["post"], int(r["rank"]), draw[r["graduate"]], r["graduate"]) for r in t["priorities"])
        self.own = {(self.where[r[0]], self.who[r[3]]): at for at, r in enumerate(own)}
        self.options, self.kind = section.get("options", {}), section["mechanism"]
        self.hard = [(at, s, rule(self, s)) for at, s in enumerate(section.get("rules", []), 1) if "weight" not in s] if self.posts else []
        self.sums = {f"{at}:{row}": one for at, _, known in self.hard for row, one in enumerate((known or {}).get("rows", []))}
        asked = [known["least"] for _, _, known in self.hard if known and "least" in known]
        self.least = [max([0, *(one[s] for one in asked)]) for s in range(len(self.posts))]

    def place(self, post: int, person: int) -> tuple[int, int, int]:
        """Where a post puts a person: its own order first, then (by fit and) by priority."""
        fit = self.options.get("order") == "fit" and levels(self.people[person]["major"], self.posts[post]["majors"])
        return (0, self.own[post, person], 0) if (post, person) in self.own else (1, 3 - fit, person)

    def allows(self, p: int, s: int) -> bool:
        """Whether every rule over pairs allows it."""
        return all(known["allows"](p, s) for _, _, known in self.hard if known and "allows" in known)

def before(cell: str, column: str) -> float:
    """Scores higher first, lot numbers lower first, blanks last."""
    return float("inf") if cell == "" else float(cell) if column == "lottery" else -float(cell)

def codes(text: str) -> tuple[str, ...]:
    """Major prefixes in a cell."""
    return tuple(part.strip() for part in re.split(r"[;；、,，]", text) if part.strip())

def levels(major: str, majors: str) -> int:
    """Levels of the code (2, 4, 6 digits) that major and demand share, 0 to 3."""
    return max([0, *(n // 2 for c in codes(majors) for n in (2, 4, 6) if min(len(c), len(major)) >= n and major[:n] == c[:n])])

def meets(row: dict[str, str], column: str, value: Any) -> bool:
    """Whether a cell has a value: flags by yes or no, majors by prefix, numbers as numbers."""
    column = CHINESE.get(column, column)
    if column in ("party_member", "accepts_allocation"):
        return (row[column] == "yes") == (value if isinstance(value, bool) else str(value).strip().lower() in ["是", "有", "yes", "y", "true", "t", "1", "√", "✓"])
    if column in ("score", "written_score", "lottery"):
        return row[column] != "" and float(row[column]) == float(value)
    return row[column].startswith(str(value)) if column == "major" else row[column] == str(value)

def group(m: Market, wanted: dict[str, Any]) -> set[int]:
    """Who meets every condition; a list of values means any of them."""
    every = {c: v if isinstance(v, list) else [v] for c, v in wanted.items()}
    return {p for p, r in enumerate(m.people) if all(any(meets(r, c, v) for v in vs) for c, vs in every.items())}

def rule(m: Market, spec: dict[str, Any]) -> dict[str, Any] | None:
    """What a rule says: allowed pairs, least people per post, rows (low, high, {person: value}, posts); None = unknown."""
    people, posts, kind = m.people, m.posts, spec["kind"]
    if kind == "eligible-major":
        return {"allows": lambda p, s: people[p]["major"].startswith(codes(posts[s]["majors"]) or "")}
    if kind == "avoid-home":
        n = {"village": 12, "township": 9, "county": 6}[spec.get("level", "village")]
        return {"allows": lambda p, s: len(people[p]["home"]) < n or people[p]["home"][:n] != posts[s]["area"][:n]}
    if kind == "applied-county":
        return {"allows": lambda p, s: people[p]["county"] in ("", posts[s]["area"][:6], posts[s]["county"])}
    if kind == "reserved-post":
        met = {}
        for text in {r["reserved_for"] for r in posts}:
            pieces = [p.partition("=") for p in re.split(r"[;；,，]|且| and ", text.replace("＝", "=")) if p.strip()]
            met[text] = group(m, {c.strip(): [v.strip() for v in re.split(r"[、/|]|或| or ", vs)] for c, _, vs in pieces})
        return {"allows": lambda p, s: p in met[posts[s]["reserved_for"]]}
    if kind == "fill-every-post":
        return {"least": [c if spec.get("seats", "all") == "all" else min(c, 1) for c in m.capacity]}
    if kind == "area-capacity":
        return {"rows": [(0, most, dict.fromkeys(range(len(people)), 1), m.areas[name]) for name, most in spec["limits"].items()]}
    per = spec.get("per", "township")
    keys = [{"all": (), "post": (r["post"],), "county": (r["area"][:6], r["county"])}.get(per, (r["area"][:9], r["county"], r["township"])) for r in posts]
    areas = [{s for s, mine in enumerate(keys) if mine == key} for key in sorted(set(keys))]
    if kind == "group-quota":
        who, least = dict.fromkeys(group(m, spec.get("group", {})), 1), spec.get("minimum", 0)
        most = spec.get("maximum", max(sum(m.capacity), least))
        return {"rows": [(least, most, who, area) for area in [m.areas[n] for n in spec.get("areas", [])] or areas]}
    if kind == "partners" and "within" not in spec:
        pairs = [(p, m.who[r["partner"]]) for p, r in enumerate(people) if r["partner"]]
        return {"rows": [(0, 0, {a: 1, b: -1}, area) for a, b in pairs if a < b for area in areas]}
    if kind == "apart":
        return {"rows": [(0, 1, {m.who[name]: 1 for name in spec["people"]}, area) for area in areas]}
    return None

def goals(m: Market, spec: dict[str, Any]) -> list[tuple[str, int, Callable[..., int], Callable[..., int]]] | None:
    """The stages of a goal: name, +1 (least) or -1 (most), what person, post and rank count, what no post counts."""
    kind, ranks, had = spec["kind"], sorted({r for mine in m.rank for r in mine.values()}), m.had
    zero: Callable[..., int] = lambda *_: 0
    at_rank: Callable[[int], Callable[..., int]] = lambda one: lambda p, s, r: int(r == one)
    is_one: Callable[[int], Callable[..., int]] = lambda one: lambda p, s, r: int(p == one)
    unlisted, unfit = spec.get("unlisted", 2 * m.longest), spec.get("unfit")
    fits = (rule(m, {"kind": "eligible-major"}) or {})["allows"]
    nothing = spec.get("unplaced", max(unlisted, unfit or 0) + 1)
    if kind == "rank-profile" and spec.get("from", "best") == "best":
        return [(f"{kind} {one}", -1, at_rank(one), zero) for one in ranks]
    if kind == "rank-profile":
        return [(f"{kind} unplaced", 1, zero, lambda p: 1), *((f"{kind} {one or 'unlisted'}", 1, at_rank(one), zero) for one in (0, *ranks[:0:-1]))]
    if kind == "reserve-order":
        return [(f"{kind} {r['graduate']}", -1, is_one(p), zero) for p, r in enumerate(m.people) if p not in had]
    known: dict[str, tuple[int, Callable[..., int], Callable[..., int]]] = {
        "most-placed": (-1, lambda p, s, r: 1, zero), "most-wished": (1, at_rank(0), zero),
        "total-rank": (1, lambda p, s, r: r or (unfit if unfit and not fits(p, s) else unlisted), lambda p: nothing),
        "major-fit": (-1, lambda p, s, r: levels(m.people[p]["major"], m.posts[s]["majors"]), zero),
        "keep-placed": (1, zero, lambda p: int(p in had)),
        "least-change": (1, lambda p, s, r: had[p][1] * (had[p][0] != s or (r == 0 and s in m.rank[p])) if p in had else 0, lambda p: had.get(p, (0, 0))[1]),
    }
    return [(kind, *known[kind])] if kind in known else None

def refutes(m: Market, fixed: dict[int, int], prices: dict[str, dict[str, int]]) -> bool:
    """Farkas: with these people placed, is more asked for than everybody free can pay in, taking what pays best?"""
    taken, more = Counter(fixed.values()), defaultdict[int, Counter[int]](Counter)
    price = {m.where[post]: v for post, v in prices["posts"].items()}
    asked = sum(v * (max(m.least[s] - taken[s], 0) if v > 0 else m.capacity[s] - taken[s]) for s, v in price.items())
    for name, w in prices["sums"].items():
        low, high, who, area = m.sums[name]
        asked += w * ((low if w > 0 else high) - sum(who.get(p, 0) for p, s in fixed.items() if s in area))
        for p in who.keys() - fixed.keys():
            more[p].update(dict.fromkeys(area, w * who[p]))
    for p in set(range(len(m.people))) - fixed.keys():
        here = [s for s in {*price, *more[p]} if (m.accepts[p] or s in m.rank[p]) and taken[s] < m.capacity[s] and m.allows(p, s)]
        asked -= max([0, *(price.get(s, 0) + more[p][s] for s in here)])
    return asked > 0

def serial(m: Market, lists: list[list[int]], seats: list[int], turn: Iterable[int], lines: Sequence[tuple[int, int, str]], refusals: list[Any]) -> dict[int, int]:
    """Each in turn takes the best post with a seat; a refusal in the diary has to be proved by its prices."""
    placed, told, wrong, unproved = dict(m.pins), list[tuple[int, int, str]](), list[str](), list[str]()
    waiting = list(zip((line for line in lines if line[2] == "refused"), refusals, strict=True))
    for p in (p for p in turn if p not in m.pins):
        for s in (s for s in lists[p] if seats[s]):
            if waiting and waiting[0][0][:2] == (p, s):
                line, prices = waiting.pop(0)
                told.append(line)
                known = prices and prices["sums"].keys() <= m.sums.keys()
                unproved += [] if known else [f"第 {len(told)} 步 step: 此处不核对 not checked here"]
                wrong += [f"第 {len(told)} 步 step: not refuted"] if known and not refutes(m, placed | {p: s}, prices) else []
                continue
            placed[p] = s
            seats[s] -= 1
            break
        told.append((p, placed.get(p, -1), "picked" if p in placed else "passed"))
    odd = [f"第 {at} 步 step" for at, (a, b) in enumerate(zip_longest(told, lines), 1) if a != b][:1]
    say(f"选岗记录 the diary of {m.kind}", wrong + odd, unproved)
    return placed

def banded(m: Market, lists: list[list[int]], seats: list[int], bands: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Deferred acceptance band after band of ranks, final at each band's end."""
    placed = dict(m.pins)
    for first, last in bands:
        held, waiting = defaultdict[int, list[int]](list), [p for p in range(len(m.people)) if p not in placed]
        left = {p: [s for s in lists[p] if first <= m.rank[p][s] <= last and seats[s]] for p in waiting}
        while waiting:
            p = waiting.pop()
            while left[p]:
                s = left[p].pop(0)
                held[s].append(p)
                if len(held[s]) <= seats[s]:
                    break
                p = max(held[s], key=lambda other: m.place(s, other))
                held[s].remove(p)
        for s, people in held.items():
            placed |= dict.fromkeys(people, s)
            seats[s] -= len(people)
    return placed

def choice(m: Market, lines: list[tuple[int, int, str]], refusals: list[Any], told: dict[int, int]) -> dict[int, int]:
    """Who chose what: the day done again, without what was refused."""
    pinned, size, o, lost = Counter(m.pins.values()), len(m.people), m.options, {line[:2] for line in lines if line[2] == "refused"}
    seats = [c - pinned[s] for s, c in enumerate(m.capacity)]
    lists = [[s for s in mine if seats[s] > 0 and m.allows(p, s)] for p, mine in enumerate(m.lists)]
    if m.kind in ("choice-then-allocation", "random-serial-dictatorship"):
        many = size if "share" not in o else int(o["share"] * size + 0.5)
        many = many if "cutoff" not in o else sum(float(r["score"]) >= o["cutoff"] for r in m.people)
        lots = [number(m.seed, "order", r["graduate"]) for r in m.people]
        turn = range(many) if m.kind == "choice-then-allocation" else sorted(range(size), key=lots.__getitem__)
        return serial(m, lists, seats, turn, lines, refusals)
    if m.kind not in ("deferred-acceptance", "immediate-acceptance", "parallel") or o.get("proposing") == "posts":
        say(f"选岗 the choice of {m.kind}", [], [] if m.kind == "optimal" else ["此处不核对 not checked here"])
        return told
    ranks = sorted({r for mine in m.rank for r in mine.values()}) if m.kind == "immediate-acceptance" else []
    ends = [0, *accumulate(o.get("bands", [3, 3, 4]))] if m.kind == "parallel" else [0, m.longest]
    lists = [[s for s in mine if (p, s) not in lost] for p, mine in enumerate(lists)]
    placed = banded(m, lists, seats, [(r, r) for r in ranks] or [(a + 1, b) for a, b in pairwise(ends)])
    odd = [m.people[p]["graduate"] for p in range(size) if placed.get(p) != told.get(p)]
    say(f"没有合理的嫉妒 no blocking pair: {m.kind}", odd, ["未获准的此处不核对 refusals are not checked here"] if lost else [])
    return placed

class Chain:
    """The allocation stage by stage: who still has which option (post, by the pool or not), what posts and sums must hold."""

    def __init__(self, m: Market, placed: dict[int, int], chosen: dict[int, int], pooled: set[int]) -> None:
        self.m, self.chosen, taken = m, chosen, Counter(chosen.values())
        self.low, self.high = ({s: max(n - taken[s], 0) for s, n in enumerate(x)} for x in (m.least, m.capacity))
        self.sums = {name: [x - sum(who.get(p, 0) for p, s in chosen.items() if s in area) for x in (a, b)] for name, (a, b, who, area) in m.sums.items()}
        self.options: dict[int, list[tuple[int, bool]]] = {}
        for p in set(range(len(m.people))) - chosen.keys():
            may = [s for s in self.high if self.high[s] and m.allows(p, s)]
            self.options[p] = [(-1, False), *((s, False) for s in may if s in m.rank[p]), *((s, True) for s in may if m.accepts[p])]
        self.mine = {p: (placed.get(p, -1), p in pooled) for p in self.options}

    def stage(self, goal: tuple[str, int, Callable[..., int], Callable[..., int]], told: dict[str, Any]) -> bool:
        """The value in the plan; the bound that the prices prove: everybody takes what is cheapest at these prices."""
        (name, sign, counts, nothing), prices, rank = goal, told["prices"], self.m.rank
        cost = {p: {o: sign * (nothing(p) if o[0] < 0 else counts(p, o[0], 0 if o[1] else rank[p].get(o[0], 0))) for o in {*some, self.mine[p]}} for p, some in self.options.items()}
        base = sign * sum(counts(p, s, rank[p].get(s, 0)) for p, s in self.chosen.items())
        value, scale = sum(cost[p][self.mine[p]] for p in cost), prices["scale"]
        posts, more = {self.m.where[post]: x for post, x in prices["posts"].items()}, defaultdict[int, Counter[int]](Counter)
        total = sum(x * (self.low if x > 0 else self.high)[s] for s, x in posts.items())
        for row, w in prices["sums"].items():
            total += w * self.sums[row][w < 0]
            for p in self.m.sums[row][2]:
                more[p].update(dict.fromkeys(self.m.sums[row][3], w * self.m.sums[row][2][p]))
        dear = {p: {o: scale * cost[p][o] - posts.get(o[0], 0) - more[p][o[0]] for o in some} for p, some in self.options.items()}
        least = {p: min(some.values()) for p, some in dear.items()}
        bound = -(-(total + sum(least.values())) // scale)
        gap = value * scale - total - sum(least.values())
        wrong = [f"值 value {sign * (base + value)}"] if (told["name"], told["value"]) != (name, sign * (base + value)) else []
        wrong += ["界不符 the bound is another"] if gap < 0 or bound != prices["bound"] else []
        wrong += ["不应有差距 a network leaves no gap"] if bound != value and told["engine"] == "flow" else []
        wrong += [f"{self.m.people[p]['graduate']} 所得已不可得 has what was struck out" for p in cost if self.mine[p] not in self.options[p]]
        say(f"阶段 stage {name}", wrong, [] if bound == value else [f"只证到 proved: {sign * (base + bound)}, 值 value {told['value']}"])
        self.options = {p: [o for o, x in some.items() if x - least[p] <= gap] for p, some in dear.items()}
        self.low |= {s: self.high[s] for s, x in posts.items() if x < -gap}
        self.high |= {s: self.low[s] for s, x in posts.items() if x > gap}
        self.sums |= {row: [self.sums[row][w < 0]] * 2 for row, w in prices["sums"].items() if abs(w) > gap}
        return bool(bound == value)

def assignment(run: Path, m: Market, certificate: dict[str, Any]) -> None:
    """Placements, rules, choice, stages, figures."""
    table, metrics = rows(run / "placements.csv", True), json.loads((run / "metrics.json").read_text("utf-8"))
    say("排序与抽签 order and draw", [] if [(r["graduate"], r["order"]) for r in table] == [(r["graduate"], str(at)) for at, r in enumerate(m.people, 1)] else ["placements.csv"])
    placed = {m.who[r["graduate"]]: m.where[r["post"]] for r in table if r["post"]}
    towns = [({} if p not in placed else m.posts[placed[p]]) | {"rank": str(m.rank[p].get(placed.get(p, -1), ""))} for p in range(len(m.people))]
    say("志愿序与地点 ranks and places", [r["graduate"] for r, t in zip(table, towns, strict=True) if any(r[c] != t.get(c, "") for c in ("rank", "village", "township", "county"))])
    many = Counter(placed.values())
    wrong = [m.posts[s]["post"] for s in many if many[s] > m.capacity[s]] + [m.people[p]["graduate"] for p, s in m.pins.items() if placed.get(p) != s]
    say("名额、指定、服从 seats, pins, consent", wrong + [m.people[p]["graduate"] for p, s in placed.items() if not (m.accepts[p] or s in m.rank[p] or p in m.pins)])
    for at, spec, known in m.hard:
        wrong = [m.people[p]["graduate"] for p, s in placed.items() if known and "allows" in known and not known["allows"](p, s)]
        wrong += [m.posts[s]["post"] for s, least in enumerate((known or {}).get("least", [])) if many[s] < least]
        wrong += [f"row {row}" for row, (a, b, who, area) in enumerate((known or {}).get("rows", [])) if not a <= sum(who.get(p, 0) for p, s in placed.items() if s in area) <= b]
        say(f"规则 rule {at} {spec['kind']}", wrong, [] if known else ["此处不认识 not known here"])
    diary = rows(run / "diary.csv", True)
    lines = [(m.who[r["graduate"]], m.where.get(r["post"], -1), r["action"]) for r in diary]
    say("记录的步数 steps of the diary", [] if [r["step"] for r in diary] == [str(at) for at in range(1, len(diary) + 1)] else ["diary.csv"])
    early = {p: placed[p] for p, r in enumerate(table) if r["stage"] in ("pin", "choice") and p in placed and m.kind != "optimal"} | m.pins
    chosen = choice(m, lines, certificate["refusals"], early)
    words = ["unplaced" if p not in placed else "pin" if p in m.pins else "choice" if p in chosen else "allocation" for p in range(len(m.people))]
    kept = {p for p, (s, _) in m.had.items() if placed.get(p) == s} if (run / "changes.csv").is_file() else set()
    say("选岗者得到所选 whoever chose has it", [r["graduate"] for p, r in enumerate(table) if (r["stage"] != words[p] and p not in kept) or chosen.get(p, placed.get(p)) != placed.get(p)])
    every = [goals(m, spec) for spec in m.settings["assignment"]["goals"]]
    stages, flat = certificate["stages"], [one for part in every for one in part or []]
    say("证书与指标 certificate, metrics", [] if metrics["stages"] == [{c: one[c] for c in ("name", "value", "bound", "proof", "engine")} for one in stages] else ["metrics.json"])
    if None in every or any(known is None for _, _, known in m.hard) or len(m.hard) < len(m.settings["assignment"].get("rules", [])) or any("prices" not in one for one in stages[: len(flat)]):
        say("阶段 stages", [], ["此处不认识其中的规则或目标 rules or goals not known here"])
    else:
        chain = Chain(m, placed, chosen, {m.who[name] for name in certificate["pooled"]})
        for goal, told in zip(flat, stages, strict=False):
            if not chain.stage(goal, told):
                break
    ranks = [int(t["rank"]) for t in towns if t["rank"]]
    right = {"graduates": len(table), "posts": len(m.posts), "seats": sum(m.capacity), "placed": len(placed), "unplaced": len(table) - len(placed), "first_choice": ranks.count(1), "top_three": sum(r <= 3 for r in ranks), "listed": len(ranks), "unlisted": len(placed) - len(ranks), "mean_rank": round(sum(ranks) / len(ranks), 4) if ranks else 0.0}
    right |= {f"{b}": sum(r["stage"] == c for r in table) for b, c in (("by_choice", "choice"), ("by_allocation", "allocation"), ("pinned", "pin"))}
    right["refused_picks"] = sum(line[2] == "refused" for line in lines)
    say("指标 figures", [k for k in {*right, *metrics["summary"]} if right.get(k) != metrics["summary"].get(k)])

def when(month: str) -> int:
    """A month as a number."""
    return 12 * int(month[:4]) + int(month[5:7])

def rotation(run: Path, m: Market) -> None:
    """Everybody in one known unit a month, what is fixed kept, headcounts and repeats."""
    table, section, t = rows(run / "timetable.csv", True), m.settings["rotation"], m.tables
    units = {u["unit"]: u for u in t["units"]} or {u: {"minimum": "0", "maximum": ""} for u in UNITS.split()}
    begin, end = when(section["start"]), when(section["start"]) + section["months"]
    plan, towns = {(r["graduate"], when(r["month"])): r["unit"] for r in table}, {r["graduate"]: r["township"] for r in table}
    year = [(g, at) for g in towns for at in range(begin, end)]
    away = {(a["graduate"], at): a["holds_seat"] for a in sorted(t["absences"], key=lambda a: a["holds_seat"], reverse=True) for at in range(when(a["first_month"] or section["start"]), when(a["last_month"]) + 1 if a["last_month"] else end)}
    wrong = [f"{g} {at}" for g, at in year if (plan.get((g, at)) not in units) != ((g, at) in away and (away[g, at] == "no" or plan.get((g, at)) == ""))]
    wrong += [r["graduate"] for r in t["cells"] if r["fixed"] == "yes" and r["graduate"] in towns and (key := (r["graduate"], when(r["month"]))) not in away and plan.get(key) != r["unit"]]
    say("每月一个单位 one unit a month", wrong + (["doubled"] if len(plan) != len(table) else []) + [r["graduate"] for r in m.people if r["township"] and (towns.get(r["graduate"]) or (r["township"] in towns.values() and "?")) not in (False, r["township"])])
    kinds = {spec["kind"]: spec for spec in section.get("rules", []) if "weight" not in spec}
    seats, work = Counter((towns[g], at, plan[g, at]) for g, at in year), Counter((towns[g], at, plan[g, at]) for g, at in year if (g, at) not in away)
    odd = [f"{key}" for key in sorted({(town, at, u) for town in towns.values() for at in range(begin, end) for u in units}) if work[key] < int(units[key[2]]["minimum"]) or seats[key] > int(units[key[2]]["maximum"] or FAR)]
    plain = not t["headcounts"] and not any(u.get("township") for u in units.values()) and not t["cells"]
    fine = {k: plain and k in kinds and kinds[k].keys() <= {"kind", more} for k, more in (("headcount", "spread"), ("no-repeat", "cooldown"))}
    say("人数 headcount", odd if fine["headcount"] else [], [] if fine["headcount"] else ["此处不核对 not checked here"])
    back = [f"{g} {at}" for g, at in year if plan[g, at] and any(plan.get((g, at - k)) == plan[g, at] for k in range(1, kinds.get("no-repeat", {}).get("cooldown", 1) + 1))]
    say("不连任 no repeat", back if fine["no-repeat"] else [], [] if fine["no-repeat"] else ["此处不核对 not checked here"])
    say("轮岗的其他规则与目标 other rules and goals of the rotation", [], ["此处不核对 not checked here: chuyan verify"])

def main(run: Path, digest: str | None = None, commitment: str | None = None) -> int:
    """All properties of a run, printed; 6 if any fails."""
    try:
        certificate, m = json.loads((run / "certificate.json").read_text("utf-8")), Market(run / "inputs")
        digests(run, certificate, digest, commitment)
        if certificate["kind"] == "impossible":
            prices, fixed = certificate.get("prices"), {m.who[g]: m.where[s] for g, s in certificate.get("placed", {}).items()}
            prices = prices if prices and prices["sums"].keys() <= m.sums.keys() else None
            say("无可行方案 impossible", [] if not prices or refutes(m, fixed, prices) else ["不成立 not refuted"], [] if prices else ["此处不核对，或只由搜索证明 not checked here, or by search only"])
        else:
            assignment(run, m, certificate) if certificate["kind"] == "assignment" else rotation(run, m)
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as odd:
        say("可读 readable", [f"{type(odd).__name__} {odd}"])
    for name, mark, said in found:
        sys.stdout.write("\n    · ".join([f"{mark} {name}", *said[:5]]) + "\n")
    return 6 if any(mark == "✗" for _, mark, _ in found) else 0

if __name__ == "__main__":
    options = {a: b for a, b in pairwise(sys.argv[2:]) if a.startswith("--")}
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(Path(sys.argv[1]), options.get("--digest"), options.get("--commitment")))
