"""Rows of a trainer's own protocols, every version of each; ours are data of the code."""

from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Select, and_, func, insert, select, update

from server.domain import protocols as ours
from server.domain.assessments import Assessment
from server.domain.errors import NotFound
from server.domain.protocols import Protocol
from server.store.database import Db
from server.store.tables import protocol_versions, protocols


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A trainer's own protocol as it is offered now."""

    id: str
    trainer_id: str
    protocol: Protocol
    updated_at_ms: int
    deleted_at_ms: int | None = None


async def of(db: Db, assessment: Assessment) -> Protocol:
    """How an assessment is done, in the version it was given in. Raises NotFound."""
    return await version(db, assessment.protocol, assessment.version)


async def version(db: Db, key: str, number: int) -> Protocol:
    """A protocol, ours or an own one, in a version. Raises NotFound."""
    try:
        return ours.get(key, number)
    except NotFound:
        pass
    asked = select(protocol_versions.c.body).where(
        protocol_versions.c.protocol_id == key, protocol_versions.c.version == number
    )
    body = (await db.execute(asked)).scalar_one_or_none()
    if body is None:
        raise NotFound
    return _protocol(body)


async def get(db: Db, protocol_id: str, *, lock: bool = False) -> Own | None:
    """An own protocol as it is offered now, deleted or not; with `lock` nobody else changes it meanwhile."""
    asked = _current().where(protocols.c.id == protocol_id)
    found = await _owns(db, asked.with_for_update(of=protocols) if lock else asked)
    return found[0] if found else None


async def list_for(db: Db, trainer_id: str) -> list[Own]:
    """A trainer's own protocols by title."""
    found = await _owns(db, _current().where(protocols.c.trainer_id == trainer_id, protocols.c.deleted_at_ms.is_(None)))
    return sorted(found, key=lambda own: own.protocol.title.casefold())


async def count(db: Db, trainer_id: str) -> int:
    """How many a trainer keeps."""
    asked = select(func.count()).where(protocols.c.trainer_id == trainer_id, protocols.c.deleted_at_ms.is_(None))
    return int((await db.execute(asked)).scalar_one())


async def add(db: Db, own: Own) -> None:
    """Stores a new one with its first version."""
    await db.execute(
        insert(protocols).values(
            id=own.id, trainer_id=own.trainer_id, version=own.protocol.version, updated_at_ms=own.updated_at_ms
        )
    )
    await _add_version(db, own)


async def put(db: Db, own: Own) -> None:
    """Stores a changed one under its new version; the earlier ones stay."""
    await db.execute(
        update(protocols)
        .where(protocols.c.id == own.id)
        .values(version=own.protocol.version, updated_at_ms=own.updated_at_ms, deleted_at_ms=own.deleted_at_ms)
    )
    kept = select(protocol_versions.c.version).where(
        protocol_versions.c.protocol_id == own.id, protocol_versions.c.version == own.protocol.version
    )
    if (await db.execute(kept)).scalar_one_or_none() is None:
        await _add_version(db, own)


async def _add_version(db: Db, own: Own) -> None:
    body = msgspec.to_builtins(replace(own.protocol, key=own.id))
    await db.execute(
        insert(protocol_versions).values(
            protocol_id=own.id, version=own.protocol.version, body=body, created_at_ms=own.updated_at_ms
        )
    )


def _current() -> Select[Any]:
    at = and_(protocol_versions.c.protocol_id == protocols.c.id, protocol_versions.c.version == protocols.c.version)
    return select(protocols, protocol_versions.c.body).join(protocol_versions, at)


async def _owns(db: Db, asked: Select[Any]) -> list[Own]:
    return [
        Own(
            id=row["id"],
            trainer_id=row["trainer_id"],
            protocol=_protocol(row["body"]),
            updated_at_ms=row["updated_at_ms"],
            deleted_at_ms=row["deleted_at_ms"],
        )
        for row in (await db.execute(asked)).mappings()
    ]


def _protocol(body: Any) -> Protocol:
    return msgspec.convert(body, Protocol)
