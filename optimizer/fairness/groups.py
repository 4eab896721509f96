"""Groups that are compared: a column of the graduates, the county they come from, their major, their score band."""

from __future__ import annotations

import numpy as np

from optimizer.assignment.market import Market
from optimizer.scenario.groups import field
from optimizer.scenario.tables import GRADUATES
from optimizer.solver.program import Integers

SMALLEST = 5
"""Groups of fewer people are shown but not compared: one person is no group."""
_QUARTERS = ("次序前 1/4 / first quarter", "次序 1/4–1/2 / second quarter", "次序 1/2–3/4 / third quarter",
             "次序后 1/4 / last quarter")  # fmt: skip
_BLANK = "未填 / blank"
_COUNTY, _CATEGORY = 6, 2


def groups(market: Market, by: str) -> tuple[list[str], Integers] | None:
    """The names of the groups and the group of every graduate; None where the graduates have no such column.

    `by` is a column in either language; "home" (the county somebody comes from), "major" (its category, two
    digits) and "score" (the quarters by priority) are understood as groups of many.
    """
    if by == "score":
        return list(_QUARTERS), np.arange(market.size) * 4 // max(market.size, 1)
    name = field(by)
    if name not in market.graduate_table:
        return None
    cells = market.graduate_table[name]
    if cells.dtype == bool:
        texts = np.where(cells.to_numpy(bool), "是 / yes", "否 / no").astype(object)
    else:
        texts = cells.astype("str").fillna("").to_numpy(object)
    if name == "home":
        counties = _counties(market)
        texts = np.array([counties.get(text[:_COUNTY], text[:_COUNTY]) for text in texts], object)
    elif name == "major":
        texts = np.array([text[:_CATEGORY] for text in texts], object)
    values, code = np.unique(np.where(texts == "", _BLANK, texts).astype(str), return_inverse=True)
    return values.tolist(), code.astype(np.int64)


def _counties(market: Market) -> dict[str, str]:
    """The name of every county that holds a post, by code."""
    table = market.post_table
    if "area" not in table or "county" not in table:
        return {}
    return {
        str(area)[:_COUNTY]: str(county) for area, county in zip(table["area"], table["county"], strict=True)
    }


def title(by: str) -> str:
    """What the groups are called, in both languages."""
    known = {"score": "成绩次序 / score band", "home": "户籍县区 / home county", "major": "专业门类 / major",
             "gender": "性别 / gender", "party_member": "党员 / party member"}  # fmt: skip
    chinese = {column.field: column.chinese for column in GRADUATES.columns}.get(field(by), by)
    return known.get(field(by), f"{chinese} / {field(by)}")
