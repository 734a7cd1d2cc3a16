"""The design language on one page: everything pages are made of, light and dark side by side."""

import re
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from server import qr
from server.web.answers import page
from server.web.pages import STATIC

TOKENS = Path(STATIC) / "css" / "tokens.css"
ICONS = Path(STATIC) / "icons" / "icons.svg"
EXAMPLE = "https://spotter.example/c/7k2m9qd4xw3ha.Zk1vQ8"
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tokens that meet on a page: ink on a ground, what for, and the contrast they must keep."""

    ink: str
    ground: str
    used_for: str
    least: float = 4.5


# Every meeting of colours the style sheets make; tests/test_look.py holds them to their figure.
PAIRS: tuple[Pair, ...] = (
    Pair("text-1", "bg", "text on the page"),
    Pair("text-1", "surface", "text on a card"),
    Pair("text-2", "bg", "hints on the page"),
    Pair("text-2", "surface", "hints on a card"),
    Pair("text-2", "sunken", "a neutral badge"),
    Pair("text-2", "hover", "hints on a row under the pointer"),
    Pair("accent", "bg", "links on the page"),
    Pair("accent", "surface", "links on a card"),
    Pair("accent", "accent-soft", "where you are in the rail"),
    Pair("on-accent", "accent", "the main button"),
    Pair("on-accent", "accent-hover", "the main button under the pointer"),
    Pair("good", "good-soft", "a good badge"),
    Pair("warn", "warn-soft", "a warning badge"),
    Pair("bad", "bad-soft", "a bad badge, the alert of a form"),
    Pair("bad", "surface", "an error at its field"),
    Pair("bad", "bg", "an error on the page"),
    Pair("on-bad", "bad", "a button that cannot be undone"),
    Pair("on-bad", "bad-hover", "the same under the pointer"),
    Pair("info", "info-soft", "a notice"),
    Pair("text-1", "info-soft", "words of a notice"),
    Pair("text-1", "good-soft", "words of a good notice"),
    Pair("text-1", "warn-soft", "words of a warning"),
    Pair("text-1", "bad-soft", "words of an alert"),
    Pair("bg", "text-1", "a toast"),
    Pair("line-strong", "surface", "the edge of a field", 3.0),
    Pair("focus", "bg", "the focus ring", 3.0),
    Pair("focus", "surface", "the focus ring on a card", 3.0),
)

# The floor is read from three metres: 7 and more, always on dark or on a band.
FLOOR_PAIRS: tuple[Pair, ...] = (
    Pair("text-1", "bg", "words of the floor", 7.0),
    Pair("text-1", "surface", "a name on a tile", 7.0),
    Pair("text-1", "raised", "a big button", 7.0),
    Pair("text-2", "bg", "second words of the floor", 7.0),
    Pair("bg", "text-1", "a cue about form", 7.0),
    Pair("on-interval", "work", "work", 7.0),
    Pair("on-interval", "rest", "rest", 7.0),
    Pair("on-interval", "prepare", "prepare", 7.0),
    Pair("on-interval", "hold", "hold", 7.0),
    Pair("on-interval", "neutral", "any other phase", 7.0),
    Pair("on-safety", "safety", "a safety cue", 7.0),
    Pair("bad", "bad-soft", "a bad badge on a tile", 7.0),
    Pair("warn", "warn-soft", "a warning badge on a tile", 7.0),
    Pair("good", "good-soft", "a good badge on a tile", 7.0),
)


async def design(request: web.Request) -> web.StreamResponse:
    """GET /design: for whoever writes or judges a page; it shows nothing of anybody."""
    css = TOKENS.read_text(encoding="utf-8")
    colours = {theme: palette(css, theme) for theme in THEMES}
    measured = {theme: [(pair, measure(colours[theme], pair)) for pair in PAIRS] for theme in THEMES}
    floor = [(pair, measure(colours["dark"], pair)) for pair in FLOOR_PAIRS]
    square = qr.svg_uri(EXAMPLE)
    return page(request, "design.html", measured=measured, floor=floor, icons=icon_names(), square=square)


def icon_names(sprite: Path = ICONS) -> list[str]:
    """The names of the sprite's icons, in the order they were drawn."""
    return re.findall(r'<symbol id="([\w-]+)"', sprite.read_text(encoding="utf-8"))


def palette(css: str, theme: str) -> dict[str, str]:
    """Token name -> #rrggbb as that theme sees it: the base, overlaid with its data-theme block."""
    base = _block(css, ":root {")
    return {**base, **_block(css, f'[data-theme="{theme}"] {{')}


def _block(css: str, opening: str) -> dict[str, str]:
    start = css.index(f"\n{opening}") + 1
    body = css[start : css.index("\n}", start)]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", body))


def measure(colours: dict[str, str], pair: Pair) -> float:
    """The contrast of a pair, cut (never rounded up) to one decimal."""
    return int(contrast(colours[pair.ink], colours[pair.ground]) * 10) / 10


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two #rrggbb colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
