"""Rows of documents about clients' health, with their bytes."""

from dataclasses import asdict

from sqlalchemy import insert, select

from server.domain.readiness.documents import Document
from server.store.database import Db
from server.store.tables import health_documents as table

_ABOUT = [column for column in table.c if column.name != "content"]


async def list_for(db: Db, client_id: str) -> list[Document]:
    """All of a client's, the newest first, without their bytes."""
    asked = select(*_ABOUT).where(table.c.client_id == client_id).order_by(table.c.created_at_ms.desc(), table.c.id)
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
