"""Doors to what a trainer keeps: timers, plans, programs, and lists that begin with ours."""

from collections.abc import Mapping

from server.access.doorway import Deletable, given, in_use, owned, there
from server.access.people import mine
from server.domain import our_exercises
from server.domain import protocols as our_protocols
from server.domain.accounts import Account
from server.domain.exercises import Exercise
from server.domain.forms import starters
from server.domain.forms.form import Form
from server.domain.people import Client
from server.domain.plans.templates import Template
from server.domain.programs.program import Program
from server.domain.protocols import Protocol
from server.domain.saved_timers import SavedTimer
from server.store import exercises, plans, programs, protocols, saved_timers
from server.store.database import Db
from server.store.forms import library as forms


async def timer(db: Db, me: Account, timer_id: str, *, lock: bool = False, deleted: bool = False) -> SavedTimer:
    """A saved timer of mine, and one that I deleted only when `deleted`; with `lock` nobody else changes it until this
    transaction ends.
    """
    return in_use(owned(me, await saved_timers.get(db, timer_id, lock=lock)), deleted=deleted)


async def plan_template(db: Db, me: Account, template_id: str) -> Template:
    """A template of a plan that I keep."""
    return owned(me, await plans.template(db, template_id))


async def program(db: Db, me: Account, program_id: str, *, lock: bool = False, deleted: bool = False) -> Program:
    """A program of my library or of a client of mine, and a deleted one only when `deleted`; with `lock` nobody else
    changes it until this transaction ends.
    """
    return in_use(await mine(db, me, await programs.get(db, program_id, lock=lock)), deleted=deleted)


async def program_of(db: Db, client: Client, program_id: str) -> Program:
    """A program this client was given, ended or not."""
    return in_use(given(client, await programs.get(db, program_id)))


async def exercise(db: Db, me: Account, key: str, *, deleted: bool = False) -> Exercise:
    """The exercise of that key in my list: my own, or else ours; one of mine that I deleted only when `deleted`."""
    return _own_or_ours(await exercises.get(db, me.id, key), our_exercises.BY_KEY, key, deleted)


async def form(db: Db, me: Account, key: str, *, deleted: bool = False) -> Form:
    """The form of that key in my list: my own, or else ours; one of mine that I deleted only when `deleted`."""
    return _own_or_ours(await forms.get(db, me.id, key), starters.BY_KEY, key, deleted)


async def own_protocol(db: Db, me: Account, key: str, *, lock: bool = False, deleted: bool = False) -> protocols.Own:
    """A protocol that I wrote, and one that I deleted only when `deleted`; with `lock` nobody else changes it."""
    return in_use(owned(me, await protocols.get(db, key, lock=lock)), deleted=deleted)


async def protocol(db: Db, me: Account, key: str) -> Protocol:
    """A protocol that I may give: one of ours, or one that I wrote, as it is offered now."""
    if key in our_protocols.PROTOCOLS:
        return our_protocols.get(key)
    return (await own_protocol(db, me, key)).protocol


def _own_or_ours(own: Deletable | None, ours: Mapping[str, Deletable], key: str, deleted: bool) -> Deletable:
    if own is not None and (own.deleted_at_ms is None or deleted):
        return own
    return there(ours.get(key))
