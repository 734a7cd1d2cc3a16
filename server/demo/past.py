"""A session that is over, with a log as a room would have left it, so that its sheet has something to tell."""

from dataclasses import replace
from typing import Any

from server import ids
from server.domain.accounts import Account
from server.domain.people import Client
from server.domain.sessions import Outcome, Session
from signaling.log import Audience, Entry

MINUTE_MS = 60_000
LENGTH_MS = 38 * MINUTE_MS

# When (minutes:seconds since the trainer came), and what the trainer said.
CUES = (
    ("02:10", "Ribs down, belly firm", "form", "internal"),
    ("02:40", "Push the floor away", "form", "external"),
    ("11:05", "Slower on the way down", "form", ""),
    ("11:50", "Push the floor away", "form", "external"),
    ("17:30", "Halfway there", "motivation", ""),
    ("26:20", "Slower on the way down", "form", ""),
    ("26:55", "Two more", "count", ""),
    ("31:15", "Strong. Keep that line", "motivation", ""),
)
MARKERS = (("11:20", "knee drifts in"), ("26:40", "same depth both sides"))
TIMER_AT = "19:00"


def held(session: Session, notes: str) -> Session:
    """The session as it is after it took place."""
    opened = session.starts_at_ms - MINUTE_MS
    return replace(session, opened_at_ms=opened, ended_at_ms=opened + LENGTH_MS, outcome=Outcome.DONE, notes=notes)


def tabata() -> list[dict[str, Any]]:
    """The plan of the timer that ran: eight rounds of twenty seconds' work, and ten of rest between them."""
    plan: list[dict[str, Any]] = [{"name": "Get ready", "kind": "prepare", "duration_ms": 10_000}]
    for round in range(1, 9):
        plan.append({"name": "Work", "kind": "work", "duration_ms": 20_000, "round": round, "rounds": 8})
        plan.append({"name": "Rest", "kind": "rest", "duration_ms": 10_000, "round": round, "rounds": 8})
    return plan[:-1]


def log(session: Session, trainer: Account, client: Client) -> list[Entry]:
    """What its room would have written, in order."""
    began = session.opened_at_ms or session.starts_at_ms
    host, guest = ids.new(), ids.new()
    one = _peer(host, f"t:{trainer.id}", trainer.name, "trainer")
    two = _peer(guest, f"c:{client.id}", client.name, "client")
    plan = tabata()
    timer = {"id": ids.new(), "title": "Tabata", "plan": plan, "elapsed_ms": 0, "to": "everyone"}
    lasts_ms = sum(interval["duration_ms"] for interval in plan)
    happened: list[tuple[int, str, str, dict[str, Any], Audience]] = [
        (0, "session.opened", "server", {"title": session.title}, "everyone"),
        (0, "peer.admitted", host, {"peer": one}, "everyone"),
        (
            48_000,
            "peer.knocked",
            guest,
            {"peer": {**two, "state": "lobby"}, "door": {"address": "", "callback": client.phone, "helper": ""}},
            "trainers",
        ),
        (55_000, "peer.admitted", host, {"peer": two}, "everyone"),
        (since_ms(TIMER_AT), "timer", host, _timer(timer, 1, "running", began + since_ms(TIMER_AT)), "everyone"),
        (
            since_ms(TIMER_AT) + lasts_ms,
            "timer",
            host,
            _timer(timer, 2, "done", began + since_ms(TIMER_AT) + lasts_ms, lasts_ms),
            "everyone",
        ),
        (since_ms("32:05"), "chat", guest, {"text": "That last set was honest work."}, "everyone"),
        (LENGTH_MS, "session.ended", host, {}, "everyone"),
    ]
    happened += [(since_ms(at), "marker", host, {"label": label}, "trainers") for at, label in MARKERS]
    happened += [(since_ms(at), "cue", host, _cue(say, kind, focus), "everyone") for at, say, kind, focus in CUES]
    return _numbered(happened, began, guest)


def _numbered(happened: list[tuple[int, str, str, dict[str, Any], Audience]], began: int, guest: str) -> list[Entry]:
    """The events by time; the client's page shows each cue a moment after it was said."""
    entries: list[Entry] = []

    def add(at_ms: int, type: str, actor: str, payload: dict[str, Any], audience: Audience) -> None:
        seq = len(entries) + 1
        valid_ms = 3000 if type == "cue" else None
        entries.append(
            Entry(seq=seq, at_ms=at_ms, type=type, payload=payload, audience=audience, actor=actor, valid_ms=valid_ms)
        )

    for since, type, actor, payload, audience in sorted(happened, key=lambda one: one[0]):
        add(began + since, type, actor, payload, audience)
        if type == "cue":
            shown = began + since + 70
            add(shown, "cue.shown", guest, {"cue_seq": len(entries), "peer": guest, "at_ms": shown}, "trainers")
    return entries


def _peer(id: str, person: str, name: str, role: str) -> dict[str, Any]:
    return {"id": id, "person": person, "name": name, "role": role, "device": "main", "state": "in"}


def _cue(say: str, kind: str, focus: str) -> dict[str, Any]:
    return {"say": say, "kind": kind, "focus": focus, "to": "everyone", "speak": False}


def _timer(timer: dict[str, Any], rev: int, state: str, at_ms: int, elapsed_ms: int = 0) -> dict[str, Any]:
    return {"timer": {**timer, "rev": rev, "state": state, "at_ms": at_ms, "elapsed_ms": elapsed_ms}}


def since_ms(at: str) -> int:
    """Minutes:seconds since the trainer came, in milliseconds."""
    minutes, seconds = at.split(":")
    return (int(minutes) * 60 + int(seconds)) * 1000
