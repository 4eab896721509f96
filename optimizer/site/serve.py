"""Starting the site: a free port on this computer alone, a fresh token, the page in the browser."""

from __future__ import annotations

import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from optimizer.site.alone import alone, keep_address, kept_address
from optimizer.site.app import Site
from optimizer.site.gate import Gate

HOST = "127.0.0.1"


def serve(home: Path, port: int, *, browser: bool, told: Callable[[str], None]) -> None:
    """Serve the folder until somebody ends it; `told` hears the address, token included.

    Where the folder is served already, `told` hears that instead, and the browser goes there.
    """
    home = home.resolve()
    with alone(home) as mine:
        if mine:
            _serve(home, port, browser, told)
            return
        address = kept_address(home)
        told(f"此文件夹已经打开，不再另开 / {home} is open already; 地址 at: {address or '?'}")
        if browser and address:
            webbrowser.open(address)


def _serve(home: Path, port: int, browser: bool, told: Callable[[str], None]) -> None:
    token = secrets.token_urlsafe(24)
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(128)  # whoever comes at once waits a moment instead of being turned away
        address = f"http://{HOST}:{listening.getsockname()[1]}/{token}/"
        gate = Gate(Site(home).application(), token, listening.getsockname()[1])
        keep_address(home, address)
        told(f"打开 open: {address}")
        if browser:
            threading.Timer(1.0, webbrowser.open, [address]).start()
        config = uvicorn.Config(
            gate, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2
        )
        uvicorn.Server(config).run(sockets=[listening])
