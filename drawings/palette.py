"""Every colour of the drawings; no other file of `drawings` names one."""

GROUND = "#17292d"
FLOOR = "#24403f"
SKIN = "#f0d9c0"
SKIN_FAR = "#b9a793"
TOP = "#5fcad1"
TOP_FAR = "#3f959b"
SHORTS = "#2b7f88"
SHORTS_FAR = "#1f5f66"
HAIR = "#8a5a3c"
WOOD = "#6d7f80"  # what one sits on, leans on and steps onto
SHADE = "#465a5c"  # what of it is further away
STEEL = "#aab6ba"  # what is lifted
HUB = "#5d6a6e"
BAND = "#e2a64f"  # bands, ropes and cables
MAT = "#35605e"
ALL = frozenset(
    (GROUND, FLOOR, SKIN, SKIN_FAR, TOP, TOP_FAR, SHORTS, SHORTS_FAR, HAIR, WOOD, SHADE, STEEL, HUB, BAND, MAT)
)
