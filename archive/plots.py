"""A panel as a line drawn in a terminal with braille dots: two by four of them in a column.

Drawn here because plotext counts a Chinese character as one column, which pushes its frames and
labels apart, and joins a line over gaps.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from .panels import Panel, say_panel
from .screen import Look, fit_lines, pad, width_of
from .wording import say_number

_HEIGHT = 10  # lines of text
_WIDTH = 80  # of a pipe
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))

Dots = tuple[int, int | None]  # across, down; None: a gap


def render_plot(panel: Panel, look: Look) -> str:
    """The title, the line between its axes, and where its highest, lowest and last value stand."""
    width = min(look.width or _WIDTH, 120)
    low, high, step = find_scale([dot.value for dot in panel.held if dot.value is not None])
    ticks = _ticks(low, high, step)
    left = max(width_of(label) for label in ticks.values())
    columns = width - left - 2
    rows = draw(_place(panel, low, high, columns), columns, _HEIGHT)
    lines = [look.paint("title", panel.title)]
    for number, row in enumerate(rows):
        label = ticks.get(number, "")
        edge = "┤" if label else "│"
        lines.append(f"{pad(label, left, right=True)} {edge}{look.paint('good', row.rstrip())}")
    lines.append(f"{' ' * left} └{'─' * columns}")
    lines.append(" " * (left + 2) + _days(panel, columns))
    return "\n".join(lines) + "\n" + fit_lines(say_panel(panel), look) + "\n"


def find_scale(values: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """Lowest and highest value of the axis, and the step between its marks: round numbers.

    The axis begins at 0 unless that would press the line flat.
    """
    least, most = min(values), max(values)
    if least >= 0 and (least * 2 <= most or least == most):
        least = Decimal(0)
    room = most - least or abs(most) or Decimal(4)
    magnitude = Decimal(1).scaleb((room / 4).adjusted())
    step = next(s * magnitude for s in _STEPS if s * magnitude * 4 >= room)
    low = (least / step).to_integral_value(rounding="ROUND_FLOOR") * step
    high = (most / step).to_integral_value(rounding="ROUND_CEILING") * step
    return low, high if high > low else low + step, step


def _ticks(low: Decimal, high: Decimal, step: Decimal) -> dict[int, str]:
    """The marks of the axis by the line of text they stand on."""
    found = {}
    value = low
    while value <= high:
        share = (high - value) / (high - low)
        found[round(float(share) * (_HEIGHT - 1))] = _say_mark(value, high)
        value += step
    return found


def _say_mark(value: Decimal, high: Decimal) -> str:
    """A mark of the axis, all of one axis in 万 or 亿 where the highest is large."""
    for size, word in ((100_000_000, "亿"), (10_000, "万")):
        if value and abs(high) >= size * 10:
            return f"{say_number((value / size).normalize())}{word}"
    return say_number(value.normalize() if value else Decimal(0))


def _place(panel: Panel, low: Decimal, high: Decimal, columns: int) -> list[Dots]:
    first, last = panel.dots[0].day.toordinal(), panel.dots[-1].day.toordinal()
    days = max(last - first, 1)
    placed: list[Dots] = []
    for dot in panel.dots:
        across = round((dot.day.toordinal() - first) / days * (columns * 2 - 1))
        down = None
        if dot.value is not None:
            down = round(float((high - dot.value) / (high - low)) * (_HEIGHT * 4 - 1))
        placed.append((across, down))
    return placed


def draw(dots: Sequence[Dots], columns: int, height: int) -> list[str]:
    """Lines of braille; a dot with gaps on both sides stands for itself."""
    grid = [[0] * columns for _ in range(height)]

    def mark(across: int, down: int) -> None:
        grid[down // 4][across // 2] |= _BITS[down % 4][across % 2]

    for place, (across, down) in enumerate(dots):
        if down is None:
            continue
        mark(across, down)
        if _is_alone(dots, place):
            # two of them, or it would be overlooked
            mark(across, down + 1 if down + 1 < height * 4 else down - 1)
    for (across, down), (next_across, next_down) in pairwise(dots):
        if down is None or next_down is None:
            continue
        steps = max(abs(next_across - across), abs(next_down - down), 1)
        for number in range(steps + 1):
            share = number / steps
            mark(
                round(across + (next_across - across) * share),
                round(down + (next_down - down) * share),
            )
    return ["".join(chr(0x2800 + cell) if cell else " " for cell in row) for row in grid]


def _is_alone(dots: Sequence[Dots], place: int) -> bool:
    beside = [dots[other][1] for other in (place - 1, place + 1) if 0 <= other < len(dots)]
    return all(down is None for down in beside)


def _days(panel: Panel, columns: int) -> str:
    """First and last day at the ends of the axis."""
    first, last = (dot.day.isoformat() for dot in (panel.dots[0], panel.dots[-1]))
    return first + " " * max(columns - len(first) - len(last), 1) + last
