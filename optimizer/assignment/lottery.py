"""The committed lottery (抽签): numbers hashed from the published seed and the identities.

An identity's number is the first 8 bytes (big-endian) of BLAKE2b over "seed|role|identity" in UTF-8; two
numbers are joined, and draws told apart, by the finaliser of SplitMix64 (Steele, Lea, Flood 2014). Anybody
can repeat them, and no order of rows changes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from optimizer.solver.program import Integers

Numbers = npt.NDArray[np.uint64]

BITS = 20
"""Width of a weight in the lottery stage; equal sums are drawn again with fresh weights."""


def numbers(seed: int, role: str, identities: Sequence[str]) -> Numbers:
    """One 64-bit number per identity."""
    start = hashlib.blake2b(f"{seed}|{role}|".encode(), digest_size=8)
    parts = []
    for identity in identities:
        hashed = start.copy()
        hashed.update(identity.encode())
        parts.append(hashed.digest())
    return np.frombuffer(b"".join(parts), dtype=">u8").astype(np.uint64)


def join(left: Numbers, right: Numbers | np.uint64) -> Numbers:
    """One number per pair of numbers; the order within the pair matters."""
    mixed: Numbers = _finalise(_finalise(left) + right)
    return mixed


def weights(pair: Numbers, draw: int) -> Integers:
    """The weights of one draw: integers from 0 to 2**BITS - 1."""
    drawn = _finalise(pair + np.uint64((draw + 1) * 0x9E3779B97F4A7C15 % 2**64))
    return (drawn >> np.uint64(64 - BITS)).astype(np.int64)


def _finalise(value: Numbers) -> Numbers:
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
