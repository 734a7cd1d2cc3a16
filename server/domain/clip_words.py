"""What pages say of a clip: where it stands, how long and how large it is, how it came."""

from server.domain.clips import CAME_BY, Clip


def standing(clip: Clip) -> str:
    """Where it stands, in a word or two: "Uploading 40 %", "Being made ready 60 %", "Ready"."""
    match clip.state:
        case "uploading":
            return f"Uploading {clip.percent} %" if clip.percent else "Uploading"
        case "uploaded":
            return "Waiting to be made ready"
        case "processing":
            return f"Being made ready {clip.percent} %" if clip.percent else "Being made ready"
        case "refused":
            return "Refused"
        case _:
            return "Ready"


def view(clip: Clip) -> str:
    """Which camera of a person it is of: nothing for the first, which most have alone."""
    return "Second camera" if clip.device == "camera" else ""


def is_on_its_way(clip: Clip) -> bool:
    """Whether more of it is to come by itself."""
    return clip.deleted_at_ms is None and clip.state in ("uploading", "uploaded", "processing")


def lacks_film(clip: Clip) -> bool:
    """Whether it can be watched and what is made last, its filmstrip, is not there yet."""
    return clip.state == "ready" and clip.media == "video" and "filmstrip.jpg" not in clip.files


def length(ms: int | None) -> str:
    """How long it plays, as a player shows it: 0:07, 12:34, 1:02:03; nothing for a photo."""
    return "" if ms is None else _clock(round(ms / 1000))


def moment(ms: int) -> str:
    """A moment within it: the second that has begun then."""
    return _clock(ms // 1000)


def size(size_bytes: int) -> str:
    """Bytes as people say them: 340 kB, 12.5 MB, 2.1 GB."""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000))} kB" if size_bytes else "nothing"
    unit, words = (10**9, "GB") if size_bytes >= 10**9 else (10**6, "MB")
    shown = size_bytes / unit
    return f"{shown:.0f} {words}" if shown >= 100 or shown == int(shown) else f"{shown:.1f} {words}"


def sent_by(clip: Clip, client_name: str, reader: str) -> str:
    """Who put it here and how it had come: "Bob Birch", "You, it came by e-mail", "Your trainer"."""
    if clip.entered_by == reader:
        who = "You"
    else:
        who = client_name if clip.entered_by == "client" else "Your trainer"
    return f"{who}, it came {CAME_BY[clip.came_by]}" if CAME_BY.get(clip.came_by) else who


def many(count: int, what: str = "clip") -> str:
    """1 clip, 3 clips."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
