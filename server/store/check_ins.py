"""Rows of the days on which clients check in."""

from dataclasses import asdict

from sqlalchemy import delete, insert, select

from server.domain.threads.check_ins import Came, CheckIn
from server.store.database import Db
from server.store.tables import check_ins, clients, filled_forms, form_versions, messages


async def get(db: Db, client_id: str) -> CheckIn | None:
    """A client's day, where there is one."""
    row = (await db.execute(select(check_ins).where(check_ins.c.client_id == client_id))).mappings().one_or_none()
    return None if row is None else CheckIn(**row)


async def of_trainer(db: Db, trainer_id: str) -> list[CheckIn]:
    """The days of a trainer's clients in use."""
    asked = select(check_ins).join(clients, clients.c.id == check_ins.c.client_id)
    asked = asked.where(clients.c.trainer_id == trainer_id, clients.c.archived_at_ms.is_(None))
    rows = await db.execute(asked)
    names = list(rows.keys())
    return [CheckIn(**dict(zip(names, row, strict=True))) for row in rows.all()]


async def came(db: Db, trainer_id: str, form_key: str, from_ms: int) -> dict[str, list[Came]]:
    """Client id -> what they sent as check-ins from a moment on, messages and forms of that key, the oldest first."""
    in_words = (
        select(messages.c.client_id, messages.c.created_at_ms.label("at_ms"), messages.c.text)
        .join(check_ins, check_ins.c.client_id == messages.c.client_id)
        .join(clients, clients.c.id == messages.c.client_id)
        .where(
            clients.c.trainer_id == trainer_id,
            messages.c.kind == "check-in",
            messages.c.created_at_ms >= from_ms,
            messages.c.deleted_at_ms.is_(None),
        )
    )
    in_forms = (
        select(filled_forms.c.client_id, filled_forms.c.sent_at_ms.label("at_ms"), filled_forms.c.id)
        .join(form_versions, form_versions.c.id == filled_forms.c.version_id)
        .join(check_ins, check_ins.c.client_id == filled_forms.c.client_id)
        .join(clients, clients.c.id == filled_forms.c.client_id)
        .where(
            clients.c.trainer_id == trainer_id, form_versions.c.key == form_key, filled_forms.c.sent_at_ms >= from_ms
        )
    )
    found: dict[str, list[Came]] = {}
    for client_id, at_ms, text in (await db.execute(in_words)).all():
        found.setdefault(client_id, []).append(Came(at_ms=at_ms, text=text))
    for client_id, at_ms, id in (await db.execute(in_forms)).all():
        found.setdefault(client_id, []).append(Came(at_ms=at_ms, link=f"/forms/{id}"))
    return {client_id: sorted(some, key=lambda one: one.at_ms) for client_id, some in found.items()}


async def put(db: Db, client_id: str, check_in: CheckIn | None) -> None:
    """Stores a client's day as it is now; None: there is none any more."""
    await db.execute(delete(check_ins).where(check_ins.c.client_id == client_id))
    if check_in is not None:
        await db.execute(insert(check_ins).values(**asdict(check_in)))
