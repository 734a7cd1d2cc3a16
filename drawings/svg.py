"""Strokes as SVG: a picture on its own ground, or a silhouette to be laid over a camera's picture."""

from collections.abc import Sequence

from drawings.palette import FLOOR, GROUND
from drawings.strokes import Camera, Stroke

CORNER = 10


def picture(strokes: Sequence[Stroke], camera: Camera) -> str:
    """A figure on a floor."""
    body = "\n".join(_line(stroke, stroke.width, stroke.colour) for stroke in strokes)
    below = _n(camera.height - camera.floor)
    return (
        f"{_open(camera)}\n"
        f'<rect width="{camera.width}" height="{camera.height}" fill="{GROUND}"/>\n'
        f'<rect y="{_n(camera.floor)}" width="{camera.width}" height="{below}" fill="{FLOOR}"/>\n'
        f'<g stroke-linecap="round">\n{body}\n</g>\n</svg>\n'
    )


def silhouette(strokes: Sequence[Stroke], camera: Camera) -> str:
    """The outline of the figure, light with a dark edge, so that it is seen on any picture."""

    def grown(by: float, colour: str) -> str:
        return "".join(_line(stroke, stroke.width + by, colour) for stroke in strokes)

    frame = f'<rect width="{camera.width}" height="{camera.height}"'
    return (
        f'{_open(camera)}\n<defs>\n<g id="body" stroke-linecap="round">{grown(0, "#000")}</g>\n'
        f'<g id="line" stroke-linecap="round">{grown(5, "#fff")}</g>\n'
        f'<g id="edge" stroke-linecap="round">{grown(9, "#fff")}</g>\n'
        f'<mask id="dark">{frame} fill="#000"/><use href="#edge"/><use href="#body"/></mask>\n'
        f'<mask id="light">{frame} fill="#000"/><use href="#line"/><use href="#body"/></mask>\n</defs>\n'
        f'{frame} fill="#000" fill-opacity="0.55" mask="url(#dark)"/>\n'
        f'{frame} fill="#fff" mask="url(#light)"/>\n</svg>\n'
    )


def _open(camera: Camera) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{camera.width}" height="{camera.height}" '
        f'viewBox="0 0 {camera.width} {camera.height}">'
    )


def _line(stroke: Stroke, width: float, colour: str) -> str:
    # A line without length has no round ends in some browsers.
    ends = f'x1="{_n(stroke.x1)}" y1="{_n(stroke.y1)}" x2="{_n(stroke.x2 + 0.01)}" y2="{_n(stroke.y2)}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{_n(width)}"/>'


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
