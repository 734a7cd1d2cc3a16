"""The only door to an object. One condition a line; what is missing and what is not yours raise the same NotFound.

What hangs on a client is their trainer's, and as far as the client is shared with another trainer, that one's: how far
a deed goes stands in `db.info["needs"]` (read, write or own), as the route's row says.
"""

import hmac
from collections.abc import Collection, Iterable

from server.domain import invites, links, our_exercises, sharing
from server.domain import protocols as our_protocols
from server.domain import seats as seat_rules
from server.domain.accounts import Account
from server.domain.assessments import Assessment
from server.domain.clips import Clip
from server.domain.comparisons import Comparison
from server.domain.errors import NotFound
from server.domain.exercises import Exercise
from server.domain.forms import starters
from server.domain.forms.filled import Filled
from server.domain.forms.form import Form
from server.domain.forms.goals import Goal
from server.domain.invites import Invite
from server.domain.links import BrokenLink
from server.domain.people import Client, Group
from server.domain.plans.templates import Template
from server.domain.programs.program import Program
from server.domain.protocols import Protocol
from server.domain.protocols.sheets import Sheet
from server.domain.readiness.documents import Document
from server.domain.readiness.flags import Flag
from server.domain.saved_timers import SavedTimer
from server.domain.seats import Seat
from server.domain.sessions import Session
from server.domain.threads.moves import MoveRequest
from server.domain.uploads import Upload
from server.store import (
    accounts,
    assessment_sheets,
    assessments,
    clients,
    clips,
    comparisons,
    exercises,
    groups,
    health_documents,
    moves,
    plans,
    programs,
    protocols,
    red_flags,
    saved_timers,
    seats,
    sessions,
    shares,
    threads,
    uploads,
)
from server.store import invites as invites_store
from server.store.database import Db
from server.store.forms import filled as filled_forms
from server.store.forms import goals
from server.store.forms import library as forms


async def client(db: Db, me: Account, client_id: str, *, lock: bool = False) -> Client:
    """A client of mine, archived or not, or one shared with me; with `lock` nobody else changes it until this
    transaction ends.
    """
    found = await clients.get(db, client_id, lock=lock)
    if found is None:
        raise NotFound
    if found.trainer_id != me.id:
        await _check_shared(db, me, [found.id])
    return found


async def _mine(db: Db, me: Account, found: Program | Clip | Comparison) -> None:
    """What is about a client is their trainer's, and who shares them; what is about nobody is whose it is alone."""
    if found.client_id is not None:
        await client(db, me, found.client_id)
    elif found.trainer_id != me.id:
        raise NotFound


async def trainer_of(db: Db, thing: Client | Session) -> Account:
    """The trainer a client or a session belongs to; these go with their trainer, so there is always one."""
    found = await accounts.get(db, thing.trainer_id)
    if found is None:
        raise NotFound
    return found


async def group(db: Db, me: Account, group_id: str, *, lock: bool = False) -> Group:
    """A group of mine; with `lock` nobody else changes it until this transaction ends."""
    found = await groups.get(db, group_id, lock=lock)
    if found is None:
        raise NotFound
    if found.trainer_id != me.id:
        raise NotFound
    return found


async def group_of(db: Db, client: Client, group_id: str, *, lock: bool = False) -> Group:
    """A group this client is in; with `lock` nobody else changes it until this transaction ends."""
    found = await groups.get(db, group_id, lock=lock)
    if found is None:
        raise NotFound
    if found.trainer_id != client.trainer_id:
        raise NotFound
    if client.id not in found.members:
        raise NotFound
    return found


async def move(db: Db, me: Account, move_id: str, *, lock: bool = False) -> MoveRequest:
    """A request of a client of mine to move a session; with `lock` nobody else changes it until this transaction
    ends.
    """
    found = await moves.get(db, move_id, lock=lock)
    if found is None:
        raise NotFound
    await client(db, me, found.client_id)
    return found


async def timer(db: Db, me: Account, timer_id: str, *, lock: bool = False, deleted: bool = False) -> SavedTimer:
    """A saved timer of mine, and one that I deleted only when `deleted`; with `lock` nobody else changes it until this
    transaction ends.
    """
    found = await saved_timers.get(db, timer_id, lock=lock)
    if found is None:
        raise NotFound
    if found.trainer_id != me.id:
        raise NotFound
    if found.deleted_at_ms is not None and not deleted:
        raise NotFound
    return found


async def plan_template(db: Db, me: Account, template_id: str) -> Template:
    """A template of a plan that I keep."""
    found = await plans.template(db, template_id)
    if found is None:
        raise NotFound
    if found.trainer_id != me.id:
        raise NotFound
    return found


async def exercise(db: Db, me: Account, key: str, *, deleted: bool = False) -> Exercise:
    """The exercise of that key in my list: my own, or else ours; one of mine that I deleted only when `deleted`."""
    own = await exercises.get(db, me.id, key)
    if own is not None and (own.deleted_at_ms is None or deleted):
        return own
    found = our_exercises.BY_KEY.get(key)
    if found is None:
        raise NotFound
    return found


async def program(db: Db, me: Account, program_id: str, *, lock: bool = False, deleted: bool = False) -> Program:
    """A program of my library or of a client of mine, and a deleted one only when `deleted`; with `lock` nobody else
    changes it until this transaction ends.
    """
    found = await programs.get(db, program_id, lock=lock)
    if found is None:
        raise NotFound
    await _mine(db, me, found)
    if found.deleted_at_ms is not None and not deleted:
        raise NotFound
    return found


async def program_of(db: Db, client: Client, program_id: str) -> Program:
    """A program this client was given, ended or not."""
    found = await programs.get(db, program_id)
    if found is None:
        raise NotFound
    if found.client_id != client.id:
        raise NotFound
    if found.deleted_at_ms is not None:
        raise NotFound
    return found


async def form(db: Db, me: Account, key: str, *, deleted: bool = False) -> Form:
    """The form of that key in my list: my own, or else ours; one of mine that I deleted only when `deleted`."""
    own = await forms.get(db, me.id, key)
    if own is not None and (own.deleted_at_ms is None or deleted):
        return own
    found = starters.BY_KEY.get(key)
    if found is None:
        raise NotFound
    return found


async def filled_form(db: Db, me: Account, filled_id: str, *, lock: bool = False) -> Filled:
    """A form of a client of mine; with `lock` nobody else changes it until this transaction ends."""
    found = await filled_forms.get(db, filled_id, lock=lock)
    if found is None:
        raise NotFound
    await client(db, me, found.client_id)
    return found


async def filled_form_of(db: Db, client: Client, filled_id: str, *, lock: bool = False) -> Filled:
    """A form this client was given."""
    found = await filled_forms.get(db, filled_id, lock=lock)
    if found is None:
        raise NotFound
    if found.client_id != client.id:
        raise NotFound
    return found


async def goal(db: Db, me: Account, goal_id: str, *, lock: bool = False) -> Goal:
    """A goal of a client of mine; with `lock` nobody else changes it until this transaction ends."""
    found = await goals.get(db, goal_id, lock=lock)
    if found is None:
        raise NotFound
    await client(db, me, found.client_id)
    return found


async def linked_client(db: Db, key: str, token: str, *, lock: bool = False) -> Client:
    """The client whose personal link this is. Raises BrokenLink, the same for every reason."""
    found = await clients.get(db, links.id_in(token), lock=lock)
    if found is None:
        raise BrokenLink
    if not links.is_client_token(key, token, found.id, found.link_generation):
        raise BrokenLink
    if not found.has_link:
        raise BrokenLink
    return found


async def session(db: Db, me: Account, session_id: str, *, lock: bool = False) -> Session:
    """A session of mine, or one in which everybody who takes part is shared with me; with `lock` nobody else changes it
    until this transaction ends.
    """
    found = await sessions.get(db, session_id, lock=lock)
    if found is None:
        raise NotFound
    if found.trainer_id != me.id:
        await _check_shared(db, me, found.client_ids)
    return found


async def open_to(db: Db, me: Account, found: Iterable[Session]) -> list[Session]:
    """Those sessions that `session` would give me: mine, and those in which everybody is shared with me."""
    several = list(found)
    others = {client_id for one in several if one.trainer_id != me.id for client_id in one.client_ids}
    shared = set(await shares.get_many(db, others, me.id)) if others else set()
    return [one for one in several if one.trainer_id == me.id or (one.client_ids and shared.issuperset(one.client_ids))]


async def session_of(db: Db, client: Client, session_id: str) -> Session:
    """A session this client takes part in."""
    found = await sessions.get(db, session_id)
    if found is None:
        raise NotFound
    if found.trainer_id != client.trainer_id:
        raise NotFound
    if client.id not in found.client_ids:
        raise NotFound
    return found


async def invited(db: Db, key: str, token: str, now_ms: int) -> tuple[Invite, Session]:
    """The invite whose link this is and its session. Raises BrokenLink, the same for every reason."""
    found = await invites_store.get(db, links.id_in(token))
    if found is None:
        raise BrokenLink
    if not links.is_invite_token(key, token, found.id, found.generation):
        raise BrokenLink
    session = await sessions.get(db, found.session_id)
    if session is None:
        raise BrokenLink
    if not invites.is_valid(found, session, now_ms):
        raise BrokenLink
    return found, session


async def clip(db: Db, me: Account, clip_id: str, *, lock: bool = False) -> Clip:
    """A clip of mine or of a client of mine, deleted ones too; with `lock` nobody else changes it until this
    transaction ends."""
    found = await clips.get(db, clip_id, lock=lock)
    if found is None:
        raise NotFound
    await _mine(db, me, found)
    return found


async def many_clips(db: Db, me: Account, clip_ids: Collection[str], *, lock: bool = False) -> list[Clip]:
    """Clips of mine and of clients of mine, the newest first, all of them or none; with `lock` as for one."""
    found = await clips.get_many(db, clip_ids, lock=lock)
    if len(found) != len(set(clip_ids)):
        raise NotFound
    people = await clients.get_many(db, {one.client_id for one in found if one.client_id is not None})
    others = [person.id for person in people if person.trainer_id != me.id]
    if others:
        await _check_shared(db, me, others)
    if any(one.trainer_id != me.id for one in found if one.client_id is None):
        raise NotFound
    return found


async def clip_of(db: Db, client: Client, clip_id: str, *, lock: bool = False) -> Clip:
    """A clip of this client that is in use."""
    found = await clips.get(db, clip_id, lock=lock)
    if found is None:
        raise NotFound
    if found.client_id != client.id:
        raise NotFound
    if found.deleted_at_ms is not None:
        raise NotFound
    return found


async def group_clip_of(db: Db, client: Client, group_id: str, clip_id: str) -> Clip:
    """A clip in use that stands in the thread of a group this client is in."""
    group = await group_of(db, client, group_id)
    message = await threads.with_clip(db, clip_id)
    if message is None:
        raise NotFound
    if message.group_id != group.id:
        raise NotFound
    if message.deleted_at_ms is not None:
        raise NotFound
    found = await clips.get(db, clip_id)
    if found is None:
        raise NotFound
    if found.deleted_at_ms is not None:
        raise NotFound
    return found


async def comparison(
    db: Db, me: Account, comparison_id: str, *, lock: bool = False, deleted: bool = False
) -> Comparison:
    """Two clips of a client of mine side by side, or two of mine, and a deleted one only when `deleted`; with `lock`
    nobody else changes it until this transaction ends.
    """
    found = await comparisons.get(db, comparison_id, lock=lock)
    if found is None:
        raise NotFound
    await _mine(db, me, found)
    if found.deleted_at_ms is not None and not deleted:
        raise NotFound
    return found


async def comparison_of(db: Db, client: Client, comparison_id: str, *, lock: bool = False) -> Comparison:
    """A comparison this client was sent; with `lock` nobody else changes it until this transaction ends."""
    found = await comparisons.get(db, comparison_id, lock=lock)
    if found is None:
        raise NotFound
    if found.client_id != client.id:
        raise NotFound
    if found.sent_at_ms is None:
        raise NotFound
    if found.deleted_at_ms is not None:
        raise NotFound
    return found


async def shown_clip(db: Db, client: Client, clip_id: str) -> Clip:
    """A clip in use of this client's trainer that shows an exercise: of nobody, or of this client alone."""
    found = await clips.get(db, clip_id)
    if found is None:
        raise NotFound
    if found.deleted_at_ms is not None:
        raise NotFound
    if found.client_id is None and found.trainer_id == client.trainer_id:
        return found
    if found.client_id != client.id:
        raise NotFound
    return found


async def deleted_clip_of(db: Db, client: Client, clip_id: str, *, lock: bool = False) -> Clip:
    """A clip that this client put away."""
    found = await clips.get(db, clip_id, lock=lock)
    if found is None:
        raise NotFound
    if found.client_id != client.id:
        raise NotFound
    if found.deleted_by != "client":
        raise NotFound
    return found


async def assessment(db: Db, me: Account, assessment_id: str, *, lock: bool = False) -> Assessment:
    """An assessment of a client of mine; with `lock` nobody else changes it until this transaction ends."""
    found = await assessments.get(db, assessment_id, lock=lock)
    if found is None:
        raise NotFound
    await client(db, me, found.client_id)
    return found


async def assessment_of(db: Db, client: Client, assessment_id: str, *, lock: bool = False) -> Assessment:
    """An assessment this client was given."""
    found = await assessments.get(db, assessment_id, lock=lock)
    if found is None:
        raise NotFound
    if found.client_id != client.id:
        raise NotFound
    return found


async def red_flag(db: Db, me: Account, flag_id: str, *, lock: bool = False) -> tuple[Flag, Client]:
    """A red flag of a client of mine, and the client; with `lock` nobody else changes either."""
    found = await red_flags.get(db, flag_id, lock=lock)
    if found is None:
        raise NotFound
    return found, await client(db, me, found.client_id, lock=lock)


async def health_document(db: Db, client: Client, document_id: str) -> Document:
    """A document about this client's health, without its bytes."""
    found = await health_documents.get(db, document_id)
    if found is None:
        raise NotFound
    if found.client_id != client.id:
        raise NotFound
    return found


async def own_protocol(db: Db, me: Account, key: str, *, lock: bool = False, deleted: bool = False) -> protocols.Own:
    """A protocol that I wrote, and one that I deleted only when `deleted`; with `lock` nobody else changes it."""
    found = await protocols.get(db, key, lock=lock)
    if found is None:
        raise NotFound
    if found.trainer_id != me.id:
        raise NotFound
    if found.deleted_at_ms is not None and not deleted:
        raise NotFound
    return found


async def protocol(db: Db, me: Account, key: str) -> Protocol:
    """A protocol that I may give: one of ours, or one that I wrote, as it is offered now."""
    if key in our_protocols.PROTOCOLS:
        return our_protocols.get(key)
    return (await own_protocol(db, me, key)).protocol


async def assessment_sheet(db: Db, me: Account, sheet_id: str) -> Sheet:
    """A group's sheet that I began."""
    found = await assessment_sheets.get(db, sheet_id)
    if found is None:
        raise NotFound
    if found.trainer_id != me.id:
        raise NotFound
    return found


async def camera(db: Db, seat_id: str, resume: str, now_ms: int, *, lock: bool = False) -> tuple[Seat, Client]:
    """A client's second camera by its seat and the seat's secret, as long as it may send moments, and the client.

    resume: the secret's digest, as in a Seat. lock: nobody else changes the client until this transaction ends.
    """
    grounds = (await seats.grounds(db, [seat_id])).get(seat_id)
    if grounds is None:
        raise NotFound
    if not hmac.compare_digest(grounds.seat.resume, resume):
        raise NotFound
    if not seat_rules.may_send(grounds, now_ms):
        raise NotFound
    found = await clients.get(db, grounds.client.id if grounds.client else "", lock=lock)
    if found is None:
        raise NotFound
    return grounds.seat, found


async def upload(db: Db, me: Account, upload_id: str) -> Upload:
    """An upload that I send, of a client who is still mine, or shared with me to write."""
    found = await uploads.get_owned(db, upload_id)
    if found is None:
        raise NotFound
    upload, trainer_id, client_id = found
    if upload.person != f"t:{me.id}":
        raise NotFound
    if trainer_id != me.id and client_id is None:
        raise NotFound
    if trainer_id != me.id and client_id is not None:
        await _check_shared(db, me, [client_id], needs="write")
    return upload


async def upload_of(db: Db, client: Client, upload_id: str) -> Upload:
    """An upload that this client sends."""
    found = await uploads.get(db, upload_id)
    if found is None:
        raise NotFound
    if found.person != f"c:{client.id}":
        raise NotFound
    return found


async def upload_at(db: Db, seat: Seat, upload_id: str) -> Upload:
    """An upload that this second camera sends, and no other device of the same person."""
    found = await uploads.get(db, upload_id)
    if found is None:
        raise NotFound
    if found.person != seat.person:
        raise NotFound
    if found.seat != seat.id:
        raise NotFound
    return found


def share_of(db: Db) -> sharing.Share | None:
    """The share by which this transaction reached what it shows; None when all of it is the asker's own."""
    found: sharing.Share | None = db.info.get("share")
    return found


def may_write(db: Db) -> bool:
    """Whether what this transaction reached may be changed by who asked: it is theirs, or shared with them to write."""
    share = share_of(db)
    return share is None or share.right == "write"


async def _check_shared(db: Db, me: Account, client_ids: Iterable[str], *, needs: sharing.Needs | None = None) -> None:
    """Returns when each of these clients, and at least one, is shared with me as far as this deed needs it."""
    asked = needs or db.info["needs"]
    wanted = set(client_ids)
    found = await shares.get_many(db, wanted, me.id)
    if not wanted:
        raise NotFound
    if not all(sharing.is_enough(found.get(client_id), asked) for client_id in wanted):
        raise NotFound
    db.info["share"] = min(found.values(), key=lambda one: one.right == "write")
