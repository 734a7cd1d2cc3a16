"""What clients agree to: one purpose at a time, in words that have a version, given and withdrawn with one tap.

Rows are only ever added. A client's standing on a purpose is the last row; a yes to older words is none to new ones.
The words in force are ours, or the owner's own in their place: a `Texts`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from server.domain import contact
from server.domain.errors import BadInput, Conflict, NotFound

Standing = Literal["given", "withdrawn", "outdated", "never"]


class OutdatedWords(Conflict):
    """The words changed between showing and tapping."""

    code = "outdated-words"
    sentence = "The text has changed since this page was opened. Please open it again and read the new one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a client was shown and agreed to. Never changed once released: a better wording is a new version."""

    version: int
    title: str
    text: str

    @property
    def sha256(self) -> str:
        """Digest of title and text: stored with each answer, so that nobody can say later it was other words."""
        return hashlib.sha256(f"{self.title}\n{self.text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One answer of one client to one purpose."""

    id: str
    client_id: str
    purpose: str
    given: bool  # False: withdrawn
    version: int
    text_sha256: str
    method: str  # a key of METHODS
    session_id: str  # the session it was answered at the door of, or empty
    at_ms: int
    signed_by: str = ""  # the guardian of somebody under age, as they wrote their name


Texts = Mapping[str, Words]  # by purpose: the words in force

ADULT = 18
GUARDIAN = "guardian"  # the purpose that a guardian answers for somebody under age

# How an answer came, in words for "who, when, how".
METHODS = {
    "client page": "by the client, on the personal page",
    "pre-join page": "by the client, before joining a session",
    "entered by trainer": "entered by the trainer, as the client said",
}

# Every wording of every purpose, oldest first; the last one is shown.
PURPOSES: dict[str, tuple[Words, ...]] = {
    "exercise_risk": (
        Words(
            version=1,
            title="Exercise and its risks",
            text=(
                "Exercise has risks, such as sore muscles, strains, falls or, rarely, a heart problem. You do as much "
                "as feels right, say when something hurts, and stop when you feel unwell. You have told your trainer "
                "about your health as it is today, and tell them when it changes. Nobody can promise that nothing "
                "happens."
            ),
        ),
    ),
    "remote_training": (
        Words(
            version=1,
            title="Training without your trainer in the room",
            text=(
                "Exercise has risks, such as strains, falls or, rarely, a heart problem. Over video your trainer "
                "sees only what the camera shows and cannot hold or catch you. You train in a clear space, stop "
                "when something feels wrong, and have a phone within reach. In an emergency you or somebody near "
                "you calls for help; your trainer needs to know where you are."
            ),
        ),
        Words(
            version=2,
            title="Training without your trainer in the room",
            text=(
                "Over video your trainer sees only what the camera shows and hears only what the microphone takes. "
                "They cannot hold or catch you, and the connection may fail. You train in a clear space with a phone "
                "within reach, and say where you are today and who could help. In an emergency you or somebody near "
                "you calls for help."
            ),
        ),
    ),
    "health_data": (
        Words(
            version=1,
            title="Keeping what you say about your health",
            text=(
                "Your trainer may keep what you tell about your health, such as injuries, limits, measurements and "
                "how an exercise felt, to plan your training safely. It stays on your trainer's own server and is "
                "shown to nobody else. Without it your trainer can still train with you, but knows less about what "
                "to avoid."
            ),
        ),
    ),
    "clips": (
        Words(
            version=1,
            title="Short clips of your exercises",
            text=(
                "During a session your trainer may keep a short video of a moment, usually less than a minute, so "
                "that you two can look at it again in slow motion. You see when it happens. Clips stay on your "
                "trainer's own server and are shown to nobody else. Without this, nothing of your picture is kept "
                "this way."
            ),
        ),
    ),
    "recording": (
        Words(
            version=1,
            title="Recording a whole session",
            text=(
                "Your trainer may record a session from start to end, picture and sound, to review it afterwards. "
                "You see a sign for as long as it runs. Recordings stay on your trainer's own server, are shown to "
                "nobody else and are deleted after a set time. If you say no, sessions take place just the same and "
                "you are not recorded."
            ),
        ),
    ),
    "pose_analysis": (
        Words(
            version=1,
            title="Measuring movement in your videos",
            text=(
                "Your trainer may have a program find your joints in a video and measure angles, with how far off they "
                "may be. It runs on your trainer's own server, decides nothing about you and is shown to nobody else. "
                "Without it your trainer looks at your videos with their own eyes only."
            ),
        ),
    ),
    GUARDIAN: (
        Words(
            version=1,
            title="For a parent or guardian",
            text=(
                "You are the parent or guardian of the person this page is for, who is under 18. You agree that they "
                "train with this trainer, have read what they agree to here, and can be reached while they train. You "
                "may take this back at any time."
            ),
        ),
    ),
}


def words(purpose: str, texts: Texts | None = None) -> Words:
    """The words of a purpose as shown now; without `texts` ours. Raises NotFound."""
    if purpose not in PURPOSES:
        raise NotFound
    return (texts or {}).get(purpose, PURPOSES[purpose][-1])


def edit(before: Words, title: str, text: str) -> Words | None:
    """The next version of words, or None when they are as before. Raises BadInput, OutOfRange."""
    title, text = contact.line(title, "title", most=120), contact.paragraphs(text, "text", most=3000)
    if not title:
        raise BadInput("A consent needs a heading.", "title")
    if len(text) < 20:
        raise BadInput("Say in a sentence or two what is agreed to.", "text")
    if (title, text) == (before.title, before.text):
        return None
    return Words(version=before.version + 1, title=title, text=text)


def asked_of(age: int | None) -> tuple[str, ...]:
    """The purposes that somebody of that age is asked about; a guardian answers for who is known to be under age."""
    is_minor = age is not None and age < ADULT
    return tuple(purpose for purpose in PURPOSES if purpose != GUARDIAN or is_minor)


def last(rows: Iterable[Consent], purpose: str) -> Consent | None:
    """The last answer to a purpose."""
    return max((row for row in rows if row.purpose == purpose), key=lambda row: row.at_ms, default=None)


def standing(rows: Iterable[Consent], purpose: str, texts: Texts | None = None) -> Standing:
    """Where a client stands on a purpose: `outdated` when what was agreed to were other words than those in force."""
    row = last(rows, purpose)
    if row is None:
        return "never"
    if not row.given:
        return "withdrawn"
    return "given" if row.text_sha256 == words(purpose, texts).sha256 else "outdated"


def is_given(rows: Iterable[Consent], purpose: str, texts: Texts | None = None) -> bool:
    """Whether the client agrees, now, to the words as they are now."""
    return standing(rows, purpose, texts) == "given"


def since_ms(rows: Iterable[Consent], purpose: str, texts: Texts | None = None) -> int | None:
    """Since when the client agrees to the words as they are now; None: not. This is what a recorder asks for."""
    rows = list(rows)
    row = last(rows, purpose)
    return row.at_ms if row is not None and is_given(rows, purpose, texts) else None


def answer(
    rows: Sequence[Consent],
    *,
    id: str,
    client_id: str,
    purpose: str,
    given: bool,
    version: int | None,
    method: str,
    session_id: str = "",
    signed_by: str = "",
    texts: Texts | None = None,
    now_ms: int,
) -> Consent | None:
    """The row to add for an answer, or None when the client stands there already (a second tap, a retry).

    rows: all earlier answers of the client. version: the version that was on the screen, if the page said it; an answer
    to words that have changed since is refused. Raises NotFound for an unknown purpose, OutdatedWords, and BadInput for
    a guardian's yes without a name.
    """
    shown = words(purpose, texts)
    signed_by = contact.line(signed_by, "signed_by", most=120)
    if given and purpose == GUARDIAN and not signed_by:
        raise BadInput("Please write your name: a parent or guardian signs here.", "signed_by")
    if given and version is not None and version != shown.version:
        raise OutdatedWords
    before = last(rows, purpose)
    if given and is_given(rows, purpose, texts):
        return None
    if not given and (before is None or not before.given):
        return None
    if not given and before is not None:
        # What is withdrawn is what had been agreed to, in its own words.
        version, sha256 = before.version, before.text_sha256
    else:
        version, sha256 = shown.version, shown.sha256
    return Consent(
        id=id,
        client_id=client_id,
        purpose=purpose,
        given=given,
        version=version,
        text_sha256=sha256,
        method=method,
        session_id=session_id,
        signed_by=signed_by if purpose == GUARDIAN else "",
        # Strictly later than the answer before, so that the last row is never in doubt.
        at_ms=max(now_ms, before.at_ms + 1 if before else 0),
    )
