"""The site's addresses: what can be asked of it, and what it answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import wraps
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from optimizer.errors import ChuyanError, UsageError
from optimizer.exchange.load import read
from optimizer.exchange.marked_copy import free_name, write_marked
from optimizer.exchange.template import write_template
from optimizer.site import answers
from optimizer.site.dials import mechanisms
from optimizer.site.faults import looked_through
from optimizer.site.jobs import Jobs
from optimizer.site.results import PAGE, compared, result
from optimizer.site.shelf import Shelf
from optimizer.site.wanted import wanted

LARGEST = 64 * 2**20
STATIC = Path(__file__).parent / "static"
_BEAT = 15.0  # seconds
Answer = Callable[["Site", Request], Awaitable[Response]]


def plainly(answer: Answer) -> Answer:
    """An answer whose refusals are one sentence each, never a traceback."""

    @wraps(answer)
    async def answered(site: Site, request: Request) -> Response:
        try:
            return await answer(site, request)
        except (ChuyanError, OSError) as wrong:
            text = str(wrong).encode("utf-8", "replace").decode()  # what was asked may be no text at all
            return JSONResponse({"error": text, "dial": getattr(wrong, "dial", "")}, 400)

    return answered


class Site:
    """One shelf with its queue, as an application."""

    def __init__(self, home: Path) -> None:
        self.shelf = Shelf(home).prepared()
        self.jobs: Jobs

    def application(self) -> Starlette:
        """The application, its queue at work as long as it lives."""
        routes = [
            Route("/", self._page),
            Route("/state", self.state),
            Route("/events", self.events),
            Route("/template", self.template),
            Route("/books", self.upload, methods=["POST"]),
            Route("/books/{name}", self.look),
            Route("/books/{name}/marked", self.marked),
            Route("/jobs", self.ask, methods=["POST"]),
            Route("/jobs/{number:int}/stop", self.stop, methods=["POST"]),
            Route("/runs/{name}", self.run),
            Route("/runs/{name}/workbook", self.workbook),
            Route("/runs/{name}/page", self.page),
            Route("/runs/{name}/why", self.why),
            Route("/runs/{name}/checked", self.checked),
            Route("/runs/{name}/calendars/{town}", self.calendar),
            Route("/compare", self.compare),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
        return Starlette(routes=routes, lifespan=self._alive)

    @asynccontextmanager
    async def _alive(self, app: Starlette) -> AsyncIterator[None]:
        self.jobs = Jobs(self.shelf)
        working = asyncio.create_task(self.jobs.work())
        yield
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        await self.jobs.close()

    async def _page(self, request: Request) -> Response:
        return FileResponse(STATIC / "index.html")

    @plainly
    async def state(self, request: Request) -> Response:
        """Everything the page begins with."""
        known = {"books": self.shelf.books(), "runs": self.shelf.runs(), "jobs": self.jobs.all()}
        return JSONResponse({**known, "home": str(self.shelf.home), "mechanisms": mechanisms()})

    async def events(self, request: Request) -> Response:
        """Every change of a job, as server-sent events."""
        return StreamingResponse(self._news(request), media_type="text/event-stream")

    async def _news(self, request: Request) -> AsyncIterator[str]:
        news = self.jobs.listen()
        following = asyncio.ensure_future(anext(news))
        try:
            yield ": hello\n\n"
            while not await request.is_disconnected():
                done, _ = await asyncio.wait({following}, timeout=_BEAT)
                if done:
                    yield f"data: {following.result()}\n\n"
                    following = asyncio.ensure_future(anext(news))
                else:
                    yield ": still here\n\n"
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await following
            await news.aclose()  # type: ignore[attr-defined]

    @plainly
    async def template(self, request: Request) -> Response:
        """The empty workbook."""
        path = self.shelf.home / "报名表模板.xlsx"
        await run_in_threadpool(write_template, path)
        return FileResponse(path, filename=path.name)

    @plainly
    async def upload(self, request: Request) -> Response:
        """Keep a workbook and say what is in it, or what is wrong with it."""
        content = bytearray()
        async for chunk in request.stream():
            content += chunk
            if len(content) > LARGEST:
                text = f"文件超过 {LARGEST >> 20} MB / larger than that"
                return JSONResponse({"error": text}, 413)
        path = self.shelf.keep(request.query_params.get("name", ""), bytes(content))
        return JSONResponse(await run_in_threadpool(looked_through, path))

    @plainly
    async def look(self, request: Request) -> Response:
        """What is in a workbook that was uploaded before."""
        return JSONResponse(
            await run_in_threadpool(looked_through, self.shelf.book(request.path_params["name"]))
        )

    @plainly
    async def marked(self, request: Request) -> Response:
        """The copy of a workbook with its faults marked."""
        path = self.shelf.book(request.path_params["name"])
        out = await run_in_threadpool(_marked, path)
        return FileResponse(out, filename=out.name)

    @plainly
    async def ask(self, request: Request) -> Response:
        """Put a run into the queue."""
        return JSONResponse(self.jobs.ask(wanted(await request.body(), self.shelf)))

    @plainly
    async def stop(self, request: Request) -> Response:
        """Ask a run for an end."""
        return JSONResponse(self.jobs.stop(request.path_params["number"]))

    @plainly
    async def run(self, request: Request) -> Response:
        """A finished run."""
        return JSONResponse(await run_in_threadpool(result, self.shelf.run(request.path_params["name"])))

    @plainly
    async def workbook(self, request: Request) -> Response:
        """The workbook of a run."""
        name = request.path_params["name"]
        return FileResponse(self.shelf.run(name) / "workbook.xlsx", filename=f"{name}.xlsx")

    @plainly
    async def page(self, request: Request) -> Response:
        """The page of a run, to be kept."""
        name = request.path_params["name"]
        return FileResponse(self.shelf.run(name) / PAGE, filename=f"{name}.html")

    @plainly
    async def why(self, request: Request) -> Response:
        """Why somebody has this post."""
        run, who = self.shelf.run(request.path_params["name"]), request.query_params.get("graduate", "")
        return JSONResponse(await run_in_threadpool(answers.why, run, who.strip()))

    @plainly
    async def checked(self, request: Request) -> Response:
        """What a verification of the run finds."""
        run = self.shelf.run(request.path_params["name"])
        return JSONResponse(await run_in_threadpool(answers.checked, run))

    @plainly
    async def calendar(self, request: Request) -> Response:
        """The calendars of a township."""
        name, town = request.path_params["name"], request.path_params["town"]
        return FileResponse(answers.calendar(self.shelf.run(name), town), filename=f"{town}.zip")

    @plainly
    async def compare(self, request: Request) -> Response:
        """Runs side by side."""
        runs = [self.shelf.run(name) for name in request.query_params.getlist("run")]
        if len(runs) < 2:
            raise UsageError("选两个以上的结果 / choose two runs or more")
        return JSONResponse(await run_in_threadpool(compared, runs))


def _marked(path: Path) -> Path:
    out = free_name(path)
    write_marked(path, read(path).faults, out)
    return out
