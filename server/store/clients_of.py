"""Whose clients: those of a trainer, and those that others share with them to write along."""

from sqlalchemy import ColumnElement, or_, select

from server.store.tables import client_shares, clients


def in_care_of(account_id: str) -> ColumnElement[bool]:
    """A row of `clients` is of that trainer, or shared with them to write: what waits there waits for both."""
    shared = select(client_shares.c.client_id).where(
        client_shares.c.account_id == account_id, client_shares.c.right == "write"
    )
    return or_(clients.c.trainer_id == account_id, clients.c.id.in_(shared))
