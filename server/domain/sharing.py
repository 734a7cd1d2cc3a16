"""A client shared with another trainer: to read along, or to read and write. Pure: moments are given."""

from dataclasses import dataclass
from typing import Literal

from server.domain.accounts import Account
from server.domain.errors import BadInput, Conflict
from server.domain.people import Client

Right = Literal["read", "write"]
Needs = Literal["read", "write", "own"]  # what a deed asks of a trainer; own: the client must be theirs

RIGHTS: dict[Right, str] = {"read": "reads along", "write": "reads and writes"}
"""What a right is called beside the name of who has it."""


class AlreadyTheirs(Conflict):
    """A client needs no sharing with their own trainer."""

    code = "already-theirs"
    sentence = "This client is theirs already."


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One client shared with one other trainer, until somebody ends it."""

    client_id: str
    account_id: str  # with whom
    right: Right
    shared_by: str  # the account that shared: the client's trainer, or the owner
    created_at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDetails:
    """With whom, and how far."""

    account: str = ""
    right: Right = "read"


def share(client: Client, account: Account | None, right: Right, *, by: Account, now_ms: int) -> Share:
    """The client shared with an account. Raises BadInput for nobody or a closed account, AlreadyTheirs."""
    if account is None or account.is_disabled:
        raise BadInput("Choose a trainer who has an account here.", "account")
    if account.id == client.trainer_id:
        raise AlreadyTheirs(where="account")
    return Share(client_id=client.id, account_id=account.id, right=right, shared_by=by.id, created_at_ms=now_ms)


def is_enough(share: Share | None, needs: Needs) -> bool:
    """Whether a share allows a deed; None is no share."""
    if share is None:
        return False
    return needs == "read" or (needs == "write" and share.right == "write")
