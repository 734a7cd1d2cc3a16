"""What pages say of a timer: how long it takes, and how it was built."""

FORMATS = {
    "tabata": "Tabata",
    "every": "Every minute",
    "amrap": "AMRAP",
    "for-time": "For time",
    "death-by": "Death by",
    "circuit": "Circuit",
    "hold": "Hold",
    "sides": "Left and right",
    "rest": "Rest",
    "stopwatch": "Stopwatch",
    "metronome": "Metronome",
    "list": "Your own",
}


def length(ms: int) -> str:
    """How long it takes, as its face would show it: 0:20, 12:05, 1:02:03."""
    seconds = -(-ms // 1000)
    minutes, hours = seconds // 60 % 60, seconds // 3600
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def kind(format: str) -> str:
    """How a timer was built, in a word or two."""
    return FORMATS.get(format, "Interval by interval")
