"""How much of a program is still free: what a core may begin with, and whether cuts pay."""

from __future__ import annotations

from optimizer.solver.program import Program


def most_of(part: Program, program: Program) -> bool:
    """Whether a core is most of a program: its relaxation is far from whole."""
    return 2 * free(part) > free(program)


def loose(program: Program) -> bool:
    """Whether stages that were settled by search have left most columns free: a small core holds nothing, then."""
    return len(program.guide) > 0 and 2 * free(program) > program.count


def free(program: Program) -> int:
    """How many columns can still move."""
    return int((program.lower < program.upper).sum())
