"""What services, deliveries, places, ways of pictures and outcomes are called in sentences for people."""

from server.domain.sessions import Delivery, Mode, Outcome, Place, Service, Session

SERVICES = {
    Service.CONSULTATION: "Consultation",
    Service.ASSESSMENT: "Assessment",
    Service.WORKOUT: "Workout",
}
DELIVERIES = {
    Delivery.LIVE: "Live, by video or phone",
    Delivery.IN_PERSON: "In person",
    Delivery.ASYNC: "On their own time",
}
PLACES = {
    Place.LINK: "By video",
    Place.PHONE: "By phone",
    Place.GYM: "Gym",
    Place.STUDIO: "Studio",
    Place.HOME: "Client's home",
    Place.PARK: "Park",
    Place.WORKPLACE: "Workplace",
    Place.OTHER: "Somewhere else",
    Place.NOWHERE: "On their own time",
}
MODES: dict[Mode, str] = {
    "direct": "Directly between the two of you",
    "relay": "Through this server (can be recorded)",
}
OUTCOMES = {
    Outcome.UNSET: "",
    Outcome.DONE: "Done",
    Outcome.NO_SHOW: "No-show",
    Outcome.LATE_CANCEL: "Late cancel",
    Outcome.MOVED: "Moved",
}


def place(session: Session) -> str:
    """Where it is, with the trainer's note: "Park, meet at the north gate"."""
    if session.place is Place.OTHER and session.place_note:
        return session.place_note
    return f"{PLACES[session.place]}, {session.place_note}" if session.place_note else PLACES[session.place]


def place_for_client(session: Session) -> str:
    """The same as the client reads it: their home is not "client's home"."""
    if session.place is Place.HOME:
        return f"At home, {session.place_note}" if session.place_note else "At home"
    if session.place is Place.NOWHERE:
        return "On your own time"
    return place(session)


def title_for_client(session: Session, trainer_name: str) -> str:
    """What the client reads: "Workout with Bob" is about the trainer then, and names nobody else who takes part."""
    for service in SERVICES.values():  # of any service: a title may be older than a change of what is done
        if session.title.startswith(f"{service} with "):
            return f"{service} with {trainer_name}"
    return session.title


def duration(minutes: int) -> str:
    """Minutes as people say them: 45 min, 1 h, 1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def listing(names: list[str]) -> str:
    """Names in a row: "Bob", "Bob and Bea", "Bob, Bea and Charlie"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def company(names: list[str]) -> str:
    """Those somebody meets, in few words: "Bob, Bea and Charlie", "Bob, Bea and 3 more"."""
    if len(names) > 3:
        return f"{names[0]}, {names[1]} and {len(names) - 2} more"
    return listing(names)


def until(ms: int) -> str:
    """How long until something begins, or since it began: "in 25 min", "5 min ago", "just now"."""
    minutes = abs(ms) // 60_000
    if minutes < 1:
        return "in a moment" if ms > 0 else "just now"
    hours, days = minutes // 60, minutes // 1440
    if days >= 2:
        words = f"{days} days"
    elif hours >= 3:
        words = f"{hours} h"
    else:
        words = duration(minutes)
    return f"in {words}" if ms > 0 else f"{words} ago"
