"""What the server says to a page."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from signaling.messages.values import Caller


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of the log. Whoever is not in its audience gets `Hidden` in its place, live and in replay.

    type and payload:
      session.opened  {title, mode: "direct" | "relay", expected}
      peer.knocked    {peer: Peer, door: {address, callback, helper, emergency, name?}}   audience trainers
      peer.admitted   {peer: Peer}                                      audience of a client's: trainers and the person
      peer.denied     {peer: id}                                        audience trainers
      peer.kicked     {peer: id, person}                                audience trainers and the person
      peer.unbarred   {person}                                          audience trainers
      peer.left       {peer: id, reason: "left" | "lost" | "moved", to?}    audience as admitted; trainers if it waited
      phone           {on}
      cue             {say, kind, focus, to, speak}                     audience everyone or the named peers
      cue.shown       {cue_seq, peer, at_ms}                            audience trainers
      cue.acked       {cue_seq, peer}                                   audience trainers and the peer
      timer           {timer: Timer}                                    audience as the timer's `to`
      effort.asked    {ask: Ask}                                        audience as the ask's `to`
      effort          {effort: Effort}                                  audience trainers and the person
      day             {day: Day}
      day.own         {person, entry, out, instead: DayEntry | null}    audience trainers and the person
      day.set         {person, entry, exercise, name, number, reps, load, unit, secs, effort}   as day.unset
      day.unset       {person, entry, number}                           audience trainers and the person
      stop            {stop: Stop}                                      audience trainers and the person
      stop.resolved   {person, red_flag, word}                          audience trainers
      gate            {person, why, by_override}                        audience trainers and the person
      chat            {text, name}                                      audience everyone, or whoever the speaker sees
      marker          {label, kind, of?: {entry, name, number, person: id | null}}    audience trainers
      note            {note: id, rev, text: "" when deleted}             audience trainers
      consent         {person, purpose, given}                          audience trainers and the person
      form            {person, form: id | null, title}                  audience trainers and the person
      clip            {clip: Moment}                                    audience trainers and the moment's person
      replay          {replay: Replay}                                  audience trainers and the moment's person
      drawn           {stroke: Stroke}                                  audience as the replay
      undrawn         {replay: id, person, stroke: id | null}           audience as the replay; null: all of them
      take            {take: Take}                                      audience trainers and the take's person
      stage           {stage: Stage}                                    audience trainers
      hand            {person, on}                                      audience trainers and the person
      recording       {recording: Recording}
      recorded        {recording: id, person, source: peer, what, why}  audience trainers and the person
      session.ended   {}
    Trainers are in every audience. An audience that names a person means all their devices, now and later. A peer
    that was lost (60 s without a socket) and comes back with its seat is admitted at once; one that left, was denied
    or removed knocks again. moved: the person came in with another device, `to`.

    Peer = {id, person, name, role, device, state: "lobby"|"in"|"gone"}.
    Timer = {id, rev, title, plan: [Interval], state: "running"|"paused"|"done", at_ms, elapsed_ms, to}: this revision
    counts from the moment `at_ms` on; running shows `elapsed_ms + (now - at_ms)`, paused and done show `elapsed_ms`;
    done at the plan's end by itself.
    Stop = {person, why: "pause" | "unwell", at_ms, by: peer, state: "open" | "over", is_taken, is_fine, timers: [id]}:
    each event takes the place of the one before of that person. Everybody's timers, as they see them, rest at `at_ms`;
    `timers` paused with it. A red flag in stop.resolved holds them back, as a gate event says.
    gate tells whether somebody may exercise in this room: `why` is the state that holds them back ("none", "submitted",
    "follow_up", "referred", "expired", "reopened"; "" when nothing does); by_override: the trainer lets them all the
    same. Who is held back may be here and talk; timers, sets and takes are refused for them as `not-cleared`, and a
    timer for everyone is for those who may.
    Ask = {id, at_ms, to: "everyone" | [person]}. Effort = {ask, person, at_ms, rpe, rir, pain, where}: `ask` is the
    id of an Ask, or of a Timer that asks at its end; a later one of the same person and ask takes its place.
    Day = {rev, entries: [DayEntry], at: id | null, skipped: [id]}: the list, and the entry the room is at; null when
    it is done or empty. day.set replaces the set of that person, entry and number; exercise and name are what was done.
    day.own replaces what was before of that person and entry: they leave it out, or do `instead`; neither: as the list
    says.
    Moment = {id, peer, person, by, at_ms, seconds, state, why, clip, duration_ms, start_ms, percent}: the last
    `seconds` of what the camera of `peer` saw when `by` pressed, at `at_ms`. state: "wanted" (asked for), "sending",
    "preview" (a small version plays), "ready" (the whole plays), "refused" or "lost" (`why`); each event replaces the
    one before. clip: its id in the library, once there is one. duration_ms: the length of the file; the moment
    itself begins `start_ms` into it and ends with it.
    Replay = {id, rev, moment, clip, person, state: "playing"|"paused"|"ended", at_ms, position_ms, rate, duration_ms}:
    this revision counts from the moment `at_ms` on, the one before until then. Playing, it shows
    `(position_ms + (now - at_ms) * rate) mod duration_ms`, paused `position_ms`; 0 is where the moment begins. One at
    a time in a room.
    Stroke = {id, replay, person, tool, points: [[x, y]], colour, width, at_ms, position_ms, lasts_ms | null}: drawn on
    that replay at `at_ms`, when it showed `position_ms`; it takes the place of one with the same id. It fades
    `lasts_ms` later, or stays; all go when the replay ends.
    Take = {id, rev, peer, person, assessment, step: Step, state: "running"|"stopped"|"cancelled", at_ms,
    stopped_at_ms}: the device `peer` films from `at_ms` on, until `stopped_at_ms`.
    Stage = {meet, pairs: [[person, person]], spotlight: peer | null, muted: [person], aside: person | null, held}: what
    the trainer decided about who sees and hears whom.
    Recording = {id, by, state: "running"|"stopped", started_at_ms, stopped_at_ms, why}. recorded tells whether a
    person is in it: what is "started", "stopped" or "not-recorded".
    """

    name: ClassVar = "event"
    seq: int
    at_ms: int  # server epoch milliseconds
    type: str
    actor: str  # peer id, or "server"
    audience: str | list[str]  # "everyone", "trainers", or ids of peers and persons
    payload: dict[str, Any]
    valid_ms: int | None = None  # a cue is live this long after at_ms; absent: no expiry


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """Stands for an event that is not for this peer, so that gaps stay detectable. Sent as `event`."""

    name: ClassVar = "event"
    seq: int
    hidden: Literal[True] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """The first message on a socket, and sent once more when somebody is let in from the lobby.

    In the lobby `caller` is "lobby", and `snapshot`, `events`, `head`, `online` and `media` are empty.
    """

    name: ClassVar = "welcome"
    protocol: int
    room: str
    peer: str
    caller: Caller
    now_ms: int
    head: int
    snapshot: dict[str, Any] | None  # see Snapshot; None when `events` continue what the page has
    events: list[dict[str, Any]]  # Event or Hidden, rising seq, ending at head
    trainer_here: bool  # so that the lobby can say whom it waits for
    online: list[str]  # peers with a socket now; those in the lobby for trainers only
    media: dict[str, dict[str, Any]]  # last MediaState of each peer
    around: dict[str, Any] | None  # Around, for a client


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The room as one viewer may see it, at `head`: the fold of all events in that viewer's audience."""

    name: ClassVar = "snapshot"
    head: int
    state: Literal["planned", "open", "over"]
    title: str
    opened_at_ms: int | None
    ended_at_ms: int | None
    by_phone: bool
    peers: dict[str, dict[str, Any]]  # id -> Peer with `door` for trainers
    barred: list[str]  # persons; trainers only
    timers: dict[str, dict[str, Any]]  # id -> Timer, running, paused or done: the last 20 started
    # The last 50: {seq, at_ms, valid_ms, say, kind, focus, to, speak, shown: [peer], acked: [peer]}; trainers see all
    # of `shown` and `acked`, others who tapped a cue away themselves.
    cues: list[dict[str, Any]]
    asks: list[dict[str, Any]]  # Ask: the last one for the same people
    efforts: list[dict[str, Any]]  # Effort, the last 50 of each person; trainers see all, others their own
    stops: dict[str, dict[str, Any]]  # person -> Stop, while it is open; trainers see all, others their own
    # person -> {why, by_override}: who is held back, or would be; trainers see all, others their own
    gates: dict[str, dict[str, Any]]
    chat: list[dict[str, Any]]  # the last 500: {seq, at_ms, actor, name, text}
    markers: list[dict[str, Any]]  # the last 1000: {seq, at_ms, label, kind, of}; trainers only
    notes: list[
        dict[str, Any]
    ]  # the last 200: {id, rev, text, at_ms, changed_at_ms, before: [[until_ms, text]]}; trainers only
    clips: list[dict[str, Any]]  # Moment, the last 50 of each person; trainers see all, others their own
    replay: dict[str, Any] | None  # Replay, while there is one that the viewer may see
    strokes: list[dict[str, Any]]  # Stroke, the last 100 on the replay that the viewer may see
    takes: list[dict[str, Any]]  # Take, the last 50 of each person; trainers see all, others their own
    # person -> purpose -> given: what was answered while the room was open; trainers see all, others their own
    consents: dict[str, dict[str, bool]]
    forms: dict[str, dict[str, str]]  # person -> {form, title}: beside the picture; trainers see all, others their own
    mode: Literal["direct", "relay"]
    expected: int  # clients
    stage: dict[str, Any]  # Stage; for others than trainers as it is before anything was decided
    hands: dict[str, int]  # person -> since when it is up; trainers see all, others their own
    recording: dict[str, Any] | None  # Recording: the last one
    # What became of each device in it, by peer: {person, what, why}; trainers see all, others their own.
    recorded: dict[str, dict[str, str]]
    day: dict[str, Any]  # Day; rev 0 before there is a list
    sets: list[dict[str, Any]]  # as in day.set, the last 400 of each person; trainers see all, others their own
    own: list[dict[str, Any]]  # as in day.own; trainers see all, others their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """To a client, whenever it changed: what the trainer decided, as it concerns them, and which others they see."""

    name: ClassVar = "around"
    is_group: bool
    muted: bool  # nobody hears them
    spotlit: bool  # their picture may be large
    aside: bool  # the trainer speaks with them alone
    waits: bool  # the trainer neither sees to them nor is seen: held, or with somebody else
    is_elsewhere: bool  # they wait because the trainer speaks with one other client alone
    others: list[dict[str, Any]]  # Peer: other clients whom they see and hear


@dataclass(frozen=True, slots=True, kw_only=True)
class Relayed:
    """From the relay: a connection to be answered, or who is at which place of the one there is.

    A place shows a sound and a picture, in the m-lines `sound-<place>` and `picture-<place>`. via: the relay that holds
    the room; another one counts `gen` anew. kind: "offer" (with sdp and shows), "arranged" (with shows), or "refused"
    (with error and message: it cannot take the page now).
    """

    name: ClassVar = "relayed"
    kind: Literal["offer", "arranged", "refused"]
    via: str
    gen: int
    sdp: str | None = None
    shows: list[dict[str, Any]] | None = None  # {place, peer, pair: "person" | "screen"}; places not named show nobody
    error: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Who is heard most in a room with a relay; null: nobody. Reaches those who see them."""

    name: ClassVar = "speaking"
    peer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """Sent each second in a room that has been silent: a page whose last seq is below `head` asks for the rest."""

    name: ClassVar = "beat"
    head: int
    now_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """A peer's socket came or went; trainers hear of the lobby's too. A seat is held for 60 s before it is lost."""

    name: ClassVar = "presence"
    peer: str
    online: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lobby:
    """To somebody who waits: whether the trainer is there."""

    name: ClassVar = "lobby"
    trainer_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The last message before the server closes a socket for a reason.

    Codes: denied, kicked, left, taken-over (the seat was opened elsewhere), session-over, revoked, bad-frame,
    too-many, bad-hello, restart. After `restart` the page reconnects by itself; after the others it does not.
    """

    name: ClassVar = "closed"
    error: str
    message: str
    after_ms: int | None = None  # with restart: wait so long before reconnecting, so that not all come at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """To a page whose command was refused although it had not asked for an answer."""

    name: ClassVar = "refused"
    command: str
    error: str
    message: str
    where: str | None = None


MESSAGES: tuple[type, ...] = (
    Event, Hidden, Welcome, Snapshot, Around, Relayed, Speaking, Beat, Presence, Lobby, Closed, Refusal,
)  # fmt: skip
# `signal` and `media` reach the other page as they were sent, with `from` (the sender's peer id) in place of `to`.
