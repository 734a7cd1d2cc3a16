"""Clip that: the last seconds of a client's camera are asked for, sent, playable, or lost. Pure.

Pages ask by `take` and give up by `lose`; the server says by `told` how far a moment has come.
"""

from dataclasses import replace
from typing import Literal

from signaling.footage import Moment
from signaling.log import Draft
from signaling.messages.footage import ClipLost, ClipThat
from signaling.refusals import Refused
from signaling.room import Peer, Room

AT_ONCE = 6  # moments of one camera on their way
GIVEN_UP_MS = 120_000  # a page that said nothing for so long sends nothing any more

Told = Literal["sending", "preview", "ready", "refused"]


def take(room: Room, sender: Peer, command: ClipThat, now_ms: int) -> list[Draft]:
    """A moment that is wanted. Raises Refused: absent, not-allowed, no-consent, clip-exists, too-many."""
    peer = filmed(room, sender, command.peer)
    if room.consents.get(peer.person, {}).get("clips") is False:
        raise Refused("no-consent", where="$.peer")
    if any(one.id == command.clip for one in room.clips):
        raise Refused("clip-exists", where="$.clip")
    underway = [one for one in room.clips if one.peer == peer.id and one.state in ("wanted", "sending")]
    if sum(now_ms - one.at_ms < GIVEN_UP_MS for one in underway) >= AT_ONCE:
        raise Refused("too-many", "Six clips of this camera are on their way. Wait for one of them.")
    moment = Moment(
        id=command.clip,
        person=peer.person,
        peer=peer.id,
        by=sender.id,
        at_ms=now_ms,
        seconds=command.seconds,
        state="wanted",
    )
    return [_draft(moment, sender.id)]


def lose(room: Room, sender: Peer, command: ClipLost) -> list[Draft]:
    """That a page cannot send a moment. Nothing changes once the whole is there, or was given up before."""
    moment = known(room, sender, command.clip)
    if moment.state in ("ready", "refused", "lost"):
        return []
    return [_draft(replace(moment, state="lost", why=command.why), sender.id)]


def told(
    room: Room,
    moment: str,
    state: Told,
    *,
    clip: str | None = None,
    duration_ms: int | None = None,
    start_ms: int = 0,
    percent: int = 0,
    why: str = "",
) -> list[Draft]:
    """The server's word on a moment: nothing if the room does not know it, or was told as much before.

        await rooms.write(session_id, lambda room: clips.told(room, moment_id, "ready", clip=…, duration_ms=…))

    clip: its id in the library, from `sending` on. duration_ms, start_ms: of the file that plays now. why: it was
    refused.
    """
    before = next((one for one in room.clips if one.id == moment), None)
    if before is None or _RANK[state] <= _rank(before):
        return []
    has_file = duration_ms is not None
    after = replace(
        before,
        state=state,
        why=why,
        clip=clip or before.clip,
        duration_ms=duration_ms if has_file else before.duration_ms,
        start_ms=start_ms if has_file else before.start_ms,
        percent=percent,
    )
    return [replace(_draft(after, "server"), command=f"server:clip:{moment}:{state}")]


def known(room: Room, viewer: Peer, id: str) -> Moment:
    """A moment that this peer may know of. Raises Refused not-found."""
    for one in room.clips:
        if one.id == id and viewer.may_see(one.person):
            return one
    raise Refused("not-found", where="$.clip")


def filmed(room: Room, sender: Peer, id: str) -> Peer:
    """The client's device of whose picture the sender may have something kept. Raises Refused: absent, not-allowed."""
    peer = room.peers.get(id)
    if peer is None or peer.state != "in":
        raise Refused("absent", where="$.peer")
    if peer.role != "client":
        raise Refused("not-allowed", "Only what a client's camera sees is kept.", "$.peer")
    if not sender.may_see(peer.person):
        raise Refused("not-allowed", "You can keep moments of yourself only.", "$.peer")
    return peer


_RANK = {"wanted": 0, "sending": 1, "preview": 2, "ready": 3, "refused": 3}


def _rank(moment: Moment) -> int:
    """How much the server has told of it; a page that gave it up does not take that back."""
    if moment.state != "lost":
        return _RANK[moment.state]
    return 2 if moment.duration_ms is not None else 1 if moment.clip is not None else 0


def _draft(moment: Moment, actor: str) -> Draft:
    return Draft(type="clip", payload={"clip": moment.wire()}, audience=moment.audience, actor=actor)
