"""An assessment given to a client: a protocol's steps with what the client filmed for each.

A step is to do, sending, kept (filmed, not sent yet), sent, asked for again, or skipped. The client sends all of it at
once; what the trainer asks for again goes round once more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from server.domain import contact
from server.domain.clips import Clip
from server.domain.errors import BadInput, Conflict, NotFound
from server.domain.protocols import Protocol
from server.domain.protocols.results import Delivery

StepState = Literal["todo", "sending", "kept", "sent", "again", "skipped"]
Standing = Literal["given", "begun", "ready", "sent", "again", "cancelled"]

TO_FILM: tuple[StepState, ...] = ("todo", "again")
OPEN: tuple[StepState, ...] = (*TO_FILM, "sending")  # what keeps an assessment from being sent
WORDS_MOST = 1000


class NotAlone(Conflict):
    """A protocol that needs company was given to somebody without any."""

    code = "not-alone"
    sentence = "This one must not be done alone. Say that somebody will be near, or do it together in a session."


class StepsLeft(Conflict):
    """Something of the assessment is neither filmed nor skipped, or not all of a video has arrived."""

    code = "steps-left"
    sentence = "Not every step is done yet. Film what is left, or say why you skip it."


class AlreadySent(Conflict):
    """The client changes what the trainer has already."""

    code = "already-sent"
    sentence = "This was sent already. Your trainer can ask for a step again."


class AssessmentCancelled(Conflict):
    """The trainer took it back."""

    code = "assessment-cancelled"
    sentence = "Your trainer took this back. There is nothing to film any more."


class ClipOfNoUse(Conflict):
    """The clip cannot stand for a step: it was refused, deleted, or is somebody else's."""

    code = "clip-of-no-use"
    sentence = "That video cannot be used here. Please film or choose another one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step as it stands."""

    id: str
    position: int  # from 0
    step: str  # a key of the protocol's steps
    clip_id: str | None = None
    clip_state: str = ""  # the clip's own state; "" when there is none in use
    note: str = ""  # the client's words to the trainer
    redo: str = ""  # "please film this again": the trainer's words, until the client has sent it again
    redo_at_ms: int | None = None  # None again as soon as there is another clip
    skipped_at_ms: int | None = None
    answered_at_ms: int | None = None  # when the client said that a step without a film is done
    redo_clip_id: str | None = None  # the take before the one that was asked for; it stays when that one has come
    redo_moment_ms: int | None = None  # which moment of it shows what was meant

    @property
    def was_filmed_again(self) -> bool:
        """Whether there is the take that was asked for, and the one before it."""
        return self.redo_clip_id is not None and self.clip_id not in (None, self.redo_clip_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One protocol given to one client. Change it by the functions below."""

    id: str
    client_id: str
    session_id: str | None = None  # done together in that session; None: on the client's own time
    delivery: Delivery = "async"
    protocol: str
    version: int = 1  # of the protocol: it stays, also when the protocol goes on
    title: str
    baseline_id: str | None = None  # the assessment this one repeats
    sheet_id: str | None = None  # the group's sheet it belongs to
    note: str = ""  # the trainer's words to the client
    has_company: bool = False  # the trainer was told that somebody will be near the client
    created_at_ms: int
    sent_at_ms: int | None = None  # the last time
    reviewed_at_ms: int | None = None  # when the trainer had looked at all that was sent
    cancelled_at_ms: int | None = None
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        """The step with that key. Raises NotFound."""
        for each in self.steps:
            if each.step == key:
                return each
        raise NotFound


def give(
    protocol: Protocol,
    *,
    id: str,
    step_ids: Sequence[str],
    client_id: str,
    session_id: str | None,
    note: str,
    has_company: bool,
    now_ms: int,
    delivery: Delivery | None = None,
    baseline_id: str | None = None,
    sheet_id: str | None = None,
) -> Assessment:
    """A new one, with every step to do. step_ids: one for each step of the protocol.

    delivery: how it is done; None: live in a session, else on the client's own time. Raises NotAlone when the protocol
    needs company that nobody promised, OutOfRange for a note that is too long.
    """
    delivery = delivery or ("async" if session_id is None else "live")
    if delivery == "async":
        if protocol.company == "trainer":
            raise NotAlone("This one is done only together with you. Plan a session for it.")
        if protocol.company == "helper" and not has_company:
            raise NotAlone(where="has_company")
    steps = zip(step_ids, protocol.steps, strict=True)
    return Assessment(
        id=id,
        client_id=client_id,
        session_id=session_id,
        delivery=delivery,
        protocol=protocol.key,
        version=protocol.version,
        title=protocol.title,
        baseline_id=baseline_id,
        sheet_id=sheet_id,
        note=contact.paragraphs(note, "note", most=WORDS_MOST),
        has_company=has_company,
        created_at_ms=now_ms,
        steps=tuple(Step(id=each, position=at, step=step.key) for at, (each, step) in enumerate(steps)),
    )


# ---- where it stands


def state(assessment: Assessment, step: Step) -> StepState:
    """Where a step stands."""
    if step.redo_at_ms is not None:
        return "again"
    if step.skipped_at_ms is not None:
        return "skipped"
    if assessment.sent_at_ms is not None and not step.redo:
        return "sent"
    if step.clip_state in ("", "refused") and step.answered_at_ms is None:
        return "again" if step.redo else "todo"
    return "sending" if step.clip_state == "uploading" else "kept"


def standing(assessment: Assessment) -> Standing:
    """Where the whole stands: `ready` when nothing is left but to send it."""
    if assessment.cancelled_at_ms is not None:
        return "cancelled"
    states = [state(assessment, step) for step in assessment.steps]
    if "again" in states:
        return "again"
    if not is_with_client(assessment):
        return "sent" if assessment.sent_at_ms is not None else "given"
    if not set(states) & set(OPEN):
        return "ready"
    return "given" if set(states) == {"todo"} else "begun"


def is_with_client(assessment: Assessment) -> bool:
    """Whether it is the client's turn: never sent, or something of it was asked for again. Never in person."""
    if assessment.cancelled_at_ms is not None:
        return False
    if any(step.redo for step in assessment.steps):
        return True
    return assessment.sent_at_ms is None and assessment.delivery != "in_person"


def waits_for_review(assessment: Assessment) -> bool:
    """Whether the client has sent it and the trainer has not said that all of it was looked at."""
    return standing(assessment) == "sent" and assessment.reviewed_at_ms is None


def is_filmed_by_client(assessment: Assessment, step: Step) -> bool:
    """Whether the client films this step on their own page: not what is done in a session, unless asked for again."""
    if assessment.cancelled_at_ms is not None:
        return False
    return assessment.delivery == "async" or bool(step.redo)


def next_step(assessment: Assessment, after: Step | None = None) -> Step | None:
    """Where the client goes on: the first step to film, looking on from `after`; None when there is none.

    What is on its way needs only time: nobody is led back to it.
    """
    begin = 0 if after is None else after.position + 1
    for step in (*assessment.steps[begin:], *assessment.steps[:begin]):
        if step != after and state(assessment, step) in TO_FILM:
            return step
    return None


def done(assessment: Assessment) -> int:
    """How many steps need nothing more of the client."""
    return sum(state(assessment, step) not in OPEN for step in assessment.steps)


# ---- what the client does


def keep(assessment: Assessment, key: str, clip: Clip, now_ms: int) -> Assessment:
    """The client's clip for a step; a later one takes its place. What is filmed in a session is sent as it comes.

    Raises NotFound, AlreadySent, AssessmentCancelled, ClipOfNoUse.
    """
    # A take of a session is made at the trainer's word, also of a step that was sent already.
    is_take = assessment.session_id is not None and clip.moment != "" and assessment.cancelled_at_ms is None
    step = assessment.step(key) if is_take else _open_to_client(assessment, key)
    after = _with_clip(assessment, step, clip)
    return _sent_if_whole(after, now_ms) if assessment.session_id is not None else after


def answer(assessment: Assessment, key: str, protocol: Protocol, now_ms: int) -> Assessment:
    """The client is done with a step that asks for numbers; one that is also filmed still needs its film.

    Raises NotFound, AlreadySent, AssessmentCancelled.
    """
    step = _open_to_client(assessment, key)
    if protocol.step(key).is_filmed:
        return assessment
    return _put(assessment, replace(step, answered_at_ms=now_ms, redo_at_ms=None, skipped_at_ms=None))


def skip(assessment: Assessment, key: str, note: str, now_ms: int) -> Assessment:
    """Leaves a step out, with the client's reason if there is one. A clip that was kept for it is let go.

    Raises NotFound, AlreadySent, AssessmentCancelled, and OutOfRange for too long a reason.
    """
    step = _open_to_client(assessment, key)
    words = contact.paragraphs(note, "note", most=WORDS_MOST)
    after = replace(step, skipped_at_ms=now_ms, redo_at_ms=None, note=words)
    # What the trainer has already stays.
    if step.redo_at_ms is None:
        after = replace(after, clip_id=None, clip_state="", answered_at_ms=None)
    return _put(assessment, after)


def send(assessment: Assessment, now_ms: int) -> Assessment:
    """Hands all of it to the trainer; sending twice changes nothing. Raises StepsLeft, AssessmentCancelled."""
    if assessment.cancelled_at_ms is not None:
        raise AssessmentCancelled
    if not is_with_client(assessment):
        return assessment
    states = [state(assessment, step) for step in assessment.steps]
    if "sending" in states:
        raise StepsLeft("Not all of a video has arrived yet. Open its step to go on sending it.")
    if set(states) & set(OPEN):
        raise StepsLeft
    return _sent(assessment, now_ms)


# ---- what the trainer does


def enter(assessment: Assessment, key: str, clip: Clip, now_ms: int) -> Assessment:
    """The trainer's clip for a step: what came by mail or hand, or a take of a session. The last one completes it.

    Raises NotFound, AssessmentCancelled, ClipOfNoUse.
    """
    if assessment.cancelled_at_ms is not None:
        raise AssessmentCancelled("You took this back. Give it anew to go on.")
    return _sent_if_whole(_with_clip(assessment, assessment.step(key), clip), now_ms)


def ask_again(assessment: Assessment, key: str, words: str, now_ms: int, moment_ms: int | None = None) -> Assessment:
    """Asks the client for a step once more; what there is of it stays until another clip comes.

    moment_ms: of the take there is, which shows what is meant: the client sees it over the camera's picture.
    Raises NotFound, BadInput without words, OutOfRange, AssessmentCancelled.
    """
    if assessment.cancelled_at_ms is not None:
        raise AssessmentCancelled("You took this back. Give it anew to go on.")
    said = contact.paragraphs(words, "words", most=WORDS_MOST)
    if not said:
        raise BadInput("Say what should be different this time.", where="words")
    step = assessment.step(key)
    has_take = step.clip_state not in ("", "refused")
    after = replace(step, redo=said, redo_at_ms=now_ms, skipped_at_ms=None)
    if has_take:
        after = replace(after, redo_clip_id=step.clip_id, redo_moment_ms=moment_ms)
    return _put(assessment, after)


def review(assessment: Assessment, now_ms: int) -> Assessment:
    """All that was sent was looked at; the first time counts."""
    return assessment if assessment.reviewed_at_ms is not None else replace(assessment, reviewed_at_ms=now_ms)


def complete(assessment: Assessment, now_ms: int) -> Assessment:
    """The trainer has all they need of one they did together, or completed themselves. Raises AssessmentCancelled."""
    if assessment.cancelled_at_ms is not None:
        raise AssessmentCancelled("You took this back. Give it anew to go on.")
    return replace(_sent(assessment, assessment.sent_at_ms or now_ms), reviewed_at_ms=now_ms)


def cancel(assessment: Assessment, now_ms: int) -> Assessment:
    """Takes it back; what was filmed stays in the library."""
    return assessment if assessment.cancelled_at_ms is not None else replace(assessment, cancelled_at_ms=now_ms)


def restore(assessment: Assessment) -> Assessment:
    """As it was before it was taken back."""
    return replace(assessment, cancelled_at_ms=None)


def _open_to_client(assessment: Assessment, key: str) -> Step:
    step = assessment.step(key)
    if assessment.cancelled_at_ms is not None:
        raise AssessmentCancelled
    if state(assessment, step) == "sent" or not is_with_client(assessment):
        raise AlreadySent
    return step


def _with_clip(assessment: Assessment, step: Step, clip: Clip) -> Assessment:
    if clip.client_id != assessment.client_id or clip.deleted_at_ms is not None or clip.state == "refused":
        raise ClipOfNoUse
    after = replace(step, clip_id=clip.id, clip_state=clip.state, redo_at_ms=None, skipped_at_ms=None, note="")
    return _put(assessment, after)


def _sent_if_whole(assessment: Assessment, now_ms: int) -> Assessment:
    """A clip still on its way counts: whoever made it is done with it."""
    left = {state(assessment, step) for step in assessment.steps} & set(TO_FILM)
    return assessment if left else _sent(assessment, now_ms)


def _sent(assessment: Assessment, now_ms: int) -> Assessment:
    steps = tuple(replace(step, redo="") for step in assessment.steps)
    return replace(assessment, steps=steps, sent_at_ms=now_ms, reviewed_at_ms=None)


def _put(assessment: Assessment, step: Step) -> Assessment:
    steps = tuple(step if each.id == step.id else each for each in assessment.steps)
    return replace(assessment, steps=steps)
