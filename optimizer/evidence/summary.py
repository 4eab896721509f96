"""The certificate in a few lines for a first page: what is certified, what only a search proved, how to check it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_PROOFS = {
    "certified": "已证最优，算术可验 / certified by arithmetic",
    "proved by search": "由搜索证明 / proved by search",
    "open": "到时限，未证 / limit hit, not proved",
}
_SECOND = {
    "agrees": "；第二个引擎同意 / a second engine agrees",
    "unsettled": "；第二个引擎在限度内未定 / a second engine did not settle it",
    "not asked": "；未另询 / no second engine was asked",
}
_HOW = "核对 check: chuyan verify；python standalone.py；docs/supervisor.md"


def summary(certificate: Mapping[str, Any]) -> Iterator[str]:
    """The lines, in Chinese and English."""
    if certificate["kind"] == "impossible":
        shown = certificate.get("prices") or any("duals" in town for town in certificate.get("towns", ()))
        yield f"无可行方案 / no plan: {'由计算可验 by adding up' if shown else '由搜索或文字说明 by search or in words'}"
        yield _HOW
        return
    yield share(certificate)
    for stage in certificate.get("stages", ()):
        gap = "" if stage["proof"] == "certified" else f"（界 bound {stage['bound']}）"
        second = _SECOND.get(stage.get("second", ""), "")
        yield f"{stage['name']}: {stage['value']}{gap} {_PROOFS[stage['proof']]}{second}"
    refused = certificate.get("refusals", [])
    if refused:
        proved = sum(one is not None for one in refused)
        yield f"未获准的选岗 refused picks: {len(refused)}，有算术证据 proved by arithmetic {proved}"
    yield _HOW


def share(certificate: Mapping[str, Any]) -> str:
    """How many stages arithmetic proves."""
    stages = [
        *certificate.get("stages", ()),
        *(s for town in certificate.get("towns", ()) for s in town["stages"]),
    ]
    proved = sum(stage["proof"] == "certified" for stage in stages)
    return f"各阶段 stages: {len(stages)}，算术已证 certified {proved}"
