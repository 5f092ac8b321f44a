"""A figure of the reading benchmark as SVG: speeds as bars, cost against length on logarithmic axes. No library."""

import math
from collections.abc import Mapping, Sequence
from html import escape

Speeds = tuple[str, dict[str, float]]
"""A corpus, and KB/s by system, ours first."""

WIDTH, ROW, LEFT = 860, 17, 250
_COLOURS = ["#0b5a6b", "#c77c11", "#7a4a8c", "#6b7280"]
_LANGUAGE_COLOURS = ["#0b5a6b", "#b5382f", "#4d7a1f"]


def figure(speeds: Sequence[Speeds], lengths: Sequence[int], costs: Mapping[str, Sequence[float]]) -> str:
    """The whole drawing, as a string of SVG."""
    bars, height = _bars(speeds)
    lines = _lines(lengths, costs, height + 40)
    total = height + 330
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {total}" role="img" '
        'font-family="sans-serif" font-size="12" fill="#1f2933">\n'
        "<title>Speed of the reading, and how its cost grows with the length of a text</title>\n"
        f'<rect width="{WIDTH}" height="{total}" fill="#fff"/>\n' + "\n".join([*bars, *lines]) + "\n</svg>\n"
    )


def _text(x: float, y: float, words: str, anchor: str = "start", weight: str = "normal") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}">{escape(words)}</text>'


def _bars(speeds: Sequence[Speeds]) -> tuple[list[str], float]:
    systems = list(dict.fromkeys(system for _, by_system in speeds for system in by_system))
    shown = [speed for _, by in speeds for system, speed in by.items() if "look-up" not in system]
    scale = (WIDTH - LEFT - 90) / max(shown)
    drawn = [_text(20, 26, "KB of text a second of CPU time, one core, same run", weight="bold")]
    x = 20.0
    for number, system in enumerate(systems):
        drawn.append(f'<rect x="{x:.1f}" y="38" width="11" height="11" fill="{_COLOURS[number % 4]}"/>')
        drawn.append(_text(x + 16, 48, system))
        x += 40 + 7.0 * len(system)
    y = 70.0
    for name, by_system in speeds:
        drawn.append(_text(LEFT - 10, y + 12, name, "end"))
        for system, speed in by_system.items():
            width = min(speed * scale, WIDTH - LEFT - 60)
            colour = _COLOURS[systems.index(system) % 4]
            drawn.append(f'<rect x="{LEFT}" y="{y:.1f}" width="{width:.1f}" height="{ROW - 4}" fill="{colour}"/>')
            beyond = "… " if width < speed * scale else ""
            drawn.append(_text(LEFT + width + 5, y + 11, f"{beyond}{speed:,.0f}"))
            y += ROW
        y += 8
    return drawn, y


def _lines(lengths: Sequence[int], costs: Mapping[str, Sequence[float]], top: float) -> list[str]:
    low, high = math.log10(min(lengths)), math.log10(max(lengths))
    seconds = [cost for each in costs.values() for cost in each]
    least, most = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    left, width, height = 90, WIDTH - 240, 220

    def at(size: float, cost: float) -> tuple[float, float]:
        x = left + (math.log10(size) - low) / (high - low) * width
        return x, top + height - (math.log10(cost) - least) / (most - least) * height

    drawn = [
        _text(20, top - 14, "CPU seconds for one text of so many KB, median; both axes logarithmic", weight="bold")
    ]
    for size in lengths:
        x, _ = at(size, 10.0**least)
        drawn.append(f'<path d="M{x:.1f} {top}v{height}" stroke="#e2e6ea"/>')
        drawn.append(_text(x, top + height + 18, f"{size:,} KB", "middle"))
    for power in range(least, most + 1):
        _, y = at(min(lengths), 10.0**power)
        drawn.append(f'<path d="M{left} {y:.1f}h{width}" stroke="#e2e6ea"/>')
        drawn.append(_text(left - 8, y + 4, f"{10.0**power:g} s", "end"))
    for number, (name, each) in enumerate(costs.items()):
        points = [at(size, cost) for size, cost in zip(lengths, each, strict=True)]
        colour = _LANGUAGE_COLOURS[number % 3]
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        drawn.append(f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        drawn.append(f'<rect x="{left + width + 30}" y="{top + 20 * number}" width="11" height="11" fill="{colour}"/>')
        drawn.append(_text(left + width + 46, top + 10 + 20 * number, name))
    return drawn
