"""What is worked out once from frozen data, and kept as long as they are."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, TypeVar

T = TypeVar("T")


class Remembering:
    """Frozen data that keep what was worked out from them."""

    @cached_property
    def _memory(self) -> dict[Hashable, Any]:
        return {}

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives for these data, worked out once."""
        if key not in self._memory:
            self._memory[key] = make()
        kept: T = self._memory[key]
        return kept
