"""Rows of filled forms: their answers, every change of them, the remarks, and files that came with them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, insert, select, update

from server.domain.forms import filled as rules
from server.domain.forms import form as texts
from server.domain.forms.filled import Change, Filled, Note
from server.domain.forms.form import Version
from server.store.clients_of import in_care_of
from server.store.database import Db
from server.store.tables import answer_changes, answer_notes, clients, filled_forms, form_files, form_versions

_OWN = [one.name for one in filled_forms.columns if one.name != "version_id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFile:
    """A file that came with a form; its bytes are read by `content`. question "": a photo of the whole paper."""

    id: str
    filled_id: str
    question: str
    name: str
    type: str
    size_bytes: int
    by: str
    at_ms: int


async def get(db: Db, filled_id: str, *, lock: bool = False) -> Filled | None:
    """The filled form with that id; with `lock` nobody else changes it until this transaction ends."""
    asked = _whole().where(filled_forms.c.id == filled_id)
    row = (await db.execute(asked.with_for_update(of=filled_forms) if lock else asked)).mappings().one_or_none()
    return None if row is None else _filled(row)


async def rev(db: Db, filled_id: str) -> int | None:
    """The revision of a form, or None when it is gone."""
    return (await db.execute(select(filled_forms.c.rev).where(filled_forms.c.id == filled_id))).scalar_one_or_none()


async def of_client(db: Db, client_id: str, *, key: str = "", most: int = 200) -> list[Filled]:
    """A client's forms, the newest first; key: of that form alone."""
    asked = _whole().where(filled_forms.c.client_id == client_id)
    if key:
        asked = asked.where(form_versions.c.key == key)
    rows = await db.execute(asked.order_by(filled_forms.c.created_at_ms.desc(), filled_forms.c.id).limit(most))
    return [_filled(row) for row in rows.mappings()]


async def sent_in(db: Db, trainer_id: str, *, most: int = 50) -> list[Filled]:
    """What clients in a trainer's care sent in and nobody accepted yet, the longest waiting first."""
    asked = (
        _whole()
        .join(clients, clients.c.id == filled_forms.c.client_id)
        .where(in_care_of(trainer_id), clients.c.archived_at_ms.is_(None), filled_forms.c.state == "sent")
    )
    rows = await db.execute(asked.order_by(filled_forms.c.sent_at_ms, filled_forms.c.id).limit(most))
    return [_filled(row) for row in rows.mappings()]


async def add(db: Db, filled: Filled) -> None:
    """Stores a new one."""
    await db.execute(insert(filled_forms).values(**_columns(filled)))


async def save(db: Db, filled: Filled, changes: Iterable[Change] = ()) -> None:
    """Stores it as it is now, with what changed; going on with one's last change makes no new one."""
    await db.execute(update(filled_forms).where(filled_forms.c.id == filled.id).values(**_columns(filled)))
    for change in changes:
        last = await _last_change(db, change.filled_id, change.question)
        if last is not None and rules.goes_on(last, change):
            await db.execute(
                update(answer_changes)
                .where(answer_changes.c.id == last.id)
                .values(after=change.after, at_ms=change.at_ms)
            )
        else:
            await db.execute(insert(answer_changes).values(**asdict(change)))


async def drop(db: Db, filled_id: str) -> None:
    """Forgets one, with all that hangs on it."""
    await db.execute(delete(filled_forms).where(filled_forms.c.id == filled_id))


async def changes(db: Db, filled_id: str) -> list[Change]:
    """Every change, the oldest first."""
    asked = select(answer_changes).where(answer_changes.c.filled_id == filled_id)
    rows = await db.execute(asked.order_by(answer_changes.c.at_ms, answer_changes.c.id))
    return [Change(**row) for row in rows.mappings()]


async def notes(db: Db, filled_id: str) -> list[Note]:
    """Every remark, the oldest first."""
    asked = select(answer_notes).where(answer_notes.c.filled_id == filled_id)
    rows = await db.execute(asked.order_by(answer_notes.c.at_ms, answer_notes.c.id))
    return [Note(**row) for row in rows.mappings()]


async def add_note(db: Db, note: Note) -> None:
    """Stores a remark."""
    await db.execute(insert(answer_notes).values(**asdict(note)))


# ---- files


async def files(db: Db, filled_id: str) -> list[FormFile]:
    """The files of a form without their bytes, the oldest first."""
    asked = select(*_FILE).where(form_files.c.filled_id == filled_id).order_by(form_files.c.at_ms, form_files.c.id)
    return [FormFile(**row) for row in (await db.execute(asked)).mappings()]


async def add_file(db: Db, file: FormFile, content: bytes) -> None:
    """Stores a file."""
    await db.execute(insert(form_files).values(**asdict(file), content=content))


async def content(db: Db, filled_id: str, file_id: str) -> tuple[FormFile, bytes] | None:
    """A file of that form with its bytes."""
    asked = select(form_files).where(form_files.c.filled_id == filled_id, form_files.c.id == file_id)
    row = (await db.execute(asked)).mappings().one_or_none()
    if row is None:
        return None
    return FormFile(**{name.name: row[name.name] for name in _FILE}), row["content"]


async def drop_file(db: Db, filled_id: str, file_id: str) -> None:
    """Forgets a file."""
    await db.execute(delete(form_files).where(form_files.c.filled_id == filled_id, form_files.c.id == file_id))


_FILE = [one for one in form_files.columns if one.name != "content"]


async def counts(db: Db, client_ids: Sequence[str]) -> dict[str, int]:
    """How many forms that were sent in wait for the trainer, by client."""
    asked = (
        select(filled_forms.c.client_id, func.count())
        .where(filled_forms.c.client_id.in_(client_ids), filled_forms.c.state == "sent")
        .group_by(filled_forms.c.client_id)
    )
    return {row[0]: row[1] for row in await db.execute(asked)}


async def _last_change(db: Db, filled_id: str, question: str) -> Change | None:
    asked = select(answer_changes).where(answer_changes.c.filled_id == filled_id, answer_changes.c.question == question)
    newest = asked.order_by(answer_changes.c.at_ms.desc(), answer_changes.c.id.desc()).limit(1)
    row = (await db.execute(newest)).mappings().one_or_none()
    return None if row is None else Change(**row)


def _whole() -> Select[Any]:
    return select(
        filled_forms,
        form_versions.c.key.label("form_key"),
        form_versions.c.number.label("form_number"),
        form_versions.c.text.label("form_text"),
        form_versions.c.at_ms.label("form_at_ms"),
    ).join(form_versions, form_versions.c.id == filled_forms.c.version_id)


def _filled(row: RowMapping) -> Filled:
    version = Version(
        id=row["version_id"],
        key=row["form_key"],
        number=row["form_number"],
        text=texts.read(row["form_text"]),
        at_ms=row["form_at_ms"],
    )
    return Filled(**{name: row[name] for name in _OWN}, version=version)


def _columns(filled: Filled) -> dict[str, Any]:
    return {
        **{name: getattr(filled, name) for name in _OWN},
        "answers": dict(filled.answers),
        "marks": dict(filled.marks),
        "version_id": filled.version.id,
    }
