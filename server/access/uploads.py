"""Doors to what is on its way to the server, by who sends it."""

import hmac

from server.access.doorway import must, there
from server.access.shared import check_shared
from server.domain import seats as seat_rules
from server.domain.accounts import Account
from server.domain.people import Client
from server.domain.seats import Seat
from server.domain.uploads import Upload
from server.store import clients, seats, uploads
from server.store.database import Db


async def camera(db: Db, seat_id: str, resume: str, now_ms: int, *, lock: bool = False) -> tuple[Seat, Client]:
    """A client's second camera by its seat and the seat's secret, as long as it may send moments, and the client.

    resume: the secret's digest, as in a Seat. lock: nobody else changes the client until this transaction ends.
    """
    grounds = there((await seats.grounds(db, [seat_id])).get(seat_id))
    must(hmac.compare_digest(grounds.seat.resume, resume))
    must(seat_rules.may_send(grounds, now_ms))
    return grounds.seat, there(await clients.get(db, grounds.client.id if grounds.client else "", lock=lock))


async def upload(db: Db, me: Account, upload_id: str) -> Upload:
    """An upload that I send, of a client who is still mine, or shared with me to write."""
    found, trainer_id, client_id = there(await uploads.get_owned(db, upload_id))
    must(found.person == f"t:{me.id}")
    if trainer_id != me.id:
        await check_shared(db, me, [there(client_id)], needs="write")
    return found


async def upload_of(db: Db, client: Client, upload_id: str) -> Upload:
    """An upload that this client sends."""
    found = there(await uploads.get(db, upload_id))
    must(found.person == f"c:{client.id}")
    return found


async def upload_at(db: Db, seat: Seat, upload_id: str) -> Upload:
    """An upload that this second camera sends, and no other device of the same person."""
    found = there(await uploads.get(db, upload_id))
    must(found.person == seat.person)
    must(found.seat == seat.id)
    return found
