"""Drop-downs on the settings' sheet: the mechanisms, and the kinds of rules and goals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from optimizer.assignment.goals import GOALS
from optimizer.assignment.mechanisms import MECHANISMS
from optimizer.assignment.rules import RULES
from optimizer.exchange.page import Page
from optimizer.rotation.goals import GOALS as ROTATION_GOALS
from optimizer.rotation.rules import RULES as ROTATION_RULES

_INLINE = 255  # letters that a list may hold in the cell itself
_KINDS = {
    r"assignment\.mechanism": [member.kind for member in MECHANISMS],
    r"assignment\.rules\.\d+\.kind": [member.kind for member in RULES],
    r"assignment\.goals\.\d+\.kind": [member.kind for member in GOALS],
    r"rotation\.rules\.\d+\.kind": [member.kind for member in ROTATION_RULES],
    r"rotation\.goals\.\d+\.kind": [member.kind for member in ROTATION_GOALS],
}


def choices(path: str) -> Sequence[str]:
    """The kinds to choose from at a setting; none where anything may stand."""
    return next((kinds for pattern, kinds in _KINDS.items() if re.fullmatch(pattern, path)), ())


def help_setting(page: Page, path: str) -> None:
    """Give the value of the setting written last its drop-down."""
    kinds = choices(path)
    if kinds and len(",".join(kinds)) <= _INLINE:
        at = page.next_row - 1
        said = {"error_title": "请改正", "error_message": "从下拉列表选 / choose from the list"}
        page.sheet.data_validation(at, 1, at, 1, {"validate": "list", "source": list(kinds), **said})
