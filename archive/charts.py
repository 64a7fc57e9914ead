"""Panels as a chart in a file: SVG, PNG or HTML; the only module that imports vl_convert.

The chart is written as Vega-Lite, which is JSON, and rendered without a network: vl_convert holds
Vega and Vega-Lite. The HTML page holds them too, so it opens anywhere and asks for nothing.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from parser.errors import ZhoubaoError

from .panels import Panel
from .usage import UsageError

KINDS = (".svg", ".png", ".html")
_FONTS = (
    "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, "
    "WenQuanYi Micro Hei, SimHei, sans-serif"
)
_WIDTH, _HEIGHT = 640, 200
_LINE, _DOUBT = "#1F4E9E", "#D9480F"


def check_kind(path: Path) -> str:
    """The ending of a chart's file.

    Raises:
        UsageError: It is none that can be written.
    """
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise UsageError(f"不会写“{path.name}”这种图", remedy="文件名要以 .svg、.png 或 .html 结尾")
    return kind


def render_chart(panels: Sequence[Panel], kind: str, *, note: Sequence[str]) -> bytes:
    """The panels below each other, with a note on where the numbers are from.

    Raises:
        ZhoubaoError: The library is not installed.
    """
    try:
        import vl_convert
    except ImportError:
        raise ZhoubaoError(
            "没有安装画图的库",
            remedy="请运行 pip install 'zhoubao-archive[charts]'，或用 --plot 画在终端里",
        ) from None
    spec = make_spec(panels, note=note)
    if kind == ".svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode("utf-8")
    if kind == ".png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=2))
    page = str(vl_convert.vegalite_to_html(spec, bundle=True))
    return page.replace("<head>", '<head><meta charset="utf-8"><title>周报数据</title>', 1).encode(
        "utf-8"
    )


def make_spec(panels: Sequence[Panel], *, note: Sequence[str]) -> dict[str, Any]:
    """The chart in Vega-Lite; a gap is a null, at which the line breaks."""
    return {
        "title": {
            "text": "断开处没有数，不是 0；橙色的点有疑点",
            "subtitle": list(note),
            "orient": "bottom",
            "anchor": "start",
            "fontSize": 11,
            "fontWeight": "normal",
            "subtitleFontSize": 11,
            "color": "#555",
            "subtitleColor": "#555",
            "offset": 12,
        },
        # the page offers to save the chart, and nothing that would lead to the net
        "usermeta": {
            "embedOptions": {
                "actions": {"export": True, "source": False, "compiled": False, "editor": False}
            }
        },
        "vconcat": [_panel_spec(panel) for panel in panels],
        "config": {
            "font": _FONTS,
            "axis": {"labelFontSize": 11, "titleFontSize": 12, "titleFontWeight": "normal"},
            "view": {"stroke": "#ccc"},
        },
    }


def _panel_spec(panel: Panel) -> dict[str, Any]:
    across = {
        "field": "day",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%Y-%m", "labelOverlap": True, "tickCount": 8, "grid": False},
    }
    is_far_from_zero = min(dot.value for dot in panel.held if dot.value is not None) > 0
    up = {
        "field": "value",
        "type": "quantitative",
        "title": panel.unit or None,
        "axis": {"format": ",~f", "tickCount": 5},
        "scale": {"zero": is_far_from_zero and panel.unit not in ("%", "％")},
    }
    return {
        "title": {"text": panel.title, "anchor": "start", "fontSize": 14},
        "width": _WIDTH,
        "height": _HEIGHT,
        "data": {"values": [_datum(panel, place) for place in range(len(panel.dots))]},
        "encoding": {"x": across, "y": up},
        "layer": [
            {"mark": {"type": "line", "color": _LINE, "strokeWidth": 1.5}},
            {
                "transform": [{"filter": "isValid(datum.value)"}],
                "mark": {"type": "point", "filled": True, "size": 26, "opacity": 1},
                "encoding": {
                    "color": {
                        "condition": {"test": "datum.doubted", "value": _DOUBT},
                        "value": _LINE,
                    },
                    "tooltip": [
                        {"field": "label", "title": "期"},
                        {"field": "printed", "title": "原文"},
                        {"field": "sentence", "title": "句子"},
                        {"field": "command", "title": "打开原句"},
                    ],
                },
            },
        ],
    }


def _datum(panel: Panel, place: int) -> dict[str, Any]:
    dot = panel.dots[place]
    return {
        "day": dot.day.isoformat(),
        "value": None if dot.value is None else float(dot.value),
        "label": dot.label,
        "printed": dot.printed,
        "sentence": dot.sentence,
        "command": dot.command,
        "doubted": dot.is_doubted,
    }


def lacks_chinese_font() -> bool:
    """Whether this machine is known to have no Chinese font to draw a PNG with."""
    lister = shutil.which("fc-list")
    if not sys.platform.startswith("linux") or lister is None:
        return False
    found = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, check=False)
    return found.returncode == 0 and not found.stdout.strip()
