"""Rows of consents. They are only ever added."""

from dataclasses import asdict

from sqlalchemy import insert, select

from server.domain.consents import Consent
from server.store.database import Db
from server.store.tables import consents


async def list_for(db: Db, client_id: str) -> list[Consent]:
    """Every answer of a client, oldest first."""
    asked = select(consents).where(consents.c.client_id == client_id).order_by(consents.c.at_ms, consents.c.id)
    return [Consent(**row) for row in (await db.execute(asked)).mappings()]


async def add(db: Db, consent: Consent) -> None:
    """Stores an answer."""
    await db.execute(insert(consents).values(**asdict(consent)))
