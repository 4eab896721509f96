"""Who may ask the site for what: strangers nothing, and nobody for anything outside its folder."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from opened import Opened, opened

from optimizer.assignment.mechanisms import MECHANISMS
from optimizer.site.dials import mechanisms
from optimizer.site.gate import HEADERS


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with opened(tmp_path_factory.mktemp("desk") / "雏雁") as started:
        yield started


def ask(
    site: Opened, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, bytes, dict[str, str]]:
    link = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        link.request(method, path, body, headers)
        answer = link.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())
    finally:
        link.close()


@pytest.mark.parametrize(
    "path", ["/", "/state", "/{other}/", "/{other}/state", "/static/app.js", "/{short}/state"]
)
def test_without_the_token_nothing_is_told(site: Opened, path: str) -> None:
    path = path.format(other="a" * len(site.token), short=site.token[:-1])
    status, body, _ = ask(site, path)
    assert status == 403
    assert site.token.encode() not in body


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": "0.0.0.0:1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ],
)
def test_other_hosts_and_origins_are_refused_even_with_the_token(
    site: Opened, headers: dict[str, str]
) -> None:
    assert ask(site, f"/{site.token}/state", **headers)[0] == 403


def test_every_answer_forbids_other_sources_frames_and_caches(site: Opened) -> None:
    for path in (f"/{site.token}/", f"/{site.token}/state", "/elsewhere"):
        given = {name.lower(): value for name, value in ask(site, path)[2].items()}
        assert {name: given[name] for name in HEADERS} == HEADERS


def test_only_this_computer_is_listened_to(site: Opened) -> None:
    listening = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    mine = [
        line[1] for line in listening if int(line[1].partition(":")[2], 16) == site.port and line[3] == "0A"
    ]
    assert mine == [f"0100007F:{site.port:04X}"]


@pytest.mark.parametrize(
    "name",
    [
        "../../x.xlsx",
        "..\\..\\x.xlsx",
        "/etc/x.xlsx",
        ".x.xlsx",
        "CON.xlsx",
        "a" * 300 + ".xlsx",
        "\x00.xlsx",
        "\n.xlsx",
    ],
)
def test_an_upload_stays_in_its_folder(site: Opened, name: str) -> None:
    status, body, _ = ask(site, f"/{site.token}/books?name={quote(name)}", "POST", b"no workbook at all")
    assert status == 200
    assert json.loads(body)["faults"][0]["problem"]["zh"] == "打不开：不是工作簿，或已损坏"
    assert {path.parent for path in site.home.parent.rglob("*x.xlsx")} <= {site.home / "报名表"}


@pytest.mark.parametrize("name", ["x.exe", "x", "", "x.xlsx.html"])
def test_what_is_no_workbook_is_not_kept(site: Opened, name: str) -> None:
    status, body, _ = ask(site, f"/{site.token}/books?name={quote(name)}", "POST", b"x")
    assert (status, "不是工作簿" in json.loads(body)["error"]) == (400, True)


def test_an_upload_has_a_limit(site: Opened) -> None:
    status, _, _ = ask(site, f"/{site.token}/books?name=big.xlsx", "POST", bytes(65 * 2**20))
    assert status == 413
    assert not (site.home / "报名表/big.xlsx").exists()


@pytest.mark.parametrize(
    "path",
    [
        "books/..%2F..%2Fetc",
        "runs/..",
        "runs/nothing",
        "runs/.chuyan/workbook",
        "compare?run=a",
        "jobs/9/stop",
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(site: Opened, path: str) -> None:
    status, body, _ = ask(site, f"/{site.token}/{path}", "POST" if path.startswith("jobs") else "GET")
    assert status in (400, 404)
    assert b"Traceback" not in body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"book": "../x"}',
        b'{"mechanism": "magic"}',
        b'{"book": "x.xlsx", "seconds": "soon"}',
        b'{"book": "A", "seconds": NaN}',
        b'{"book": "A", "seconds": Infinity}',
        b'{"book": "A", "seconds": 1e999}',
        b'{"book": "A", "seconds": 1' + b"0" * 400 + b"}",
        b'{"book": "A", "seconds": [1]}',
        b'{"book": ["A"]}',
        b'{"book": "\\ud800.xlsx"}',
        b'{"book": "\\u0000.xlsx"}',
        b'{"book": "A", "mechanism": 7}',
        b'{"book": "A", "mechanism": "\\ud800"}',
        b'{"book": "A", "mechanism": "parallel", "options": {"\\ud800": 1}}',
        b'{"book": "A", "compare": "optimal"}',
        b'{"book": "A", "compare": ["magic"]}',
        b'{"book": "A", "options": [1]}',
        b'{"book": "A", "mechanism": "choice-then-allocation", "options": {"share": NaN}}',
        b'{"book": "A", "mechanism": "choice-then-allocation", "options": {"cutoff": NaN}}',
        b'{"book": "A", "mechanism": "choice-then-allocation", "options": {"share": 2}}',
        b'{"book": "A", "mechanism": "choice-then-allocation", "options": {"colour": 2}}',
        b'{"book": "A", "mechanism": "parallel", "options": {"bands": [3, null]}}',
        b'{"book": "A", "mechanism": "probabilistic-serial", "options": {"samples": 1' + b"0" * 400 + b"}}",
        b"[" * 100_000,
    ],
)
def test_a_request_without_sense_is_refused_and_queues_nothing(site: Opened, body: bytes) -> None:
    if not (site.home / "报名表/a.xlsx").exists():
        assert ask(site, f"/{site.token}/books?name=a.xlsx", "POST", b"no workbook at all")[0] == 200
    status, said, _ = ask(site, f"/{site.token}/jobs", "POST", body.replace(b'"A"', b'"a.xlsx"'))
    assert status == 400, said
    assert "error" in json.loads(said)
    assert list((site.home / ".chuyan").glob("*.json")) == []
    status, said, _ = ask(site, f"/{site.token}/state")
    assert (status, json.loads(said)["jobs"]) == (200, [])
    assert json.loads(ask(site, f"/{site.token}/state")[1])["jobs"] == []


def test_every_option_of_every_mechanism_has_words_in_both_languages() -> None:
    told = {member["kind"]: member for member in mechanisms()}
    assert set(told) == {member.kind for member in MECHANISMS}
    for member in MECHANISMS:
        options = {option["name"]: option for option in told[member.kind]["options"]}
        assert set(options) == set(member.model_fields)
        assert all(told[member.kind]["promise"].values())
        for option in options.values():
            assert option["type"] in ("boolean", "choice", "number", "integer", "array")
            assert all((option["chinese"], option["english"], *option["help"].values()))
