"""What would have had to be different, carried out: it works, and the next smaller change does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from brute import OPTIONS, plans, scenarios
from builders import scenario
from contested import contested
from hypothesis import HealthCheck, given, settings

from optimizer import Impossible, Outcome, Scenario, assign
from optimizer.assignment.kinds import Kinds
from optimizer.assignment.mechanisms.staged import Staged
from optimizer.assignment.mechanisms.turns import in_turn
from optimizer.assignment.offer import offered
from optimizer.assignment.pins import pinned
from optimizer.reasons.case import Case
from optimizer.reasons.choosing_again import chosen_by, listing_first
from optimizer.reasons.explain import explain
from optimizer.reasons.extra_people import joined_by
from optimizer.reasons.needs import Needs
from optimizer.reasons.queue_day import QueueDay
from optimizer.reasons.scores import Scores
from optimizer.solver.program import Integers

OPTED: dict[str, list[dict[str, Any]]] = {
    "choice-then-allocation": [{"share": 0.5}, {}, {"cutoff": 70.0}],
    "parallel": [{"bands": [1, 2]}],
}
LISTING = ("immediate-acceptance", "parallel")
CHOOSING = sorted(set(OPTIONS) - {"optimal"})


def assigned(given_: Scenario) -> Outcome | None:
    try:
        return assign(given_)
    except Impossible:
        return None


def as_good(case: Case, person: int, post: int, got: str | None) -> bool:
    """Whether this is the post asked about or one listed before it."""
    order = [case.market.posts[wish] for wish, _ in case.wishes(person)]
    return bool(got) and got in order[: order.index(case.market.posts[post]) + 1]


@pytest.mark.parametrize("mechanism", CHOOSING)
def test_the_stated_change_is_enough_and_one_step_less_is_not(mechanism: str) -> None:
    options = OPTED.get(mechanism, [{}])
    seen = {
        what
        for seed in range(8 if mechanism in LISTING else 4)
        for option in options
        for what in checked(assigned(contested(seed, mechanism, **option)))
    }
    expected = {"random-serial-dictatorship": {"lot"}, "popular": set(), "probabilistic-serial": set()}
    assert seen >= expected.get(mechanism, {"score"})
    assert ("list-first" in seen) == (mechanism in LISTING)


def checked(outcome: Outcome | None) -> Iterator[str]:
    """Every need of everybody, carried out; which kinds there were."""
    if outcome is None:
        return
    case = Case.of(outcome)
    needs, scores = Needs(case), Scores(case)
    for person, name in enumerate(case.market.graduates):
        for post, rank in case.wishes(person):
            got = case.rank(person, int(case.placed[person]))
            if (case.fixed[person] and got and rank >= got) or case.forbidding(person, post):
                continue
            need = needs.of(person, post)
            if need is None:
                continue
            yield need.what
            if need.what == "score":
                assert need.value is not None
                assert need.more is not None
                assert need.more > 0
                again = chosen_by(case, scores.scored(person, need.value), name)
                assert again == need.gets
                assert as_good(case, person, post, again)
                less = chosen_by(case, scores.scored(person, need.value - scores.unit), name)
                assert not as_good(case, person, post, less)
            elif need.what == "list-first":
                assert chosen_by(case, listing_first(case, person, post), name) == need.gets
            elif need.what == "nothing" and "random" not in case.kinds.mechanism.kind:
                best = chosen_by(case, scores.scored(person, 999.0), name)
                assert not as_good(case, person, post, best)


@pytest.mark.parametrize("mechanism", ["choice-then-allocation", "random-serial-dictatorship"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=scenarios("choice-then-allocation"))
def test_the_latest_turn_is_found_as_by_moving_the_person_in_the_queue(
    mechanism: str, data: Scenario
) -> None:
    options = {"share": 1.0} if mechanism == "choice-then-allocation" else {}
    section = data.settings.assignment.model_copy(update={"mechanism": mechanism, "options": options})
    outcome = assigned(replace(data, settings=data.settings.model_copy(update={"assignment": section})))
    if outcome is None:
        return
    case = Case.of(outcome)
    day, staged = QueueDay.of(case), case.kinds.mechanism
    assert day is not None
    assert isinstance(staged, Staged)
    start = pinned(case.task)
    for person in np.flatnonzero(case.market.pins < 0).tolist():
        others = day.turns[day.turns != person]
        got = []
        for turn in range(int(day.turn[person]) + 1):
            queue = np.insert(others, turn, person)
            guard = staged.watch(case.task, start) if case.guarded else None
            got.append(int(in_turn(offered(case.task, start), queue, guard).placed[person]))
        assert got[-1] == (case.placed[person] if case.fixed[person] else -1)
        for post, _ in case.wishes(person):
            if case.forbidding(person, post):
                continue
            names = [case.market.posts[one] if one >= 0 else "" for one in got]
            works = [turn for turn, name in enumerate(names) if as_good(case, person, post, name)]
            assert day.latest(person, post) == max(works, default=None)
            if works:
                assert day.gets(person, post, max(works)) == got[max(works)]


def quota() -> Scenario:
    """Two party members for three posts of one township; one is wanted in the other."""
    people = [
        {"graduate": "甲", "party_member": False},
        {"graduate": "乙", "party_member": True},
        {"graduate": "丙", "party_member": True},
    ]
    posts = [
        {"post": "东一", "township": "东镇", "county": "县", "area": "140321101001"},
        {"post": "西一", "township": "西镇", "county": "县", "area": "140321102001"},
        {"post": "西二", "township": "西镇", "county": "县", "area": "140321102002"},
    ]
    wishes = [("甲", 1, "东一"), ("甲", 2, "西一"), ("乙", 1, "西一"), ("丙", 1, "西二")]
    rules = [{"kind": "group-quota", "group": {"party_member": True}, "areas": ["140321101"], "minimum": 1}]
    return scenario(people, posts, wishes, rules=rules)


def test_a_refused_pick_tells_how_far_the_guarantee_has_to_give_way_and_who_else_would_do() -> None:
    """甲 may not take the only post of 东镇, which must have a party member: one fewer, or two members more."""
    case = Case.of(assign(quota()))
    told = explain(case.outcome, "甲")
    assert [(one.post, one.kind) for one in told.refused] == [("东一", "refused")]
    need = told.refused[0].need
    assert need is not None
    assert (need.what, need.value) == ("relax", 1)
    assert "放宽 1" in need.sentence
    assert (
        "再有" not in need.sentence
    )  # the only seat of 东镇 would be gone: no further person can serve there


def test_one_more_party_member_among_the_free_would_do() -> None:
    """丙, the last member left, may not go to 西镇; with one member more among the free the pick is granted."""
    given_ = quota()
    people = given_.graduates[given_.graduates["graduate"] != "甲"].reset_index(drop=True)
    given_ = replace(given_, graduates=people, wishes=given_.wishes[given_.wishes["graduate"] != "甲"])
    case = Case.of(assign(given_))
    (reason,) = explain(case.outcome, "丙").refused
    assert (reason.post, reason.kind) == ("西二", "refused")
    assert reason.need is not None
    assert "再有 1 名党员=是" in reason.need.sentence
    more = joined_by(given_, {"党员": "是"}, 1)
    assert more.graduates["party_member"].tolist() == [True, True, True]
    placed = assign(more).placements.set_index("graduate")["post"]
    assert placed["丙"] == "西二"
    assert placed["再多1"] == "东一"


def test_a_refused_pick_has_no_plan_and_the_least_that_gives_way_is_told() -> None:
    """All plans are enumerated: none keeps the pick, and none breaks the rule by less than is said."""
    relaxed = 0
    for seed in range(2, 24):
        outcome = assigned(contested(seed, "choice-then-allocation")) if seed % 4 > 1 else None
        if outcome is None:
            continue
        case = Case.of(outcome)
        for line in outcome.diary[outcome.diary["action"] == "refused"].itertuples():
            person, post = case.numbers[str(line.graduate)], case.post_numbers[str(line.post)]
            before = np.where(np.arange(case.market.size) < person, case.kept, case.market.pins)
            before[person] = post
            assert next(plans(case.market, case.kinds, before), None) is None
            need = Needs(case).when_refused(person, post)
            assert need is not None
            least = min(missing(case, plan) for plan in plans(case.market, without_amounts(case), before))
            assert need.value == least
            relaxed += 1
    assert relaxed


def without_amounts(case: Case) -> Kinds:
    """The rules over pairs alone."""
    pairs = tuple(rule for rule in case.kinds.rules if rule.kind not in ("fill-every-post", "group-quota"))
    return replace(case.kinds, rules=pairs)


def missing(case: Case, plan: Integers) -> int:
    """By how many people posts are too empty, or the party members of 东镇 too few."""
    kinds = {rule.kind for rule in case.kinds.rules}
    if "fill-every-post" in kinds:
        return int((case.market.capacity - case.task.taken(plan)).sum())
    members = case.market.graduate_table["party_member"].to_numpy(bool)
    return max(0, 1 - int((members & (plan >= 0) & (plan < 2)).sum()))
