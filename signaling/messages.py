"""Every message on the wire, one frozen dataclass each. The docstrings and comments are printed in docs/protocol.md.

A command goes from a page to the server as a socket event of its `name` with one map as its only argument, and is
acknowledged with `{"ok": true, …}` or `{"ok": false, "error": code, "message": sentence, "where": path?}`. A command
that writes the log carries an `id` made by the page: sent again after a lost answer, it appends nothing twice and is
answered as before. Its answer carries `seq`, the number of the event it wrote; a command that changed nothing (an
acknowledgement given twice) is answered with the head. A command sent without asking for an answer is done all the
same; if it is refused, a `refused` message says so. Bytes that are no message of the protocol at all end in `closed`
with `bad-frame`.
"""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta

PROTOCOL = 1

Role = Literal["trainer", "client"]
Device = Literal["main", "camera"]
Caller = Literal["trainer", "client", "camera", "lobby"]  # a camera is anybody's second device; lobby is whoever waits
CueKind = Literal["form", "safety", "alert", "motivation", "count"]
IntervalKind = Literal["prepare", "work", "rest", "transition", "recover", "hold"]
Everyone = Literal["everyone"]

CommandId = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
PeerId = Annotated[str, Meta(min_length=1, max_length=64)]
Ms = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]
Peers = Annotated[list[PeerId], Meta(min_length=1, max_length=26)]
MadeId = Annotated[str, Meta(min_length=8, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]  # of a thing, made by the page
Rate = Annotated[float, Meta(ge=0.1, le=2)]


# ---- values that travel inside messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """One stretch of a timer's plan."""

    name: Annotated[str, Meta(max_length=40)]
    kind: IntervalKind
    duration_ms: Annotated[int, Meta(ge=1000, le=14_400_000)]
    round: Annotated[int, Meta(ge=0, le=999)] = 0  # 1 … rounds; 0 outside the rounds (lead-in)
    rounds: Annotated[int, Meta(ge=0, le=999)] = 0


Plan = Annotated[list[Interval], Meta(min_length=1, max_length=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an assessment, as the client's page shows it while it films."""

    key: Annotated[str, Meta(min_length=1, max_length=40)]
    title: Annotated[str, Meta(max_length=120)]
    view: Annotated[str, Meta(max_length=40)]
    words: Annotated[str, Meta(max_length=2000)]
    seconds: Annotated[int, Meta(ge=1, le=3600)] | None = None  # how long it is filmed; absent: until somebody stops it
    reps: Annotated[int, Meta(ge=1, le=999)] | None = None
    framing: Annotated[str, Meta(pattern="^[a-z-]{0,40}$")] = ""  # the silhouette to stand in; absent: none


@dataclass(frozen=True, slots=True, kw_only=True)
class Buffer:
    """What a page keeps of its own camera, so that a moment can be kept afterwards."""

    on: bool
    held_ms: Ms = 0
    bytes: Ms = 0
    why: Literal["", "no-consent", "unsupported", "too-heavy", "camera-off", "off"] = ""  # why it is not on


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipPercent:
    """How far a page is with sending a moment."""

    clip: Annotated[str, Meta(min_length=1, max_length=40)]
    percent: Annotated[int, Meta(ge=0, le=100)]


# ---- the handshake


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """What a page sends as `auth` when its socket connects: the seat that joining gave it, and how far it has read."""

    room: Annotated[str, Meta(min_length=1, max_length=64)]
    peer: PeerId
    resume: Annotated[str, Meta(min_length=16, max_length=128)]
    protocol: int
    since: Ms = 0  # the last seq it knows; 0: nothing


# ---- commands that write the log (page -> server)


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit:
    """The trainer lets somebody in from the lobby, with their second camera if it waits too."""

    name: ClassVar = "admit"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    peer: PeerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Deny:
    """The trainer turns somebody in the lobby away; they may knock again."""

    name: ClassVar = "deny"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    peer: PeerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Kick:
    """The trainer removes a person with all their devices and bars them from this session."""

    name: ClassVar = "kick"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    peer: PeerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbar:
    """The trainer lets a removed person knock again."""

    name: ClassVar = "unbar"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    person: Annotated[str, Meta(min_length=1, max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Somebody goes for good and gives up their seat, and those of their cameras. Allowed from the lobby too."""

    name: ClassVar = "leave"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "camera", "lobby")
    id: CommandId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSession:
    """The trainer ends the session for everybody."""

    name: ClassVar = "session.end"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId


@dataclass(frozen=True, slots=True, kw_only=True)
class GoByPhone:
    """The trainer says that the session carries on by phone (on), or by video again (off)."""

    name: ClassVar = "phone"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCue:
    """The trainer says at most five words to everyone or to some; shown large, and spoken if asked."""

    name: ClassVar = "cue.send"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    say: Annotated[str, Meta(min_length=1, max_length=60)]
    kind: CueKind = "form"
    focus: Literal["external", "internal", ""] = ""
    to: Everyone | Peers = "everyone"
    speak: bool = False
    valid_ms: Annotated[int, Meta(ge=500, le=30_000)] = 3000  # ignored for a safety cue, which stays until acknowledged


@dataclass(frozen=True, slots=True, kw_only=True)
class CueShown:
    """A client's page painted a cue that was still live."""

    name: ClassVar = "cue.shown"
    may: ClassVar[tuple[Caller, ...]] = ("client",)
    id: CommandId
    cue_seq: Ms  # seq of the cue's event
    at_ms: Ms  # when, by the room's clock


@dataclass(frozen=True, slots=True, kw_only=True)
class AckCue:
    """A client tapped a safety cue away."""

    name: ClassVar = "cue.ack"
    may: ClassVar[tuple[Caller, ...]] = ("client",)
    id: CommandId
    cue_seq: Ms


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTimer:
    """The trainer starts a timer; it takes effect a moment later, on every device at once."""

    name: ClassVar = "timer.start"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    timer: Annotated[str, Meta(min_length=1, max_length=40)]  # an id made by the page
    title: Annotated[str, Meta(max_length=60)]
    plan: Plan
    to: Everyone | Peers = "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTimer:
    """The trainer pauses, resumes, skips, steps back, adds time to the interval that runs, or stops a timer.

    `back` goes to the start of the interval, within its first two seconds to the one before. A plan that has run out
    takes `stop` only.
    """

    name: ClassVar = "timer.change"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    timer: Annotated[str, Meta(min_length=1, max_length=40)]
    do: Literal["pause", "resume", "skip", "back", "add", "stop"]
    rev: Ms  # the revision the page saw; an older one is refused with `stale`
    add_ms: Annotated[int, Meta(ge=-3_600_000, le=3_600_000)] = 10_000  # for `add` only


@dataclass(frozen=True, slots=True, kw_only=True)
class SendChat:
    """A line of chat to everyone in the room."""

    name: ClassVar = "chat.send"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client")
    id: CommandId
    text: Annotated[str, Meta(min_length=1, max_length=2000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMarker:
    """The trainer marks this moment for later, with a word or without; only trainers see it."""

    name: ClassVar = "marker.place"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    label: Annotated[str, Meta(max_length=80)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipThat:
    """Keeps the last seconds of a client's camera: asked for by the trainer, or by clients of their own devices.

    The named device cuts them out of what it holds and uploads them; only where that client agreed to clips.
    """

    name: ClassVar = "clip.take"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client")
    id: CommandId
    clip: MadeId  # an id made by the page: the moment's
    peer: PeerId
    seconds: Annotated[int, Meta(ge=5, le=60)] = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipLost:
    """A page cannot send a moment that was asked of it, or of another device of the same person."""

    name: ClassVar = "clip.lost"
    may: ClassVar[tuple[Caller, ...]] = ("client", "camera")
    id: CommandId
    clip: MadeId
    why: Literal["no-consent", "unsupported", "nothing-kept", "upload-failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartReplay:
    """The trainer plays a moment on both screens, in a loop; it ends whatever was played before."""

    name: ClassVar = "replay.start"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    replay: MadeId  # an id made by the page
    clip: MadeId  # the moment's id
    rate: Rate = 0.5
    from_ms: Ms = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReplay:
    """Plays on, pauses, goes somewhere, changes the speed, or ends a replay. A client whose moment it is may play,
    pause and end it. `end` is never too late: it takes any `rev`.
    """

    name: ClassVar = "replay.change"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client")
    id: CommandId
    replay: MadeId
    rev: Ms  # the revision the page saw; an older one is refused with `stale`
    do: Literal["play", "pause", "seek", "rate", "end"]
    position_ms: Ms | None = None  # for `seek`
    rate: Rate | None = None  # for `rate`


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTake:
    """The trainer has a client's device film one step of an assessment, after a countdown."""

    name: ClassVar = "take.start"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    take: MadeId  # an id made by the page
    peer: PeerId
    assessment: Annotated[str, Meta(min_length=1, max_length=40)]
    step: Step
    countdown_s: Annotated[int, Meta(ge=3, le=30)] = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTake:
    """Stops a take, or cancels it so that nothing of it is kept. A client may do so with their own."""

    name: ClassVar = "take.change"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client")
    id: CommandId
    take: MadeId
    rev: Ms  # the revision the page saw; an older one is refused with `stale`
    do: Literal["stop", "cancel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotlight:
    """The trainer lets one picture be large and sharp; null: none."""

    name: ClassVar = "spotlight"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    peer: PeerId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """The trainer has nobody hear a client (on), or everybody again (off). The client sees it."""

    name: ClassVar = "mute"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    peer: PeerId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """The trainer speaks with one client alone, unseen and unheard by the others; null: with all again."""

    name: ClassVar = "aside"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    peer: PeerId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """The trainer has everybody wait (on): nobody sees or hears the trainer, and no client is heard."""

    name: ClassVar = "hold"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Meet:
    """The trainer lets clients see and hear each other, or not. Refused with `not-allowed` in a direct session."""

    name: ClassVar = "meet"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseHand:
    """A client raises a hand, or takes it down; the trainer takes down anybody's."""

    name: ClassVar = "hand"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client")
    id: CommandId
    on: bool
    peer: PeerId | None = None  # whose; absent: the sender's


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRecording:
    """The server records from now on, of everybody who agreed to recordings and as long as they do."""

    name: ClassVar = "recording.start"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    recording: MadeId  # an id made by the page


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRecording:
    """The trainer ends the recording."""

    name: ClassVar = "recording.stop"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    recording: MadeId


# ---- ephemeral commands (page -> server), never in the log


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock ping, answered with `{ok, t0, t1_ms}`: `t0` as it came, and the server's time."""

    name: ClassVar = "clock"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "camera", "lobby")
    t0: float  # the page's own time, opaque to the server
    rtt_ms: Annotated[float, Meta(ge=0, le=600_000)] | None = None  # the round trip of the ping before


@dataclass(frozen=True, slots=True, kw_only=True)
class Resync:
    """Asks for what was missed after a seq; answered with `{ok, head, snapshot, events}`, as in Welcome."""

    name: ClassVar = "resync"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "camera")
    after: Ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Ice:
    """Asks for ICE servers; answered with `{ok, ice: [{urls, username?, credential?}]}`, good for ten minutes."""

    name: ClassVar = "ice"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "camera")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Passes WebRTC signalling to one peer. The trainer's device always offers; anybody may ask for a `renew`.

    `gen` numbers the RTCPeerConnections of a pair: a higher one replaces the older. Refused with `absent` when the
    peer has no socket now, and with `not-allowed` unless one of the two is a trainer's device.

    In a room whose mode is "relay", `to` is "relay": it always offers, and takes `answer`, `renew` (gen: of the
    connection the page has; 0: none) and `bye`. Refused with `no-capacity` or `unavailable` when it cannot take the
    page now, and with `bad-description`.
    """

    name: ClassVar = "signal"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "camera")
    to: PeerId
    gen: Ms
    kind: Literal["offer", "answer", "candidate", "renew", "bye"]
    sdp: Annotated[str, Meta(max_length=60_000)] | None = None
    candidate: dict[str, str | int | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaState:
    """A peer says what it is sending; passed on to the others in the room as `media`.

    `buffer` and `clip_percent` reach trainers only.
    """

    name: ClassVar = "media"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "camera")
    mic: bool
    camera: bool
    screen: bool
    quality: Literal["good", "fair", "poor", "unknown"] = "unknown"
    buffer: Buffer | None = None
    clip_percent: ClipPercent | None = None


COMMANDS: tuple[type, ...] = (
    Admit, Deny, Kick, Unbar, Leave, EndSession, GoByPhone,
    SendCue, CueShown, AckCue, StartTimer, ChangeTimer, SendChat, PlaceMarker,
    ClipThat, ClipLost, StartReplay, ChangeReplay, StartTake, ChangeTake,
    Spotlight, Mute, Aside, Hold, Meet, RaiseHand, StartRecording, StopRecording,
    Clock, Resync, Ice, Signal, MediaState,
)  # fmt: skip


def name_of(message: type) -> str:
    """What a message is called on the wire."""
    name: str = getattr(message, "name")  # noqa: B009
    return name


# ---- messages (server -> page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of the log. Whoever is not in its audience gets `Hidden` in its place, live and in replay.

    type and payload:
      session.opened  {title, mode: "direct" | "relay", expected}
      peer.knocked    {peer: Peer, door: {address, callback, helper, name?}}   audience trainers
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
      chat            {text, name}                                      audience everyone, or whoever the speaker sees
      marker          {label}                                           audience trainers
      consent         {person, purpose, given}                          audience trainers and the person
      clip            {clip: Moment}                                    audience trainers and the moment's person
      replay          {replay: Replay}                                  audience trainers and the moment's person
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
    Moment = {id, peer, person, by, at_ms, seconds, state, why, clip, duration_ms, start_ms, percent}: the last
    `seconds` of what the camera of `peer` saw when `by` pressed, at `at_ms`. state: "wanted" (asked for), "sending",
    "preview" (a small version plays), "ready" (the whole plays), "refused" or "lost" (`why`); each event replaces the
    one before. clip: its id in the library, once there is one. duration_ms: the length of the file; the moment
    itself begins `start_ms` into it and ends with it.
    Replay = {id, rev, moment, clip, person, state: "playing"|"paused"|"ended", at_ms, position_ms, rate, duration_ms}:
    this revision counts from the moment `at_ms` on, the one before until then. Playing, it shows
    `(position_ms + (now - at_ms) * rate) mod duration_ms`, paused `position_ms`; 0 is where the moment begins. One at
    a time in a room.
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
    chat: list[dict[str, Any]]  # the last 500: {seq, at_ms, actor, name, text}
    markers: list[dict[str, Any]]  # {seq, at_ms, label}; trainers only
    clips: list[dict[str, Any]]  # Moment, the last 50 of each person; trainers see all, others their own
    replay: dict[str, Any] | None  # Replay, while there is one that the viewer may see
    takes: list[dict[str, Any]]  # Take, the last 50 of each person; trainers see all, others their own
    # person -> purpose -> given: what was answered while the room was open; trainers see all, others their own
    consents: dict[str, dict[str, bool]]
    mode: Literal["direct", "relay"]
    expected: int  # clients
    stage: dict[str, Any]  # Stage; for others than trainers as it is before anything was decided
    hands: dict[str, int]  # person -> since when it is up; trainers see all, others their own
    recording: dict[str, Any] | None  # Recording: the last one
    # What became of each device in it, by peer: {person, what, why}; trainers see all, others their own.
    recorded: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """To a client, whenever it changed: what the trainer decided, as it concerns them, and which others they see."""

    name: ClassVar = "around"
    is_group: bool
    muted: bool  # nobody hears them
    spotlit: bool  # their picture may be large
    aside: bool  # the trainer speaks with them alone
    waits: bool  # the trainer neither sees to them nor is seen: held, or with somebody else
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
