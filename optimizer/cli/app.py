"""The application that every file of commands registers with, and what commands share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

ORDER = (
    "open",
    "template",
    "generate",
    "check",
    "run",
    "commit",
    "assign",
    "verify",
    "explain",
    "publish",
    "repair",
    "price",
    "rotate",
    "compare",
    "sweep",
    "honesty",
)


class InOrder(TyperGroup):
    """Commands in the order in which a planner needs them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, those of `ORDER` first."""
        return sorted(self.commands, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))

    def invoke(self, ctx: Any) -> Any:
        """A command; Ctrl-C ends it with a sentence."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            say("已中断，不留半成品 / interrupted; nothing half done is left")
            raise typer.Exit(130) from None


app = typer.Typer(
    cls=InOrder,
    help="雏雁 Chuyan：个人选岗，组织保障，一村一名大学生 / graduates choose, the organisation guarantees.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Where = Annotated[
    Path, typer.Argument(help="场景文件夹或工作簿 / a scenario folder or workbook", show_default=False)
]


def say(text: str) -> None:
    """A line beside the results, to standard error."""
    typer.echo(text, err=True)


def ids(given: Sequence[str] | None) -> list[str]:
    """The ids of an option that may be given more than once, each time with one id or several split by commas."""
    return [name for text in given or () for name in re.split(r"[,，、;；\s]+", text) if name]


def reasoned(given: Sequence[str] | None) -> dict[str, str]:
    """The ids of such an option with the reason that may stand behind each of them: 20240001=考研."""
    parts = (text.partition("=") for text in ids(given))
    return {name: reason for name, _, reason in parts}


def notice(sentences: Sequence[str]) -> None:
    """Say what is in the tables or settings and will not be used."""
    for sentence in sentences:
        say(f"提示 notice: {sentence}")


def new_file(path: Path, force: bool, suffixes: tuple[str, ...]) -> None:
    """Refuse a file of another kind, or one that is there already."""
    from optimizer.errors import UsageError

    if path.suffix.lower() not in suffixes:
        raise UsageError(f"{path} 应以 {'、'.join(suffixes)} 结尾 / must end in {' or '.join(suffixes)}")
    if path.is_dir() or (path.exists() and not force):
        raise UsageError(f"{path} 已存在；加 --force 覆盖 / is there already; add --force to replace it")
    path.parent.mkdir(parents=True, exist_ok=True)


def new_copy(path: Path, source: Path, force: bool) -> None:
    """Refuse a copy that would take the place of what it is made from, or of anything without `force`."""
    from optimizer.errors import UsageError

    if path.exists() and source.exists() and path.samefile(source):
        raise UsageError(f"{path} 是原文件，不会覆盖 / is the file itself and is never overwritten")
    new_file(path, force, (".xlsx",))


def new_scenario(path: Path, force: bool) -> None:
    """Refuse a workbook that is there already, or a folder that holds anything."""
    from optimizer.errors import UsageError

    if path.suffix:
        new_file(path, force, (".xlsx",))
    elif path.is_file() or (path.is_dir() and any(path.iterdir()) and not force):
        raise UsageError(
            f"{path} 已有内容；加 --force 覆盖 / holds something already; add --force to replace it"
        )


def write_scenario(given: Any, path: Path) -> None:
    """Write a scenario as a folder, or as a workbook where the path has a suffix."""
    from optimizer.exchange.folder import write_folder
    from optimizer.exchange.scenario_workbook import write_workbook

    if path.suffix:
        write_workbook(given, path)
    else:
        write_folder(given, path)


def refused(
    wrong: Any,
    given: Any,
    path: Path,
    out: Path | None,
    force: bool,
    beside: Callable[[Path], None] | None = None,
) -> NoReturn:
    """Say why nothing is possible and what would settle it, write it (and `beside` what is), and exit with 4."""
    from optimizer.errors import LimitReached
    from optimizer.exchange.whole import PLANNED
    from optimizer.report.conflict_run import write_conflict
    from optimizer.report.conflict_words import lines

    say(f"错误 error: {wrong}")
    conflict = None
    if wrong.explain is not None:
        say("正在查找最小冲突和出路 / looking for what quarrels, and for ways out")
    try:
        conflict = wrong.explain() if wrong.explain is not None else None
    except LimitReached as open_:
        say(f"未定 left open: {open_}")
    for line in lines(conflict) if conflict is not None else ():
        typer.echo(line)
    if out is not None:
        write_conflict(given, wrong, conflict, path, out, force, beside)
        typer.echo(f"冲突 conflict: {out / 'conflict.json'}")
        if beside is not None:
            typer.echo(f"其余已排好 all else is planned: {out / PLANNED / 'workbook.xlsx'}")
    raise typer.Exit(4)
