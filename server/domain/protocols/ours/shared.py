"""Words and cameras that several protocols share."""

from server.domain.protocols.protocol import Camera, Picture

NOT_IF = (
    "Your doctor told you not to exercise.",
    "You are ill, or something hurts today that did not hurt before.",
)
STOP_IF = (
    "You feel pain, pressure in the chest, or your heart beats out of step.",
    "You get dizzy, sick, or far more out of breath than the movement explains.",
)
CLOTHES = "Wear shorts and a close-fitting top, so that knees, hips and shoulders can be seen."
LIGHT = "Face the light: with a window behind you the camera sees only a shadow."
WARM_UP = "Warm up for five minutes: walk briskly and circle your arms."
MAT = "A mat or a carpet on a floor that does not slip, with two metres of free space."

FRONT = Camera(view="front", framing="standing-front")
SIDE = Camera(view="side_left", framing="arms-up-side")
FLOOR = Camera(view="side_left", distance_m=2.5, height_m=0.4, hold="sideways", framing="floor-side")
SEATED_FRONT = Camera(view="front", height_m=0.8, framing="seated-front")
SEATED_SIDE = Camera(view="side_left", height_m=0.8, framing="seated-side")


def pictures(stem: str, start: str, end: str) -> tuple[Picture, Picture]:
    """The first and the last moment of a movement, as drawn."""
    return Picture(f"{stem}-start.svg", start), Picture(f"{stem}-end.svg", end)
