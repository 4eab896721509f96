"""How much of a program is still free: what a core may begin with, and whether cuts pay."""

from __future__ import annotations

from optimizer.solver.program import Program


def open_wide(program: Program) -> bool:
    """Whether most columns can still move: nothing has fixed them, so the relaxation is far from whole."""
    return 2 * int((program.lower < program.upper).sum()) > program.count


def loose(program: Program) -> bool:
    """Whether stages that were settled by search have left most columns free: a small core holds nothing, then."""
    return len(program.guide) > 0 and open_wide(program)
