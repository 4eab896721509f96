"""The order of the packages, and what each may import, read from the source itself."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import optimizer

ROOT = Path(optimizer.__file__).parent
MODULES = {
    ".".join(("optimizer", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}
LEVELS = {
    "errors": 0,
    "plural": 0,
    "remembering": 0,
    "with_parent": 0,
    "scenario": 1,
    "solver": 2,
    "assignment": 3,
    "rotation": 3,
    "fairness": 4,
    "reasons": 4,
    "exchange": 5,
    "evidence": 6,
    "sweeping": 7,
    "report": 8,
    "publication": 9,
    "site": 9,
    "cli": 10,
}
SOLVERS = {"ortools", "highspy"}
LATE = (
    "pandas",
    "numpy",
    "scipy",
    "ortools",
    "highspy",
    "xlsxwriter",
    "openpyxl",
    "pydantic",
    "faker",
    "python_calamine",
    "altair",
    "vl_convert",
    "icalendar",
    "jinja2",
    "joblib",
    "pyarrow",
    "distributed",
    "starlette",
    "uvicorn",
)


def imports(path: Path, everywhere: bool = True) -> set[str]:
    """The modules that a file imports; only those bound when it is loaded unless `everywhere`."""
    tree = ast.parse(path.read_text("utf-8"))
    found = set()
    for node in ast.walk(tree) if everywhere else tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def level(module: str) -> int | None:
    parts = module.split(".")
    return LEVELS.get(parts[1]) if parts[0] == "optimizer" and len(parts) > 1 else None


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"optimizer", "optimizer.__main__"}))
def test_imports_point_down(module: str) -> None:
    mine = level(module)
    assert mine is not None, f"{module} has no place in the order"
    # Scenario.from_frames and the synthesis hand over to nobody above; anything higher is a fault
    above = {name for name in imports(MODULES[module]) if (level(name) or 0) > mine}
    assert not above


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    graph = {name: imports(path, everywhere=False) & set(MODULES) for name, path in MODULES.items()}
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name not in done:
            for further in sorted(graph[name]):
                walk(further, (*trail, name))
            done.add(name)

    for name in graph:
        walk(name, ())


def test_only_the_kernel_knows_solvers() -> None:
    guilty = {
        name
        for name, path in MODULES.items()
        if SOLVERS & {found.partition(".")[0] for found in imports(path)}
    }
    assert guilty
    assert all(name.startswith("optimizer.solver.") for name in guilty)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_opens_with_a_sentence_and_stays_short(module: str) -> None:
    text = MODULES[module].read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert text.count("\n") <= (400 if module == "optimizer.evidence.standalone" else 300)


def test_the_command_line_imports_late() -> None:
    code = f"import sys, optimizer.cli; print([name for name in {LATE!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_face_is_sorted_and_complete() -> None:
    assert optimizer.__all__ == sorted(optimizer.__all__)
    assert dir(optimizer) == optimizer.__all__
    assert all(getattr(optimizer, name).__doc__ for name in optimizer.__all__)
    with pytest.raises(AttributeError, match="no attribute 'asign'"):
        optimizer.asign  # noqa: B018
