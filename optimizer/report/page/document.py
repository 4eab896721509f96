"""The document: a template, its style and scripts, the data and their digest, in one file that may load nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

_ASSETS = files("optimizer.report.page") / "assets"
_SHARED = ("words.js", "sha256.js", "verdicts.js", "language.js")


def write_document(
    path: Path, template: str, scripts: Sequence[str], data: Mapping[str, Any], context: Mapping[str, Any]
) -> None:
    """Write the page; the same data and context give the same bytes."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    shown = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    style = asset("page.css")
    script = "(() => {\n'use strict';\n" + "".join(asset(name) for name in (*_SHARED, *scripts)) + "})();\n"
    policy = (
        f"default-src 'none'; script-src {_source(script)}; style-src {_source(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = (
        _environment()
        .get_template(template)
        .render(
            **context, data=data, shown=shown, style=style, script=script, policy=policy, digest=digest(shown)
        )
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def asset(name: str) -> str:
    """A file that goes into the page."""
    return (_ASSETS / name).read_text("utf-8")


def digest(text: str) -> str:
    """The sha-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def _source(text: str) -> str:
    """The one script, or style, that the page allows."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _environment() -> Any:
    """Templates in which every text is shown as text."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FunctionLoader(asset),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
