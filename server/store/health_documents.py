"""Rows of documents about clients' health, with their bytes."""

from dataclasses import asdict

from sqlalchemy import and_, insert, select

from server.domain.readiness import State
from server.domain.readiness.documents import Document
from server.store import readiness
from server.store.database import Db
from server.store.tables import clients
from server.store.tables import health_documents as table
from server.store.tables import readiness as entries

_ABOUT = [column for column in table.c if column.name != "content"]


async def list_for(db: Db, client_id: str) -> list[Document]:
    """All of a client's, the newest first, without their bytes."""
    asked = select(*_ABOUT).where(table.c.client_id == client_id).order_by(table.c.created_at_ms.desc(), table.c.id)
    return [Document(**row) for row in (await db.execute(asked)).mappings()]


async def sent(db: Db, trainer_id: str) -> list[Document]:
    """What a trainer's clients in use have sent since they were told to see a doctor, and the trainer has not decided
    by; the oldest first, without its bytes.
    """
    last = readiness.deciding()
    told = select(entries.c.client_id, entries.c.at_ms).join(
        last, and_(last.c.client_id == entries.c.client_id, last.c.at_ms == entries.c.at_ms)
    )
    referred = told.where(entries.c.state == State.REFERRED.value).subquery()
    asked = (
        select(*_ABOUT)
        .join(referred, referred.c.client_id == table.c.client_id)
        .join(clients, clients.c.id == table.c.client_id)
        .where(clients.c.trainer_id == trainer_id, clients.c.archived_at_ms.is_(None))
        .where(table.c.by.startswith("c:"), table.c.created_at_ms >= referred.c.at_ms)
        .order_by(table.c.created_at_ms, table.c.id)
    )
    return [Document(**row) for row in (await db.execute(asked)).mappings()]


async def get(db: Db, document_id: str) -> Document | None:
    """One, without its bytes."""
    row = (await db.execute(select(*_ABOUT).where(table.c.id == document_id))).mappings().one_or_none()
    return None if row is None else Document(**row)


async def content(db: Db, document_id: str) -> bytes:
    """Its bytes."""
    return bytes((await db.execute(select(table.c.content).where(table.c.id == document_id))).scalar_one())


async def add(db: Db, document: Document) -> None:
    """Stores one."""
    await db.execute(insert(table).values(**asdict(document)))
