"""How every chart here looks: one font that carries Chinese, colours and dashes that can be told apart, a title."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import altair as alt

FONT = "Noto Sans SC"
COLOURS = ["#1F4E79", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F7F7F", "#000000", "#8C564B"]
DASHES = [[1, 0], [6, 3], [2, 2], [10, 3], [8, 3, 2, 3], [3, 1], [12, 4], [4, 6], [1, 3]]


def write_pictures(charts: Mapping[str, Any], folder: Path) -> None:
    """Write every chart as .svg and .png into a new folder."""
    folder.mkdir()
    for name, chart in charts.items():
        for suffix in (".svg", ".png"):
            write_picture(chart, folder / f"{name}{suffix}")


def write_picture(chart: Any, path: Path) -> None:
    """Write a chart as .png or .svg: the same picture on every machine."""
    if path.suffix == ".svg":
        path.write_text(svg(chart), "utf-8")
    else:
        path.write_bytes(png(chart))


def svg(chart: Any) -> str:
    """A chart as the text of an .svg."""
    return _drawn(chart.to_json())


@lru_cache(maxsize=16)  # small: whoever writes the same plan again, in a loop, draws nothing twice
def _drawn(specification: str) -> str:
    drawn: str = _converter().vegalite_to_svg(specification)
    return drawn


def png(chart: Any) -> bytes:
    """A chart as the bytes of a .png with the bundled Chinese font, for notebooks too."""
    drawn: bytes = _converter().vegalite_to_png(chart.to_json(), scale=2)
    return drawn


def _converter() -> Any:
    """What draws charts, with the font at hand."""
    import vl_convert
    from pylopdf_fonts_zh_cn import sans_path

    vl_convert.register_font_directory(str(sans_path().parent))
    return vl_convert


def styled(chart: Any, title: str, subtitle: str, said: str) -> Any:
    """A chart with its title, a line below it, and a description for who cannot see it."""
    heading = alt.TitleParams(
        title, subtitle=subtitle, anchor="start", fontSize=17, subtitleFontSize=12, offset=12
    )
    return plain(chart.properties(title=heading, description=said), padding=14)


def plain(chart: Any, padding: int = 6, letters: int = 12, columns: int = 3) -> Any:
    """A chart without a title, for places that have one of their own; `letters` in px, `columns` of its legend."""
    return (
        chart.properties(background="white", padding=padding)
        .configure(font=FONT)
        .configure_axis(labelFontSize=letters, titleFontSize=letters, gridColor="#E5E5E5", labelLimit=240)
        .configure_legend(
            labelFontSize=letters,
            title=None,
            orient="bottom",
            columns=columns,
            labelLimit=320,
            symbolSize=140,
        )
        .configure_view(stroke=None)
    )
