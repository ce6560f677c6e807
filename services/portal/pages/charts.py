"""Charts as plain geometry: what a template draws as SVG. No script, no inline style, and the figures in words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 16, 14, 30


@dataclass(frozen=True, slots=True)
class Point:
    """One value at its place; `told` is what it says in words."""

    x: float
    y: float
    told: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A word on an axis; `line` is where the line of the grid belongs to it."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """A line with a point for each value there is; where there is none the line has a gap."""

    title: str
    points: Sequence[Point]
    lines: Sequence[str]
    """The stretches of the line, each as the points of an SVG polyline."""
    marks_x: Sequence[Mark]
    marks_y: Sequence[Mark]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a chart, or none; its place on the axis, and what it says in words."""

    label: str
    value: float | None
    told: str


def line_chart(title: str, values: Sequence[Value], *, low: float, high: float, steps: Sequence[float]) -> LineChart:
    """The chart of `values` from left to right, on a scale from `low` to `high` with a line of the grid at each of `steps`."""
    pace = (WIDTH - _LEFT - _RIGHT) / max(1, len(values) - 1)
    places = [round(_LEFT + pace * number, 1) for number in range(len(values))]

    def height_of(value: float) -> float:
        share = (value - low) / ((high - low) or 1)
        return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)

    stretches: list[list[str]] = [[]]
    points: list[Point] = []
    for x, one in zip(places, values, strict=True):
        if one.value is None:
            stretches.append([])
            continue
        points.append(Point(x, height_of(one.value), one.told))
        stretches[-1].append(f"{x},{points[-1].y}")
    return LineChart(
        title=title,
        points=points,
        lines=[" ".join(stretch) for stretch in stretches if len(stretch) > 1],
        marks_x=[Mark(x, HEIGHT - 8, one.label) for x, one in zip(places, values, strict=True)],
        marks_y=[Mark(_LEFT - 10, height_of(step), f"{step:g}") for step in steps],
    )


def count_chart(title: str, values: Sequence[Value]) -> LineChart:
    """The chart of counts or amounts, from nothing up to a round number that none of them is above."""
    high = _round_up(max((one.value or 0 for one in values), default=0))
    return line_chart(title, values, low=0, high=high, steps=(0, high / 2, high))


def _round_up(value: float) -> float:
    """The next of 2, 4, 10, 20, 40, 100 …, whose half is a whole number, too."""
    step = 1.0
    while True:
        for high in (2 * step, 4 * step, 10 * step):
            if value <= high:
                return high
        step *= 10
