"""A trainer's list of forms: ours and their own; what is changed of ours becomes their own."""

from collections.abc import Iterable
from dataclasses import replace

from server.domain.errors import OutOfRange, Stale
from server.domain.exercises import NameTaken, name_key
from server.domain.forms.checking import checked
from server.domain.forms.form import Form, FormText, Section, Version

FORMS_MOST = 200  # of one trainer, beside ours
UNDO_MS = 86_400_000  # so long a deleted one can be brought back


class TooManyForms(OutOfRange):
    """More forms than a trainer can keep."""

    code = "too-many-forms"
    sentence = f"A trainer keeps {FORMS_MOST} forms at most. Delete some that you do not use any more."


def blank(key: str) -> Form:
    """What a new form is before anything is asked."""
    return Form(key=key, text=FormText(title="", sections=(Section(),)))


def save(
    before: Form, text: FormText, *, id: str, trainer_id: str, rev: int, taken: Iterable[str], now_ms: int
) -> Form:
    """The trainer's own form with this text, checked.

    id: the row of a copy that is made of ours. rev: the revision its sender had before them. taken: the titles of all
    other forms of the list. Raises Stale, NameTaken, and what `checking.checked` raises.
    """
    if rev != before.rev:
        raise Stale
    found = checked(text)
    if name_key(found.title) in {name_key(one) for one in taken}:
        raise NameTaken("There is a form of that name already.", "title")
    return replace(
        before,
        id=before.id or id,
        trainer_id=trainer_id,
        text=found,
        rev=before.rev + 1,
        created_at_ms=before.created_at_ms or now_ms,
        updated_at_ms=now_ms,
    )


def check_room(kept: int) -> None:
    """Raises TooManyForms when a trainer who keeps so many cannot keep one more."""
    if kept >= FORMS_MOST:
        raise TooManyForms


def merged(ours: Iterable[Form], own: Iterable[Form]) -> list[Form]:
    """A trainer's whole list: ours in their order, or their own of that key in its place, then the rest by title."""
    mine = {one.key: one for one in own if one.deleted_at_ms is None}
    first = [mine.pop(one.key, one) for one in ours]
    return first + sorted(mine.values(), key=lambda one: (name_key(one.title), one.key))


def copy_title(title: str, taken: Iterable[str]) -> str:
    """A title for a copy that no other form has: "Intake, copy", "Intake, copy 2" …"""
    used = {name_key(one) for one in taken}
    found, number = f"{title}, copy", 1
    while name_key(found) in used:
        number += 1
        found = f"{title}, copy {number}"
    return found


def next_version(last: Version | None, form: Form, *, id: str, now_ms: int) -> Version:
    """The version a form has now: the last one while nothing changed since somebody was asked, else a new one."""
    if last is not None and last.text == form.text:
        return last
    number = last.number + 1 if last is not None else 1
    return Version(id=id, key=form.key, number=number, text=form.text, at_ms=now_ms)
