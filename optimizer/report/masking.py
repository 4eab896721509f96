"""Masked identities for what is published (公示), as the settings of the publication say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from optimizer.scenario.settings import PublicationSettings

_SHOWN = 4

_SCORED = re.compile(r"（第 (\d+) 位，成绩 [\d.e+-]+ / no\. \d+, score [\d.e+-]+）")

Mask = Callable[[str], str]


def mask_name(name: str) -> str:
    """The surname and a star: 张三 → 张*, 张小三 → 张*三, 欧阳小三 → 欧**三."""
    if len(name) <= 2:
        return f"{name[:1]}*" if name else ""
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def mask_id(identity: str) -> str:
    """Stars and the last digits: 20240017 → ****0017; a short id shows its last half at most."""
    shown = min(_SHOWN, len(identity) // 2)
    return "*" * (len(identity) - shown) + identity[len(identity) - shown :]


def masks(settings: PublicationSettings) -> tuple[Mask, Mask]:
    """How names and ids are shown."""
    names: dict[str, Mask] = {"surname": mask_name, "full": str, "none": lambda name: "*" if name else ""}
    ids: dict[str, Mask] = {"last-four": mask_id, "full": str, "none": lambda identity: "*"}
    return names[settings.names], ids[settings.ids]


def hiding(identities: Sequence[str], settings: PublicationSettings, shown: Sequence[str] = ()) -> Mask:
    """What makes a sentence of reasons fit for one of these people: ids of others masked, and scores where they are."""
    ids = masker(identities, masks(settings)[1], shown)
    return ids if settings.scores == "exact" else lambda text: without_scores(ids(text))


def masker(identities: Sequence[str], mask: Mask, shown: Sequence[str] = ()) -> Mask:
    """What masks every id that stands in a text, but for those `shown`."""
    kept = set(shown)
    hidden = sorted({one for one in identities if one and one not in kept}, key=lambda one: (-len(one), one))
    if not hidden:
        return str
    known = re.compile(f"(?<![0-9A-Za-z])(?:{'|'.join(map(re.escape, hidden))})(?![0-9A-Za-z])")
    return lambda text: known.sub(lambda found: mask(found.group()), text)


def without_scores(text: str) -> str:
    """A text of reasons in which other people are told by their place alone."""
    return _SCORED.sub(r"（第 \1 位 no. \1）", text)
