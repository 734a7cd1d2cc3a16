"""What a trainer reaches because another shared a client with them.

How far a deed goes stands in `db.info["needs"]`.
"""

from collections.abc import Iterable

from server.access.doorway import must
from server.domain import sharing
from server.domain.accounts import Account
from server.store import shares
from server.store.database import Db


def share_of(db: Db) -> sharing.Share | None:
    """The share by which this transaction reached what it shows; None when all of it is the asker's own."""
    found: sharing.Share | None = db.info.get("share")
    return found


def may_write(db: Db) -> bool:
    """Whether what this transaction reached may be changed by who asked: it is theirs, or shared with them to write."""
    share = share_of(db)
    return share is None or share.right == "write"


async def check_shared(db: Db, me: Account, client_ids: Iterable[str], *, needs: sharing.Needs | None = None) -> None:
    """Returns when each of these clients, and at least one, is shared with me as far as this deed needs it."""
    asked = needs or db.info["needs"]
    wanted = set(client_ids)
    found = await shares.get_many(db, wanted, me.id)
    must(len(wanted) > 0)
    must(all(sharing.is_enough(found.get(client_id), asked) for client_id in wanted))
    db.info["share"] = min(found.values(), key=lambda one: one.right == "write")
