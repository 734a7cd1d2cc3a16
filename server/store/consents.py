"""Rows of consents, and of the words an owner gave them. They are only ever added."""

from dataclasses import asdict, dataclass

from sqlalchemy import insert, select

from server.domain.consents import Consent, Texts, Words
from server.store.database import Db
from server.store.tables import consent_texts, consents


async def list_for(db: Db, client_id: str) -> list[Consent]:
    """Every answer of a client, oldest first."""
    asked = select(consents).where(consents.c.client_id == client_id).order_by(consents.c.at_ms, consents.c.id)
    return [Consent(**row) for row in (await db.execute(asked)).mappings()]


async def add(db: Db, consent: Consent) -> None:
    """Stores an answer."""
    await db.execute(insert(consents).values(**asdict(consent)))


async def texts(db: Db) -> Texts:
    """The owner's own words, by purpose: the last version of each. Where there are none, ours are in force."""
    return {purpose: written[-1].words for purpose, written in (await versions(db)).items()}


@dataclass(frozen=True, slots=True)
class Written:
    """Words of the owner's, and when they wrote them."""

    words: Words
    at_ms: int


async def versions(db: Db) -> dict[str, list[Written]]:
    """Everything the owner wrote, by purpose, oldest first."""
    found: dict[str, list[Written]] = {}
    asked = select(consent_texts).order_by(consent_texts.c.version, consent_texts.c.at_ms)
    for row in (await db.execute(asked)).mappings():
        words = Words(version=row["version"], title=row["title"], text=row["text"])
        found.setdefault(row["purpose"], []).append(Written(words, row["at_ms"]))
    return found


async def write(db: Db, id: str, purpose: str, words: Words, by: str, now_ms: int) -> None:
    """Puts words in force."""
    values = {"id": id, "purpose": purpose, "version": words.version, "title": words.title, "text": words.text}
    await db.execute(insert(consent_texts).values(**values, by=by, at_ms=now_ms))
