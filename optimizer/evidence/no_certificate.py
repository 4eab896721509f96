"""The certificate of an honest no: prices, or row duals, by which anybody can add up that there is no plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from optimizer.assignment.refutation import Refutation
from optimizer.errors import Impossible
from optimizer.evidence.assigned import Case
from optimizer.evidence.certificate_words import FORMAT
from optimizer.evidence.chain import written
from optimizer.rotation.refutation import Refuted
from optimizer.scenario.model import Scenario
from optimizer.solver.solution import Dual


def no_certificate(scenario: Scenario, wrong: Impossible) -> dict[str, Any]:
    """The certificate as plain data; without numbers where only a search, or a sentence, says no."""
    head = {
        "format": FORMAT,
        "kind": "impossible",
        "seed": scenario.settings.scenario.seed,
        "status": "impossible",
    }
    proof = wrong.prove() if wrong.prove is not None else None
    if isinstance(proof, Refutation):
        return head | {"of": "assignment", **_prices(scenario, proof)}
    return head | ({"of": "rotation", **_duals(proof)} if proof else {"of": "words"})


def _prices(scenario: Scenario, proof: Refutation) -> dict[str, Any]:
    """Who was placed already, and the prices by the ids of posts and the names of sums."""
    market, prices = proof.task.market, proof.prices
    names = Case(scenario).row_names()
    placed = {
        market.graduates[at]: market.posts[post] for at, post in enumerate(proof.placed.tolist()) if post >= 0
    }
    if prices is None:
        return {"placed": placed, "prices": None}
    posts = {market.posts[post]: price for post, price in prices.posts.items()}
    return {
        "placed": placed,
        "prices": {"posts": posts, "sums": {names[row]: price for row, price in prices.sums.items()}},
    }


def _duals(proof: Sequence[Refuted]) -> dict[str, Any]:
    """Each township with the duals of its rows."""
    first = proof[0].cohort
    told = [
        {
            "township": one.cohort.township,
            **(written(Dual(one.duals, 1)) if one.duals is not None else {}),
            "people": list(one.cohort.people),
        }
        for one in proof
    ]
    return {"first": first.months[first.first], "towns": told}
