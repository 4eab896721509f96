"""Gale and Shapley, "College Admissions and the Stability of Marriage", American Mathematical Monthly 69 (1962).

Both examples are ranking matrices of men (here graduates) and women (here posts, by their own orders).
"""

from __future__ import annotations

from profiles import chosen, matchings, stable

from optimizer.assignment.mechanisms.deferred_acceptance import DeferredAcceptance

MEN_PROPOSE = DeferredAcceptance()
WOMEN_PROPOSE = DeferredAcceptance(proposing="posts")


def test_example_1_everybody_gets_the_first_choice_of_who_proposes() -> None:
    """Three stable sets: the men's first choices, the women's first choices, and everybody's second choices."""
    men = {"α": "ABC", "β": "BCA", "γ": "CAB"}
    women = {"A": "βγα", "B": "γαβ", "C": "αβγ"}
    seats = dict.fromkeys(women, 1)
    assert chosen(MEN_PROPOSE, men, women) == {"α": "A", "β": "B", "γ": "C"}
    assert chosen(WOMEN_PROPOSE, men, women) == {"α": "C", "β": "A", "γ": "B"}
    found = [plan for plan in matchings(men, seats) if stable(men, women, seats, plan)]
    assert len(found) == 3
    assert {"α": "B", "β": "C", "γ": "A"} in found


def test_example_2_has_one_stable_set() -> None:
    """α C, β D, γ A, δ B, whoever proposes."""
    men = {"α": "ABCD", "β": "ABCD", "γ": "BCAD", "δ": "CABD"}
    women = {"A": "γδαβ", "B": "δαβγ", "C": "αβγδ", "D": "δγαβ"}
    only = {"α": "C", "β": "D", "γ": "A", "δ": "B"}
    seats = dict.fromkeys(women, 1)
    assert [plan for plan in matchings(men, seats) if stable(men, women, seats, plan)] == [only]
    assert chosen(MEN_PROPOSE, men, women) == chosen(WOMEN_PROPOSE, men, women) == only
