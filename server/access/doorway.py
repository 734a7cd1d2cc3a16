"""The shape of every door: what is missing, what is not yours and what was deleted raise the same refusal.

A door gets the thing from the store, names one condition a line, and gives the thing.
"""

from typing import Protocol, TypeVar

from server.domain.accounts import Account
from server.domain.errors import NotFound
from server.domain.people import Client


class _Owned(Protocol):
    @property
    def trainer_id(self) -> str | None: ...


class _OfClient(Protocol):
    @property
    def client_id(self) -> str | None: ...


class _Deletable(Protocol):
    @property
    def deleted_at_ms(self) -> int | None: ...


Thing = TypeVar("Thing")
Owned = TypeVar("Owned", bound=_Owned)
OfClient = TypeVar("OfClient", bound=_OfClient)
Deletable = TypeVar("Deletable", bound=_Deletable)


def there(found: Thing | None, refusal: type[Exception] = NotFound) -> Thing:
    """What was asked for. Raises the refusal when there is nothing."""
    if found is None:
        raise refusal
    return found


def must(is_so: bool, refusal: type[Exception] = NotFound) -> None:
    """Raises the refusal unless it is so; which condition it was, nobody learns."""
    if not is_so:
        raise refusal


def in_use(found: Deletable | None, *, deleted: bool = False) -> Deletable:
    """What was asked for, and a deleted one only when `deleted`."""
    thing = there(found)
    must(deleted or thing.deleted_at_ms is None)
    return thing


def owned(me: Account, found: Owned | None) -> Owned:
    """What was asked for, if it is this trainer's own."""
    thing = there(found)
    must(thing.trainer_id == me.id)
    return thing


def given(client: Client, found: OfClient | None) -> OfClient:
    """What was asked for, if it is this client's."""
    thing = there(found)
    must(thing.client_id == client.id)
    return thing
