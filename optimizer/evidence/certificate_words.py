"""What a certificate calls itself, and the names of all that may stand in one."""

from collections.abc import Mapping
from typing import Final

FORMAT: Final = "chuyan-certificate-1"
_HEAD = frozenset({"format", "kind", "claims", "seed", "status"})
_STAGE = frozenset({"name", "value", "bound", "proof", "engine"})
_DUALS = frozenset({"scale", "duals", "step"})
ENTRIES: Final[Mapping[str, frozenset[str]]] = {
    "assignment": _HEAD | {"engines", "refusals", "pooled", "unique", "stages"},
    "rotation": _HEAD | {"engines", "first", "since", "serving", "towns"},
    "impossible": _HEAD | {"of", "placed", "prices", "first", "towns"},
    "stages[]": _STAGE | _DUALS | {"second", "prices"},
    "stages[].prices": frozenset({"scale", "bound", "posts", "sums", "stages", "beyond"}),
    "refusals[]": frozenset({"posts", "sums"}),
    "towns[]": _DUALS | {"township", "bare", "stages", "people"},
    "towns[].stages[]": _STAGE,
}
"""By kind of certificate, then by part: everything else is refused, for no verifier would look at it."""
