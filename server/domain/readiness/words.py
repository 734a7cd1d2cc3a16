"""What people read about readiness. To clients it is the health check: never readiness, referred or red flag."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.domain.readiness.flags import Kind
from server.domain.readiness.states import Deed, Source, State


@dataclass(frozen=True, slots=True)
class Told:
    """A heading and a sentence."""

    title: str
    text: str


FOR_CLIENT: Mapping[State, Told] = {
    State.NONE: Told(
        "Please do your health check first",
        "It takes about three minutes. Until then you can talk to your trainer, but not train.",
    ),
    State.SUBMITTED: Told(
        "Your trainer is reading your health check",
        "You can talk to your trainer now, and train once they have read it.",
    ),
    State.CLEARED: Told("Your health check is done", "You are good to train."),
    State.FOLLOW_UP: Told(
        "Your trainer wants to talk about your health check first",
        "Something in your answers needs a word before you train. You can join to talk.",
    ),
    State.CLEARED_WITH_LIMITS: Told("Your health check is done", "You are good to train, with what to avoid in mind."),
    State.REFERRED: Told(
        "Please see your doctor first",
        "Bring or send your trainer what the doctor writes. You can join to talk, but not train.",
    ),
    State.EXPIRED: Told(
        "Your health check is a year old",
        "Please do it again: it takes about three minutes. Until then you can talk to your trainer, but not train.",
    ),
    State.REOPENED: Told(
        "Your trainer wants to talk about your health first",
        "After what happened or changed, your trainer looks at it again before you train. You can join to talk.",
    ),
}

# Badge, what it means for the session, and how loud it is (a kind of ui.badge).
FOR_TRAINER: Mapping[State, tuple[str, str, str]] = {
    State.NONE: ("no health check", "They have not done their health check yet.", "warn"),
    State.SUBMITTED: ("to review", "The health check was sent and waits for you to read it.", "warn"),
    State.CLEARED: ("cleared", "May exercise.", "good"),
    State.FOLLOW_UP: ("follow up", "Something was answered with yes. Talk about it, then decide.", "bad"),
    State.CLEARED_WITH_LIMITS: ("cleared with limits", "May exercise within the limits you wrote.", "good"),
    State.REFERRED: ("referred", "Waits for what the doctor writes.", "bad"),
    State.EXPIRED: ("expired", "The health check is older than twelve months.", "warn"),
    State.REOPENED: ("reopened", "A red flag or a change of health: decide again.", "bad"),
}

HAPPENED: Mapping[Kind, str] = {"unwell": "felt unwell", "pain": "said that something hurts"}

DEEDS: Mapping[Deed, str] = {
    "submitted": "Health check sent",
    "judged": "Health check judged by its answers",
    "reviewed": "Reviewed",
    "elsewhere": "Screening done elsewhere, kept as a record",
    "reopened": "Reopened",
    "overridden": "Let train all the same, for one session",
    "override_ended": "Override taken back",
}

SOURCES: Mapping[Source, str] = {
    "form": "the health check on this server",
    "paper": "a health check on paper",
    "talk": "what was said in a talk",
    "doctor": "what a doctor wrote",
    "elsewhere": "a form filled in elsewhere",
    "room": "what happened in a session",
    "told": "what the client told",
}
