"""A page whose data somebody changed, with the digest worked out anew so that only the other checks can tell."""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

Data = dict[str, Any]
_DATA = re.compile(r'(<script type="application/json" id="data">)(.*?)(</script>)', re.DOTALL)
_PRINTED = re.compile(r'(<code id="printed">)(.*?)(</code>)')


def data_of(page: str) -> Data:
    found = _DATA.search(page)
    assert found
    data: Data = json.loads(found[2])
    return data


def digest_of(page: str) -> str:
    found = _PRINTED.search(page)
    assert found
    return found[2]


def forged(page: str, change: Callable[[Data], None], *, digest: bool = True) -> str:
    """The page with changed data."""
    data = copy.deepcopy(data_of(page))
    change(data)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page = _DATA.sub(lambda found: found[1] + text + found[3], page)
    if not digest:
        return page
    return _PRINTED.sub(lambda found: found[1] + hashlib.sha256(text.encode()).hexdigest() + found[3], page)


def tidied(data: Data) -> None:
    """Ranks and cut-offs as the changed posts have them: a careful forger."""
    last = [0] * len(data["posts"])
    for at, person in enumerate(data["people"]):
        post, wishes = person[2], data["wishes"][at]
        ranks = data["ranks"].get(str(at), list(range(1, len(wishes) + 1)))
        person[3] = ranks[wishes.index(post)] if post in wishes else 0
        if post >= 0:
            last[post] = max(last[post], at + 1)
    for post, order in zip(data["posts"], last, strict=True):
        post[4] = order
    for at, post in enumerate(data["posts"]):
        post[5] = sum(person[2] == at for person in data["people"])


def swap(data: Data, one: int, other: int) -> None:
    """Two people exchange their posts, and how they got them stays."""
    left, right = data["people"][one], data["people"][other]
    left[2], right[2] = right[2], left[2]
    tidied(data)


def save(page: str, path: Path) -> Path:
    path.write_text(page, encoding="utf-8", newline="\n")
    return path
