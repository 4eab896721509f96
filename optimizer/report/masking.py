"""Masked identities for the published list (公示)."""

from __future__ import annotations

_SHOWN = 4


def mask_name(name: str) -> str:
    """The surname and a star: 张三 → 张*, 张小三 → 张*三, 欧阳小三 → 欧**三."""
    if len(name) <= 2:
        return f"{name[:1]}*" if name else ""
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def mask_id(identity: str) -> str:
    """Stars and the last digits: 20240017 → ****0017; a short id shows its last half at most."""
    shown = min(_SHOWN, len(identity) // 2)
    return "*" * (len(identity) - shown) + identity[len(identity) - shown :]
