"""What changes where a client stands: answers, a trainer's review, a record from elsewhere, a reason to look again.

Each function gives the entries to add. Moments and ids are given; `history` is all earlier entries of the client.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from server.domain import contact
from server.domain.errors import BadInput, Conflict, OutOfRange
from server.domain.readiness.states import CLEAR, HELD, VALID_MS, Entry, Source, Standing, State, standing
from server.domain.wall_clock import MIDNIGHT, moment

Decision = Literal["cleared", "cleared_with_limits", "referred", "reopened"]
Result = Literal["cleared", "follow_up"]  # what a form filled in elsewhere came to
RESULTS: dict[Result, str] = {"cleared": "all no", "follow_up": "needs a follow-up"}


class DocumentNeeded(Conflict):
    """A referral ends with what the doctor wrote, not without it."""

    code = "document-needed"
    sentence = "You asked for a doctor's word. Add a photo or PDF of what the doctor wrote, then clear."


def submit(
    history: Sequence[Entry],
    *,
    ids: tuple[str, str],
    client_id: str,
    answers_id: str,
    yes: Sequence[str],
    is_whole: bool = True,
    by: str,
    source: Source = "form",
    now_ms: int,
) -> list[Entry]:
    """The health check sent, and what its answers make of it.

    yes: what was answered with yes, in words, after the follow-up questions. is_whole: it asked all that a health check
    must ask; if not, the trainer has to read it. All no clears for twelve months, but never ends what a trainer's
    review has to end, and never takes limits away.
    """
    before = standing(history, now_ms)
    sent = Entry(
        id=ids[0],
        client_id=client_id,
        at_ms=_after(history, now_ms),
        deed="submitted",
        state=before.state if before.state in HELD else State.SUBMITTED,
        source=source,
        by=by,
        limits=_limits(before),
        answers_id=answers_id,
        note="; ".join(yes),
    )
    if before.state in HELD or not is_whole:
        return [sent]
    judged = replace(sent, id=ids[1], at_ms=sent.at_ms + 1, deed="judged", by="server")
    if yes:
        return [sent, replace(judged, state=State.FOLLOW_UP)]
    state = State.CLEARED_WITH_LIMITS if sent.limits else State.CLEARED
    return [sent, replace(judged, state=state, valid_until_ms=now_ms + VALID_MS)]


def review(
    history: Sequence[Entry],
    *,
    id: str,
    client_id: str,
    decision: Decision,
    source: Source,
    limits: str = "",
    note: str = "",
    checked_on: str = "",
    document_id: str = "",
    by: str,
    time_zone: str,
    now_ms: int,
) -> Entry:
    """The trainer's decision. checked_on: the day (ISO) the check was made, if not today; a clearance counts from it.

    Raises BadInput without limits where there are some, or without a reason to reopen; OutOfRange for a day that
    cannot be; DocumentNeeded.
    """
    limits = contact.paragraphs(limits, "limits")
    note = contact.paragraphs(note, "note")
    before = standing(history, now_ms)
    if decision == "cleared_with_limits" and not limits:
        raise BadInput("Write what to avoid, so that it is there when you train.", "limits")
    if decision == "reopened" and not note:
        raise BadInput("Write what changed.", "note")
    clears = decision in ("cleared", "cleared_with_limits")
    if clears and before.state is State.REFERRED and not document_id:
        raise DocumentNeeded(where="document")
    return Entry(
        id=id,
        client_id=client_id,
        at_ms=_after(history, now_ms),
        deed="reopened" if decision == "reopened" else "reviewed",
        state=State(decision),
        source=source,
        by=by,
        limits=limits if decision == "cleared_with_limits" else "",
        note=note,
        valid_until_ms=_valid_until(checked_on, time_zone, now_ms) if clears else None,
        document_id=document_id,
    )


def elsewhere(
    history: Sequence[Entry],
    *,
    id: str,
    client_id: str,
    result: Result,
    form_name: str,
    form_year: int | None,
    signed_by: str,
    checked_on: str,
    document_id: str,
    by: str,
    time_zone: str,
    now_ms: int,
) -> Entry:
    """A form that was filled in elsewhere, such as a PAR-Q+, kept as a record: its result, day and signature.

    It never ends what a trainer's review has to end. Raises BadInput without name, day or signature; OutOfRange for a
    day that cannot be, or one more than twelve months ago.
    """
    name = contact.line(form_name, "form_name", most=80)
    signed = contact.line(signed_by, "signed_by", most=120)
    for value, field, say in (
        (name, "form_name", "Say which form it is, such as PAR-Q+."),
        (signed, "signed_by", "Say who signed it."),
        (checked_on, "checked_on", "Say on which day it was signed."),
    ):
        if not value:
            raise BadInput(say, field)
    if form_year is not None and not 1990 <= form_year <= 2100:
        raise OutOfRange("The year printed on the form is between 1990 and 2100.", "form_year")
    until_ms = _valid_until(checked_on, time_zone, now_ms)
    if form_year is not None and form_year > int(checked_on[:4]):
        raise OutOfRange("The form was signed before the year that is printed on it.", "form_year")
    before = standing(history, now_ms)
    state = State(result)
    if before.state in HELD:
        state = before.state
    elif state is State.CLEARED and _limits(before):
        state = State.CLEARED_WITH_LIMITS
    printed = f" {form_year}" if form_year else ""
    return Entry(
        id=id,
        client_id=client_id,
        at_ms=_after(history, now_ms),
        deed="elsewhere",
        state=state,
        source="elsewhere",
        by=by,
        limits=_limits(before) if state is State.CLEARED_WITH_LIMITS else "",
        note=f"{name}{printed}, signed by {signed} on {checked_on}: {RESULTS[result]}",
        valid_until_ms=until_ms if state in CLEAR else None,
        document_id=document_id,
    )


def reopen(
    history: Sequence[Entry],
    *,
    id: str,
    client_id: str,
    note: str,
    source: Source,
    by: str,
    session_id: str = "",
    now_ms: int,
) -> Entry:
    """A red flag that the trainer confirmed, or a change of health, which is told in words. Raises BadInput."""
    note = contact.paragraphs(note, "note")
    if not note and source == "told":
        raise BadInput("Write what changed, in a few words.", "note")
    return Entry(
        id=id,
        client_id=client_id,
        at_ms=_after(history, now_ms),
        deed="reopened",
        state=State.REOPENED,
        source=source,
        by=by,
        note=note,
        session_id=session_id,
    )


def override(
    history: Sequence[Entry], *, id: str, client_id: str, session_id: str, reason: str, by: str, now_ms: int
) -> Entry:
    """The trainer lets a client train in one session all the same. Raises BadInput without a typed reason."""
    reason = contact.paragraphs(reason, "reason")
    if len(reason) < 8:
        raise BadInput("Write why, in a few words: it is kept with your name.", "reason")
    return _about_session(history, id, client_id, session_id, "overridden", reason, by, now_ms)


def end_override(history: Sequence[Entry], *, id: str, client_id: str, session_id: str, by: str, now_ms: int) -> Entry:
    """The trainer takes an override back."""
    return _about_session(history, id, client_id, session_id, "override_ended", "", by, now_ms)


def _about_session(
    history: Sequence[Entry],
    id: str,
    client_id: str,
    session_id: str,
    deed: Literal["overridden", "override_ended"],
    note: str,
    by: str,
    now_ms: int,
) -> Entry:
    return Entry(
        id=id,
        client_id=client_id,
        at_ms=_after(history, now_ms),
        deed=deed,
        state=standing(history, now_ms).state,
        source="talk",
        by=by,
        note=note,
        session_id=session_id,
    )


def _after(history: Sequence[Entry], now_ms: int) -> int:
    """Strictly later than every entry before, so that the last one is never in doubt."""
    return max([now_ms, *(one.at_ms + 1 for one in history)])


def _limits(before: Standing) -> str:
    """The limits a client still has: of their clearance, expired or not, or of what was sent since."""
    entry = before.entry
    return "" if entry is None or before.state in HELD else entry.limits


def _valid_until(checked_on: str, time_zone: str, now_ms: int) -> int:
    """Until when a check of that day counts. Raises BadInput or OutOfRange."""
    if not checked_on:
        return now_ms + VALID_MS
    try:
        day = date.fromisoformat(checked_on)
    except ValueError:
        raise BadInput("Please write the date as year-month-day, such as 2026-05-01.", "checked_on") from None
    began_ms = moment(day, MIDNIGHT, time_zone)
    if began_ms > now_ms:
        raise OutOfRange("This day has not come yet.", "checked_on")
    if began_ms + VALID_MS <= now_ms:
        raise OutOfRange("This is more than twelve months ago: please do the health check again.", "checked_on")
    return began_ms + VALID_MS
