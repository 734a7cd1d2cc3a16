"""A step of an assessment that a client's device films during the session, by the trainer's word. Pure."""

from dataclasses import replace

from signaling import clips, gates
from signaling.footage import Take
from signaling.log import Draft
from signaling.messages.footage import ChangeTake, StartTake
from signaling.refusals import Refused
from signaling.room import Peer, Room


def start(room: Room, sender: Peer, command: StartTake, now_ms: int, lead_ms: int) -> list[Draft]:
    """A new take, filmed after the countdown.

    Raises Refused: absent, not-allowed, not-cleared, take-exists, too-many.
    """
    peer = clips.filmed(room, sender, command.peer)
    if gates.shut(room.gates, [peer.person]):
        raise Refused("not-cleared", where="$.peer")
    if any(one.id == command.take for one in room.takes):
        raise Refused("take-exists", where="$.take")
    if any(one.peer == peer.id and one.state == "running" for one in room.takes):
        raise Refused("too-many", "This camera is recording a step already. Stop that one first.", "$.peer")
    take = Take(
        id=command.take,
        person=peer.person,
        rev=1,
        peer=peer.id,
        assessment=command.assessment,
        step=command.step,
        state="running",
        at_ms=now_ms + max(lead_ms, command.countdown_s * 1000),
    )
    return [_revision(take, sender)]


def change(room: Room, sender: Peer, command: ChangeTake, now_ms: int, lead_ms: int) -> list[Draft]:
    """The last revision; stopped during its countdown, it is cancelled. Raises Refused: not-found, stale."""
    take = next((one for one in room.takes if one.id == command.take and sender.may_see(one.person)), None)
    if take is None:
        raise Refused("not-found", where="$.take")
    if command.rev != take.rev or take.state != "running":
        raise Refused("stale", where="$.rev")
    is_stopped = command.do == "stop" and now_ms > take.at_ms
    after = replace(
        take,
        rev=take.rev + 1,
        state="stopped" if is_stopped else "cancelled",
        stopped_at_ms=now_ms + lead_ms if is_stopped else now_ms,
    )
    return [_revision(after, sender)]


def _revision(take: Take, sender: Peer) -> Draft:
    return Draft(type="take", payload={"take": take.wire()}, audience=take.audience, actor=sender.id)
