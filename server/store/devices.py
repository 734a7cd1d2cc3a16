"""Rows of confirmed devices, and of the codes that confirm further ones."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import delete, insert, select, update

from server.domain.devices import CODE_TRIES, Code, Device
from server.store.database import Db
from server.store.tables import client_devices, clients, device_codes


async def add(db: Db, device: Device) -> None:
    """Stores a confirmed device."""
    await db.execute(insert(client_devices).values(**asdict(device)))


async def find(db: Db, device_ids: Iterable[str], client_id: str, generation: int) -> Device | None:
    """The one of these devices that was confirmed for the client with the link of that generation."""
    asked = select(client_devices).where(
        client_devices.c.id.in_(list(device_ids)),
        client_devices.c.client_id == client_id,
        client_devices.c.generation == generation,
        client_devices.c.forgotten_at_ms.is_(None),
    )
    row = (await db.execute(asked.limit(1))).mappings().one_or_none()
    return None if row is None else Device(**row)


async def list_for(db: Db, client_id: str, generation: int) -> list[Device]:
    """The devices that open a client's page, the one seen last first."""
    asked = select(client_devices).where(
        client_devices.c.client_id == client_id,
        client_devices.c.generation == generation,
        client_devices.c.forgotten_at_ms.is_(None),
    )
    rows = await db.execute(asked.order_by(client_devices.c.seen_at_ms.desc(), client_devices.c.id))
    return [Device(**row) for row in rows.mappings()]


async def was_opened(db: Db, client_id: str, generation: int) -> bool:
    """Whether any device was ever confirmed with the link of that generation, forgotten since or not."""
    asked = select(client_devices.c.id).where(
        client_devices.c.client_id == client_id, client_devices.c.generation == generation
    )
    return (await db.execute(asked.limit(1))).first() is not None


async def touch(db: Db, device_id: str, at_ms: int) -> None:
    """Remembers that the device was used."""
    await db.execute(update(client_devices).where(client_devices.c.id == device_id).values(seen_at_ms=at_ms))


async def forget(db: Db, device_id: str, client_id: str, at_ms: int) -> bool:
    """Lets one device of a client open nothing from now on; whether there was one that did."""
    known = (client_devices.c.id == device_id) & (client_devices.c.client_id == client_id)
    still = update(client_devices).where(known, client_devices.c.forgotten_at_ms.is_(None))
    done = await db.execute(still.values(forgotten_at_ms=at_ms))
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


async def forget_older(db: Db, client_id: str, generation: int) -> None:
    """Drops the devices of links before that generation; they opened nothing any more."""
    older = client_devices.c.generation < generation
    await db.execute(delete(client_devices).where(client_devices.c.client_id == client_id, older))


# ---- codes


async def code(db: Db, client_id: str) -> Code | None:
    """The last code made for a client, open or not."""
    asked = select(device_codes).where(device_codes.c.client_id == client_id)
    newest = asked.order_by(device_codes.c.created_at_ms.desc(), device_codes.c.id).limit(1)
    row = (await db.execute(newest)).mappings().one_or_none()
    return None if row is None else Code(**row)


async def put_code(db: Db, code: Code) -> None:
    """Stores a code in place of every older one of that client."""
    await drop_code(db, code.client_id)
    await db.execute(insert(device_codes).values(**asdict(code)))


async def save_code(db: Db, code: Code) -> None:
    """Stores how often a code was tried."""
    await db.execute(update(device_codes).where(device_codes.c.id == code.id).values(tries=code.tries))


async def drop_code(db: Db, client_id: str) -> None:
    """Forgets the code of a client: it was used, or the link it belonged to is gone."""
    await db.execute(delete(device_codes).where(device_codes.c.client_id == client_id))


async def open_codes(db: Db, trainer_id: str, now_ms: int) -> dict[str, Code]:
    """Client id -> code, for all of a trainer's clients who have one that still works."""
    mine = select(clients.c.id).where(clients.c.trainer_id == trainer_id, clients.c.archived_at_ms.is_(None))
    asked = select(device_codes).where(
        device_codes.c.client_id.in_(mine), device_codes.c.expires_at_ms > now_ms, device_codes.c.tries < CODE_TRIES
    )
    return {row["client_id"]: Code(**row) for row in (await db.execute(asked)).mappings()}
