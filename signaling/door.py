"""Who comes in: knocking, letting in, turning away, removing, leaving. Pure.

A second device follows its person: in with the first, out with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from signaling import day
from signaling import gates as gate_rules
from signaling.gates import Gate
from signaling.log import Audience, Draft
from signaling.messages.day import DayEntry
from signaling.messages.door import Admit, Deny, EndSession, Kick, Leave, Unbar
from signaling.messages.values import Device, Role
from signaling.refusals import Refused
from signaling.room import Peer, Room
from signaling.stage import Mode, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """What joining gave: a place in one room for one device of one person. `person` is opaque here."""

    room: str
    peer: str
    person: str
    name: str
    role: Role
    device: Device
    title: str = ""  # of the session
    door: Mapping[str, str] = field(default_factory=dict)
    mode: Mode = "direct"  # of the session, and how many clients it expects
    expected: int = 1
    stage: Stage = field(default_factory=Stage)  # as it begins with
    day: tuple[DayEntry, ...] = ()  # the exercises as they were listed before
    gates: Mapping[str, Gate] = field(default_factory=dict)  # by person, where it is asked who may exercise


def check(room: Room, seat: Seat) -> None:
    """Raises Refused when the room takes nobody any more, or not this person."""
    if room.state == "over":
        raise Refused("session-over")
    if seat.person in room.barred:
        raise Refused("kicked")


def arrive(room: Room, seat: Seat) -> list[Draft]:
    """What somebody's socket means for the room: a knock or a way straight in unless they are here, and their gate."""
    check(room, seat)
    gates = [one for who, gate in seat.gates.items() for one in gate_rules.changed(room.gates, who, gate)]
    known = room.peers.get(seat.peer)
    if known is not None and known.state != "gone":
        return gates
    peer = Peer(id=seat.peer, person=seat.person, name=seat.name, role=seat.role, device=seat.device, state="in")
    drafts = []
    if seat.role == "trainer" and seat.device == "main" and room.state == "planned":
        opened = {"title": seat.title, "mode": seat.mode, "expected": seat.expected}
        drafts.append(Draft(type="session.opened", payload=opened, actor=seat.peer))
        if seat.stage != room.stage:
            drafts.append(
                Draft(type="stage", payload={"stage": seat.stage.wire()}, audience="trainers", actor=seat.peer)
            )
        drafts += day.begin(room.day, seat.day, seat.peer)
    drafts += gates
    if _walks_in(room, seat, known):
        return [*drafts, *_let_in(room, peer, "server")]
    payload = {"peer": replace(peer, state="lobby").wire(), "door": dict(seat.door)}
    return [*drafts, Draft(type="peer.knocked", payload=payload, audience="trainers", actor=seat.peer)]


def admit(room: Room, sender: Peer, command: Admit) -> list[Draft]:
    """Lets somebody in from the lobby. Raises Refused: already-in, not-found."""
    peer = _known(room, command.peer)
    if peer.state == "in":
        raise Refused("already-in", where="$.peer")
    if peer.state != "lobby":
        raise Refused("not-found", where="$.peer")
    return _let_in(room, peer, sender.id)


def deny(room: Room, sender: Peer, command: Deny) -> list[Draft]:
    """Turns somebody in the lobby away; they may knock again."""
    peer = _known(room, command.peer)
    if peer.state != "lobby":
        raise Refused("not-found", where="$.peer")
    return [
        Draft(type="peer.denied", payload={"peer": one.id}, audience="trainers", actor=sender.id)
        for one in (peer, *_followers(room, peer, "lobby"))
    ]


def kick(room: Room, sender: Peer, command: Kick) -> list[Draft]:
    """Removes a person with all devices and bars them. Raises Refused not-allowed for oneself."""
    peer = _known(room, command.peer)
    if peer.person == sender.person:
        raise Refused("not-allowed", "You cannot remove yourself. Leave, or end the session.", "$.peer")
    if peer.person in room.barred:
        return []
    payload = {"peer": peer.id, "person": peer.person}
    return [Draft(type="peer.kicked", payload=payload, audience=_near(peer), actor=sender.id)]


def unbar(room: Room, sender: Peer, command: Unbar) -> list[Draft]:
    """Lets a removed person knock again."""
    if command.person not in room.barred:
        raise Refused("not-found", where="$.person")
    return [Draft(type="peer.unbarred", payload={"person": command.person}, audience="trainers", actor=sender.id)]


def leave(room: Room, sender: Peer, command: Leave) -> list[Draft]:
    """Gives the seat up."""
    return gone(room, sender.id, "left")


def end(room: Room, sender: Peer, command: EndSession) -> list[Draft]:
    """Ends the session for everybody."""
    return [Draft(type="session.ended", payload={}, actor=sender.id)]


def gone(room: Room, id: str, reason: str) -> list[Draft]:
    """That a peer left or was lost, and if it was the first device its followers too. Nothing if it is gone already."""
    peer = room.peers.get(id)
    if peer is None or peer.state == "gone":
        return []
    followers = (*_followers(room, peer, "in"), *_followers(room, peer, "lobby"))
    return [_left(one, reason) for one in (peer, *followers)]


def _walks_in(room: Room, seat: Seat, known: Peer | None) -> bool:
    if seat.device == "main":
        return seat.role == "trainer" or (known is not None and known.is_expected)
    return any(one.person == seat.person and one.device == "main" and one.state == "in" for one in room.peers.values())


def _let_in(room: Room, peer: Peer, actor: str) -> list[Draft]:
    """The peer, then its person's waiting second devices; whatever device that person was in with before goes."""
    coming = (peer, *_followers(room, peer, "lobby"))
    drafts = [
        Draft(
            type="peer.admitted",
            payload={"peer": replace(one, state="in").wire()},
            audience=_near(one),
            actor=actor,
        )
        for one in coming
    ]
    if peer.device != "main":
        return drafts
    before = [
        one
        for one in room.peers.values()
        if one.person == peer.person and one.device == "main" and one.id != peer.id and one.state != "gone"
    ]
    return [*drafts, *(_left(one, "moved", to=peer.id) for one in before)]


def _left(peer: Peer, reason: str, **more: str) -> Draft:
    audience = "trainers" if peer.state == "lobby" else _near(peer)
    return Draft(type="peer.left", payload={"peer": peer.id, "reason": reason, **more}, audience=audience)


def _near(peer: Peer) -> Audience:
    """Who hears that somebody comes or goes: of a client, other clients do so by `around` only, if they may."""
    return "everyone" if peer.role == "trainer" else (peer.person,)


def _followers(room: Room, peer: Peer, state: str) -> tuple[Peer, ...]:
    if peer.device != "main":
        return ()
    return tuple(
        one for one in room.peers.values() if one.person == peer.person and one.device != "main" and one.state == state
    )


def _known(room: Room, id: str) -> Peer:
    if id not in room.peers:
        raise Refused("not-found", where="$.peer")
    return room.peers[id]
