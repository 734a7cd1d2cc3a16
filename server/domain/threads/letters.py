"""A letter on its way: what it says, until when it is of use, and how long it is tried."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from server.domain.errors import Conflict

Kind = Literal[
    "message", "reminder", "arrival", "move", "link", "review", "comment", "redo", "health", "given", "flag", "session"
]
Part = Literal["voice", "film"]
Given = Literal["form", "asked-back", "assessment", "program", "report", "sheet"]
State = Literal["waiting", "kept", "sent", "dropped", "failed"]

FIRST_WAIT_MS: Final = 30_000
LONGEST_WAIT_MS: Final = 60 * 60_000
LIVES_MS: Final = 24 * 60 * 60_000
WAITS_FOR_READING_MS: Final = 2 * 60_000  # whoever has the page open reads it there
SETTLES_MS: Final = 5 * 60_000  # whoever moves a session may move it again, or take it back
IN_TIME_MS: Final = 60 * 60_000  # before a session; what would come later comes at once, at night as well
PARTS_TOGETHER_MS: Final = 15 * 60_000  # several that are sent within it are one letter
WAITS_FOR_THE_TRAINER_MS: Final = 45_000  # who is about to open the room needs no letter
MOST_WAITING: Final = 5_000  # of all; what would come on top is not written

STATES: Final[dict[State, str]] = {
    "waiting": "waits",
    "kept": "not sent: no mail is set up",
    "sent": "sent",
    "dropped": "not needed any more",
    "failed": "could not be sent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter to one person, at the address they have when it leaves."""

    id: str
    person: str  # t:<account> or c:<client>
    client_id: str | None = None
    account_id: str | None = None
    kind: Kind
    once: str  # its name; of two with the same name the second is never written
    subject: str
    text: str
    about: Mapping[str, Any] = field(default_factory=dict)  # what decides whether it is still wanted
    state: State = "waiting"
    problem: str = ""
    created_at_ms: int
    useless_at_ms: int
    sent_at_ms: int | None = None


def wait_ms(attempts: int) -> int:
    """How long until the next try after so many: half a minute, doubled each time, an hour at most."""
    return min(LONGEST_WAIT_MS, FIRST_WAIT_MS << max(0, min(attempts, 20) - 1))


def may_try_again(letter: Letter, attempts: int, now_ms: int) -> bool:
    """Whether another try would still come in time."""
    return now_ms + wait_ms(attempts) < letter.useless_at_ms


class NotToBeSentAgain(Conflict):
    """Only a letter that stayed here can be sent once more."""

    code = "letter-not-here"
    sentence = "This letter has left, or is not needed any more, so it cannot be sent again."


def again(letter: Letter, now_ms: int) -> Letter:
    """To be sent once more: one that failed or was kept, and whose words are still here. Raises NotToBeSentAgain."""
    if letter.state not in ("failed", "kept") or not letter.text:
        raise NotToBeSentAgain
    return replace(letter, state="waiting", problem="", useless_at_ms=max(letter.useless_at_ms, now_ms + LIVES_MS))


def settled(letter: Letter, state: State, now_ms: int, problem: str = "") -> Letter:
    """Its end. Nothing of what it says stays once it has left, as it may hold a link."""
    is_gone = state in ("sent", "dropped")
    return replace(
        letter,
        state=state,
        problem=problem[:300],
        text="" if is_gone else letter.text,
        sent_at_ms=now_ms if state == "sent" else None,
    )


# ---- what they say: never what somebody wrote, as letters lie about in mailboxes and on mail servers


def new_messages(to: str, writer: str, where: str, url: str, emergency: str, *, is_urgent: bool) -> tuple[str, str]:
    """Subject and text for somebody who has something to read. where: "" or the name of a group."""
    subject = f"{writer} wrote to you" + (f" in {where}" if where else "")
    if is_urgent:
        subject = f"Please read now: {writer} wrote to you"
    lines = [
        f"Hello {to},",
        "",
        f"{writer} wrote to you{f' in {where}' if where else ''}. Read and answer here:",
        "",
        url,
    ]
    if is_urgent:
        lines += ["", "There are words in it that may mean an emergency, so this letter did not wait for the morning."]
    elif emergency:
        lines += ["", f"Messages are not watched day and night. In an emergency call {emergency}."]
    return subject, "\n".join(lines) + "\n"


def new_comments(to: str, writer: str, title: str, url: str) -> tuple[str, str]:
    """Subject and text for somebody whose clip was written about; the address opens it at that moment."""
    return (
        f"{writer} wrote about a clip",
        f'Hello {to},\n\n{writer} wrote about "{title}". Watch it, read and answer here:\n\n{url}\n',
    )


def once_more(to: str, trainer: str, view: str, url: str) -> tuple[str, str]:
    """Subject and text for a client who is asked to film one view again."""
    return (
        f"{trainer} asks for one view again",
        f"Hello {to},\n\n{trainer} would like to see this once more:\n\n{view}\n\n"
        f"The page shows what to change, and your last take to stand in. Film it here:\n\n{url}\n",
    )


def filmed_again(to: str, name: str, views: str, url: str) -> tuple[str, str]:
    """Subject and text for a trainer who asked for it."""
    return (
        f"{name} filmed it again",
        f"Hello {to},\n\n{name} filmed again what you asked for:\n\n{views}\n\n"
        f"The take before stands beside it:\n\n{url}\n",
    )


def health_check(to: str, trainer: str, url: str) -> tuple[str, str]:
    """Subject and text for a client who is to train and has not done their health check, which it does not name."""
    return (
        f"{trainer} has a few questions before you train",
        f"Hello {to},\n\n{trainer} has planned a session with you. Before you train, please answer a few questions. "
        f"It takes about three minutes:\n\n{url}\n",
    )


def reminder(to: str, title: str, when: str, place: str, url: str) -> tuple[str, str]:
    """Subject and text of a reminder of a session."""
    return (
        f"{title}: {when}",
        f"Hello {to},\n\n{title}\n{when}\n{place}\n\nYour page: {url}\n\n"
        "Should it not suit you any more, you can propose another time there.\n",
    )


def arrival(to: str, name: str, title: str, url: str) -> tuple[str, str]:
    """Subject and text for a trainer before whose room somebody waits."""
    return (
        f"{name} is waiting",
        f"Hello {to},\n\n{name} is at the door of {title} and waits to be let in:\n\n{url}\n",
    )


def flag(to: str, name: str, url: str) -> tuple[str, str]:
    """Subject and text for a trainer whose client felt unwell or had pain while training alone, which it leaves out."""
    return (
        f"Please look now: {name} trained alone",
        f"Hello {to},\n\n{name} told something while training alone that may be a red flag. See what it was, and "
        f"decide here:\n\n{url}\n\nThis letter did not wait for the morning.\n",
    )


@dataclass(frozen=True, slots=True)
class Appointment:
    """When and where a session is, as its client knows it."""

    starts_at_ms: int
    when: str
    place: str


def session_news(
    to: str, title: str, was: Appointment | None, is_now: Appointment | None, more: int, url: str
) -> tuple[str, str]:
    """Subject and text for a client about whose session something is new. was, is_now: None: it does not take place.

    more: how many others of its series it is true of. Raises ValueError for two that are the same.
    """
    others = f"\n{'The one' if more == 1 else f'The {more}'} after it in the same series, too." if more else ""
    if was is None and is_now is not None:
        subject, said = f"Planned: {title}, {is_now.when}", f"{title}\n{is_now.when}\n{is_now.place}{others}"
    elif is_now is None and was is not None:
        subject, said = f"Called off: {title}, {was.when}", f"{title}, {was.when}, does not take place.{others}"
    elif was is not None and is_now is not None and was.when != is_now.when:
        subject = f"Moved: {title}, {is_now.when}"
        said = f"{title} is moved.\n\nNot any more: {was.when}\nNow: {is_now.when}\n{is_now.place}"
    elif was is not None and is_now is not None and was.place != is_now.place:
        subject = f"Changed: {title}, {is_now.when}"
        said = f"{title}, {is_now.when}\n\nNot any more: {was.place}\nNow: {is_now.place}"
    else:
        raise ValueError("nothing is new")
    return subject, f"Hello {to},\n\n{said}\n\nYour page: {url}\n"


def move_asked(to: str, name: str, title: str, when: str, url: str) -> tuple[str, str]:
    """Subject and text for a trainer whose client would like another time."""
    return (
        f"{name} asks to move {title}",
        f"Hello {to},\n\n{name} asks whether {title}, {when}, can be at another time. Answer here:\n\n{url}\n",
    )


def review(to: str, trainer: str, media: str, url: str) -> tuple[str, str]:
    """Subject and text for a client whose trainer has looked at a video or a photo of theirs. media: of the clip."""
    clip = "photo" if media == "photo" else "video"
    return (
        f"{trainer} has looked at your {clip}",
        f"Hello {to},\n\n{trainer} has looked at a {clip} of yours and shows you what to see in it:\n\n{url}\n",
    )


def part(to: str, trainer: str, what: Part, media: str, url: str) -> tuple[str, str]:
    """Subject and text for a client who is sent a voice-over or a film by itself. media: of the clip it is about."""
    clip = "photo" if media == "photo" else "video"
    says = f"has spoken over your {clip}" if what == "voice" else f"made a film of your {clip}"
    how = "hear and see it" if what == "voice" else "watch and keep it"
    return (
        f"{trainer} {says}",
        f"Hello {to},\n\n{trainer} {says}. Here you {how}:\n\n{url}\n",
    )


def comparison(to: str, trainer: str, url: str) -> tuple[str, str]:
    """Subject and text for a client whose trainer laid two clips of theirs side by side."""
    return (
        f"{trainer} shows you two of your videos side by side",
        f"Hello {to},\n\n{trainer} laid two of your videos side by side for you. Look at both here:\n\n{url}\n",
    )


def given(to: str, trainer: str, what: Given, url: str) -> tuple[str, str]:
    """Subject and text for a client who is given something to do or to read. It names nothing of what it is about."""
    says, how = _GIVEN[what]
    return f"{trainer} {says}", f"Hello {to},\n\n{trainer} {says}. {how}:\n\n{url}\n"


_GIVEN: Final[dict[Given, tuple[str, str]]] = {
    "form": ("has some questions for you", "Answer them here in your own time; what you write is kept as you go"),
    "asked-back": ("asks back about what you answered", "Read it and answer here"),
    "assessment": ("has something for you to do", "It is explained step by step here"),
    "program": (
        "has a program for you",
        "Open it on the phone you train with; then it opens without a signal, too",
    ),
    "report": ("has a report for you", "Read what came out here"),
    "sheet": ("has written up your session", "Read it here"),
}


def magic_link(to: str, trainer: str, url: str, minutes: int) -> tuple[str, str]:
    """Subject and text of the letter with which a client opens their page on a device."""
    return (
        f"Your page with {trainer}",
        f"Hello {to},\n\nopen your page with {trainer} here, on the device you want to use:\n\n{url}\n\n"
        f"The link works once, for {minutes} minutes. If you did not ask for it, you can ignore this letter.\n",
    )


def footer(unsubscribe_url: str) -> str:
    """What stands below every letter that nobody asked for."""
    return f"\n-- \nYou need no such letters? {unsubscribe_url}\n"
