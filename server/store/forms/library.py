"""Rows of the forms that trainers made their own, and of the versions that clients were asked with."""

from typing import Any

from sqlalchemy import RowMapping, delete, func, insert, select, update

from server.domain.forms import form as rules
from server.domain.forms.form import Form, Version
from server.store.database import Db
from server.store.tables import filled_forms, form_versions, forms

_WHOLE = ("id", "trainer_id", "key", "rev", "created_at_ms", "updated_at_ms", "deleted_at_ms")


async def get(db: Db, trainer_id: str, key: str) -> Form | None:
    """A trainer's own form of that key, deleted or not."""
    asked = select(forms).where(forms.c.trainer_id == trainer_id, forms.c.key == key)
    row = (await db.execute(asked)).mappings().one_or_none()
    return None if row is None else _form(row)


async def list_for(db: Db, trainer_id: str) -> list[Form]:
    """A trainer's own forms that are not deleted, in no order."""
    asked = select(forms).where(forms.c.trainer_id == trainer_id, forms.c.deleted_at_ms.is_(None))
    return [_form(row) for row in (await db.execute(asked)).mappings()]


async def titles(db: Db, trainer_id: str) -> dict[str, str]:
    """The titles of a trainer's own forms by key, without their questions."""
    asked = select(forms.c.key, forms.c.text["title"].as_string()).where(
        forms.c.trainer_id == trainer_id, forms.c.deleted_at_ms.is_(None)
    )
    return {row[0]: row[1] for row in await db.execute(asked)}


async def count(db: Db, trainer_id: str) -> int:
    """How many a trainer keeps."""
    asked = select(func.count()).where(forms.c.trainer_id == trainer_id, forms.c.deleted_at_ms.is_(None))
    return (await db.execute(asked)).scalar_one()


async def put(db: Db, form: Form) -> None:
    """Stores a trainer's own form as it is now, new or not."""
    values: dict[str, Any] = {**{name: getattr(form, name) for name in _WHOLE}, "text": form.text.wire()}
    changed = await db.execute(update(forms).where(forms.c.id == form.id).values(**values))
    if not changed.rowcount:  # type: ignore[attr-defined]
        await db.execute(insert(forms).values(**values))


async def drop_deleted(db: Db, before_ms: int) -> int:
    """Forgets forms that were deleted before that moment; returns how many. What was answered keeps its version."""
    gone = await db.execute(delete(forms).where(forms.c.deleted_at_ms < before_ms))
    return gone.rowcount  # type: ignore[attr-defined, no-any-return]


async def last_version(db: Db, trainer_id: str, key: str) -> Version | None:
    """The version that clients of this trainer were asked with last."""
    asked = select(form_versions).where(form_versions.c.trainer_id == trainer_id, form_versions.c.key == key)
    row = (await db.execute(asked.order_by(form_versions.c.number.desc()).limit(1))).mappings().one_or_none()
    return None if row is None else version(row)


async def versions(db: Db, trainer_id: str, key: str) -> list[tuple[Version, int]]:
    """Every version of a form that clients were asked with, the newest first, and how many were."""
    times = (
        select(func.count())
        .select_from(filled_forms)
        .where(filled_forms.c.version_id == form_versions.c.id)
        .scalar_subquery()
    )
    asked = select(form_versions, times.label("times")).where(
        form_versions.c.trainer_id == trainer_id, form_versions.c.key == key
    )
    rows = await db.execute(asked.order_by(form_versions.c.number.desc()))
    return [(version(row), row["times"]) for row in rows.mappings()]


async def add_version(db: Db, trainer_id: str, added: Version) -> None:
    """Stores a version that is new."""
    await db.execute(
        insert(form_versions).values(
            id=added.id,
            trainer_id=trainer_id,
            key=added.key,
            number=added.number,
            text=added.text.wire(),
            at_ms=added.at_ms,
        )
    )


def version(row: RowMapping) -> Version:
    """A version from its row."""
    return Version(id=row["id"], key=row["key"], number=row["number"], text=rules.read(row["text"]), at_ms=row["at_ms"])


def _form(row: RowMapping) -> Form:
    return Form(**{name: row[name] for name in _WHOLE}, text=rules.read(row["text"]))
