"""For whoever works without a shell: `chuyan open`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli.app import app, say


@app.command(name="open", epilog="例 example: chuyan open 阳泉")
def open_(
    folder: Annotated[
        Path, typer.Argument(help="一切都放在此文件夹 / everything stands in this folder")
    ] = Path("雏雁"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口，0 为任意 / port, 0 = any")] = 0,
    browser: Annotated[bool, typer.Option(help="打开浏览器 / open the browser")] = True,
) -> None:
    """本机网页：放入工作簿，看错误，运行，看结果 / a page on this computer: drop a workbook, run, look."""
    from optimizer.errors import UsageError
    from optimizer.site.serve import serve

    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} 不是文件夹 / is no folder")
    say("只有本机能打开；关闭此窗口即结束 / this computer only; close this window to end it")
    serve(folder, port, browser=browser, told=typer.echo)
