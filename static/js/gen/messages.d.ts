/** Made from signaling/messages/ by `python -m server generate`. Change what is there, not this. */

export const PROTOCOL: 1;

/** The exercise a cue belongs to; its words are plain: with tags in them the cue is refused with `markup`. */
export interface CuedExercise {
  key: string;
  name: string;
}

/** One stretch of a timer's plan. In the log, and in what pages are told, what is as by default may be absent. */
export interface Interval {
  name: string;
  kind: "prepare" | "work" | "rest" | "transition" | "recover" | "hold";
  duration_ms: number;
  round?: number;
  rounds?: number;
  count_up?: boolean;
  say?: string;
  side?: "" | "left" | "right";
  bpm?: number | null;
  label?: string;
}

/** What one set should be; what is absent is left open. 8 to 10 repetitions are `reps` 8 and `reps_to` 10. */
export interface Target {
  reps: number | null;
  reps_to: number | null;
  load: number | null;
  unit: "kg" | "lb";
  secs: number | null;
  note: string;
}

/** One exercise of the day. Its words are plain: with tags in them the list is refused with `markup`. */
export interface DayEntry {
  id: string;
  exercise: string | null;
  name: string;
  sets: number;
  target: Target;
  rest_ms: number;
}

/** One step of an assessment, as the client's page shows it while it films. */
export interface Step {
  key: string;
  title: string;
  view: string;
  words: string;
  seconds: number | null;
  reps: number | null;
  framing: string;
}

/** What a page keeps of its own camera, so that a moment can be kept afterwards. */
export interface Buffer {
  on: boolean;
  held_ms: number;
  bytes: number;
  why: "" | "no-consent" | "unsupported" | "too-heavy" | "camera-off" | "off";
}

/** How far a page is with sending a moment. */
export interface ClipPercent {
  clip: string;
  percent: number;
}

/** What a page sends as `auth` when its socket connects: the seat that joining gave it, and how far it has read. */
export interface Hello {
  room: string;
  peer: string;
  resume: string;
  protocol: number;
  since?: number;
}

/** The trainer lets somebody in from the lobby, with their second camera if it waits too. */
export interface Admit {
  id: string;
  peer: string;
}

/** The trainer turns somebody in the lobby away; they may knock again. */
export interface Deny {
  id: string;
  peer: string;
}

/** The trainer removes a person with all their devices and bars them from this session. */
export interface Kick {
  id: string;
  peer: string;
}

/** The trainer lets a removed person knock again. */
export interface Unbar {
  id: string;
  person: string;
}

/** Somebody goes for good and gives up their seat, and those of their cameras. Allowed from the lobby too. */
export interface Leave {
  id: string;
}

/** The trainer ends the session for everybody. */
export interface EndSession {
  id: string;
}

/** The trainer says that the session carries on by phone (on), or by video again (off). */
export interface GoByPhone {
  id: string;
  on: boolean;
}

/** The trainer says at most five words to everyone or to some; shown large, and spoken if asked. */
export interface SendCue {
  id: string;
  say: string;
  kind?: "form" | "safety" | "alert" | "motivation" | "count";
  focus?: "external" | "internal" | "";
  exercise?: CuedExercise | null;
  phase?: "" | "start" | "down" | "bottom" | "up" | "top";
  region?: "" | "head" | "neck" | "shoulders" | "chest" | "back" | "arms" | "hands" | "trunk" | "hips" | "glutes" | "thighs" | "hamstrings" | "knees" | "calves" | "feet";
  lang?: string;
  to?: "everyone" | string[];
  speak?: boolean;
  valid_ms?: number;
}

/** A client's page painted a cue that was still live; their remote's answer counts as theirs. */
export interface CueShown {
  id: string;
  cue_seq: number;
  at_ms: number;
}

/** A client tapped a safety cue away, here or on their remote: it goes from both. */
export interface AckCue {
  id: string;
  cue_seq: number;
}

/** The trainer starts a timer; it takes effect a moment later, on every device at once. */
export interface StartTimer {
  id: string;
  timer: string;
  title: string;
  plan: Interval[];
  to?: "everyone" | string[];
  counts?: "" | "rounds" | "finish" | "out";
  asks_effort?: boolean;
}

/** The trainer pauses, resumes, skips, steps back, adds time to the interval that runs, or stops a timer. */
export interface ChangeTimer {
  id: string;
  timer: string;
  do: "pause" | "resume" | "skip" | "back" | "add" | "stop";
  rev: number;
  add_ms?: number;
}

/** A client counts on a timer that counts something; the trainer does so for anybody. */
export interface TallyTimer {
  id: string;
  timer: string;
  do: "add" | "take" | "reps" | "finish" | "out" | "undo";
  reps?: number | null;
  peer?: string | null;
  at_ms?: number | null;
}

/** The trainer asks how hard it was. The question stays for three minutes; a newer one takes its place. */
export interface AskEffort {
  id: string;
  ask: string;
  to?: "everyone" | string[];
}

/** A client answers an ask, or what the end of a timer asks; a later answer to the same replaces the first. */
export interface AnswerEffort {
  id: string;
  ask: string;
  rpe: number;
  rir?: number | null;
  pain?: boolean | null;
  where: ("head" | "neck" | "chest" | "belly" | "upper-back" | "lower-back" | "left-shoulder" | "right-shoulder" | "left-elbow" | "right-elbow" | "left-wrist" | "right-wrist" | "left-hip" | "right-hip" | "left-knee" | "right-knee" | "left-ankle" | "right-ankle")[];
}

/** The trainer writes the day's list, or changes it: the whole of it as it should be, in its order. */
export interface WriteDay {
  id: string;
  rev: number;
  entries: DayEntry[];
}

/** The trainer goes to an exercise of the list, also one that was done or skipped. */
export interface GoToEntry {
  id: string;
  entry: string;
}

/** The trainer leaves an exercise out, or takes it back in. */
export interface SkipEntry {
  id: string;
  entry: string;
  on?: boolean;
}

/** The trainer has some clients do an exercise of the list in their own way; the list of the others stays. */
export interface AdjustEntry {
  id: string;
  entry: string;
  to: string[];
  out?: boolean;
  instead?: DayEntry | null;
}

/** A set is done, as the trainer says it. What is absent is as was expected: the target, the load of the set before. */
export interface FinishSet {
  id: string;
  entry: string;
  to?: "everyone" | string[];
  number?: number | null;
  reps?: number | null;
  load?: number | null;
  secs?: number | null;
  effort?: number | null;
  rest?: string | null;
}

/** The trainer takes the last set of an exercise back; of several clients, from those furthest on. */
export interface UndoSet {
  id: string;
  entry: string;
  to?: "everyone" | string[];
}

/** A client stops, or the trainer stops some or everyone. The page acts before it is told; this may come late. */
export interface RaiseStop {
  id: string;
  why: "pause" | "unwell";
  to?: "everyone" | string[] | null;
  at_ms?: number | null;
}

/** Going on after a pause. Of a client who felt unwell: being fine again, which the trainer settles. */
export interface EndStop {
  id: string;
  person?: string | null;
}

/** The trainer has seen that somebody feels unwell: the alarm is quiet, and they are told. */
export interface TakeStop {
  id: string;
  person: string;
}

/** The trainer settles that somebody felt unwell. A red flag holds them back from exercise until it was reviewed. */
export interface ResolveStop {
  id: string;
  person: string;
  red_flag: boolean;
  word?: string;
}

/** A line of chat to everyone in the room. */
export interface SendChat {
  id: string;
  text: string;
}

/** The trainer marks this moment for later, with a word or without; only trainers see it. */
export interface PlaceMarker {
  id: string;
  label?: string;
  kind?: "free" | "set-start" | "set-end" | "rep" | "checkpoint";
  peer?: string | null;
}

/** The trainer writes a note, or writes one anew; only trainers ever see it. What stood there before is kept. */
export interface WriteNote {
  id: string;
  note: string;
  rev?: number;
  text: string;
}

/** The trainer takes a note away. Its words stay in its history; writing it anew brings it back. */
export interface DeleteNote {
  id: string;
  note: string;
  rev: number;
}

/** Keeps the last seconds of a client's camera: asked for by the trainer, or by clients of their own devices. */
export interface ClipThat {
  id: string;
  clip: string;
  peer: string;
  seconds?: number;
}

/** A page cannot send a moment that was asked of it, or of another device of the same person. */
export interface ClipLost {
  id: string;
  clip: string;
  why: "no-consent" | "unsupported" | "nothing-kept" | "upload-failed";
}

/** The trainer plays a moment on both screens, in a loop; it ends whatever was played before. */
export interface StartReplay {
  id: string;
  replay: string;
  clip: string;
  rate?: number;
  from_ms?: number;
}

/** Plays on, pauses, goes somewhere, changes the speed, or ends a replay. A client whose moment it is may play, */
export interface ChangeReplay {
  id: string;
  replay: string;
  rev: number;
  do: "play" | "pause" | "seek" | "rate" | "end";
  position_ms?: number | null;
  rate?: number | null;
}

/** The trainer draws on the picture that is replayed; whoever sees the replay sees it. Sent again with the same */
export interface DrawStroke {
  id: string;
  replay: string;
  stroke: string;
  tool: "pencil" | "line" | "arrow" | "rectangle" | "circle" | "angle";
  points: tuple[];
  colour?: "red" | "amber" | "green" | "blue" | "violet" | "white" | "black";
  width?: number;
  lasts_ms?: number | null;
}

/** The trainer takes one stroke away, or all of them. */
export interface EraseStrokes {
  id: string;
  replay: string;
  stroke?: string | null;
}

/** The trainer has a client's device film one step of an assessment, after a countdown. */
export interface StartTake {
  id: string;
  take: string;
  peer: string;
  assessment: string;
  step: Step;
  countdown_s?: number;
}

/** Stops a take, or cancels it so that nothing of it is kept. A client may do so with their own. */
export interface ChangeTake {
  id: string;
  take: string;
  rev: number;
  do: "stop" | "cancel";
}

/** The trainer lets one picture be large and sharp; null: none. */
export interface Spotlight {
  id: string;
  peer: string | null;
}

/** The trainer has nobody hear a client (on), or everybody again (off). The client sees it. */
export interface Mute {
  id: string;
  peer: string;
  on: boolean;
}

/** The trainer speaks with one client alone, unseen and unheard by the others; null: with all again. */
export interface Aside {
  id: string;
  peer: string | null;
}

/** The trainer has everybody wait (on): nobody sees or hears the trainer, and no client is heard. */
export interface Hold {
  id: string;
  on: boolean;
}

/** The trainer lets clients see and hear each other, or not. Refused with `not-allowed` in a direct session. */
export interface Meet {
  id: string;
  on: boolean;
}

/** A client raises a hand, or takes it down; the trainer takes down anybody's. */
export interface RaiseHand {
  id: string;
  on: boolean;
  peer?: string | null;
}

/** The server records from now on, of everybody who agreed to recordings and as long as they do. */
export interface StartRecording {
  id: string;
  recording: string;
}

/** The trainer ends the recording. */
export interface StopRecording {
  id: string;
  recording: string;
}

/** A clock ping, answered with `{ok, t0, t1_ms}`: `t0` as it came, and the server's time. */
export interface Clock {
  t0: number;
  rtt_ms?: number | null;
}

/** Asks for what was missed after a seq; answered with `{ok, head, snapshot, events}`, as in Welcome. */
export interface Resync {
  after: number;
}

/** Asks for ICE servers; answered with `{ok, ice: [{urls, username?, credential?}]}`, good for ten minutes. */
export interface Ice {
}

/** Passes WebRTC signalling to one peer. The trainer's device always offers; anybody may ask for a `renew`. */
export interface Signal {
  to: string;
  gen: number;
  kind: "offer" | "answer" | "candidate" | "renew" | "bye";
  sdp?: string | null;
  candidate?: Record<string, string | number | null> | null;
}

/** A peer says what it is sending; passed on to the others in the room as `media`. */
export interface MediaState {
  mic: boolean;
  camera: boolean;
  screen: boolean;
  music?: boolean;
  quality?: "good" | "fair" | "poor" | "unknown";
  buffer?: Buffer | null;
  clip_percent?: ClipPercent | null;
  voiceless?: string | null;
}

/** One event of the log. Whoever is not in its audience gets `Hidden` in its place, live and in replay. */
export interface Event {
  seq: number;
  at_ms: number;
  type: string;
  actor: string;
  audience: string | string[];
  payload: Record<string, any>;
  valid_ms?: number | null;
}

/** Stands for an event that is not for this peer, so that gaps stay detectable. Sent as `event`. */
export interface Hidden {
  seq: number;
  hidden?: true;
}

/** The first message on a socket, and sent once more when somebody is let in from the lobby. */
export interface Welcome {
  protocol: number;
  room: string;
  peer: string;
  caller: "trainer" | "client" | "camera" | "trainer-remote" | "client-remote" | "lobby";
  now_ms: number;
  head: number;
  snapshot: Record<string, any> | null;
  events: (Record<string, any>)[];
  trainer_here: boolean;
  online: string[];
  media: Record<string, Record<string, any>>;
  around: Record<string, any> | null;
}

/** The room as one viewer may see it, at `head`: the fold of all events in that viewer's audience. */
export interface Snapshot {
  head: number;
  state: "planned" | "open" | "over";
  title: string;
  opened_at_ms: number | null;
  ended_at_ms: number | null;
  by_phone: boolean;
  peers: Record<string, Record<string, any>>;
  barred: string[];
  timers: Record<string, Record<string, any>>;
  cues: (Record<string, any>)[];
  asks: (Record<string, any>)[];
  efforts: (Record<string, any>)[];
  stops: Record<string, Record<string, any>>;
  gates: Record<string, Record<string, any>>;
  chat: (Record<string, any>)[];
  markers: (Record<string, any>)[];
  notes: (Record<string, any>)[];
  clips: (Record<string, any>)[];
  replay: Record<string, any> | null;
  strokes: (Record<string, any>)[];
  takes: (Record<string, any>)[];
  consents: Record<string, Record<string, boolean>>;
  forms: Record<string, Record<string, string>>;
  mode: "direct" | "relay";
  expected: number;
  stage: Record<string, any>;
  hands: Record<string, number>;
  recording: Record<string, any> | null;
  recorded: Record<string, Record<string, string>>;
  day: Record<string, any>;
  sets: (Record<string, any>)[];
  own: (Record<string, any>)[];
}

/** To a client, whenever it changed: what the trainer decided, as it concerns them, and which others they see. */
export interface Around {
  is_group: boolean;
  muted: boolean;
  spotlit: boolean;
  aside: boolean;
  waits: boolean;
  is_elsewhere: boolean;
  others: (Record<string, any>)[];
}

/** From the relay: a connection to be answered, or who is at which place of the one there is. */
export interface Relayed {
  kind: "offer" | "arranged" | "refused";
  via: string;
  gen: number;
  sdp?: string | null;
  shows?: (Record<string, any>)[] | null;
  error?: string | null;
  message?: string | null;
}

/** Who is heard most in a room with a relay; null: nobody. Reaches those who see them. */
export interface Speaking {
  peer: string | null;
}

/** Sent each second in a room that has been silent: a page whose last seq is below `head` asks for the rest. */
export interface Beat {
  head: number;
  now_ms: number;
}

/** A peer's socket came or went; trainers hear of the lobby's too. A seat is held for 60 s before it is lost. */
export interface Presence {
  peer: string;
  online: boolean;
}

/** To somebody who waits: whether the trainer is there. */
export interface Lobby {
  trainer_here: boolean;
}

/** The last message before the server closes a socket for a reason. */
export interface Closed {
  error: string;
  message: string;
  after_ms?: number | null;
}

/** To a page whose command was refused although it had not asked for an answer. */
export interface Refusal {
  command: string;
  error: string;
  message: string;
  where?: string | null;
}

/** What a page may send, by name. */
export interface Commands {
  "admit": Admit;
  "deny": Deny;
  "kick": Kick;
  "unbar": Unbar;
  "leave": Leave;
  "session.end": EndSession;
  "phone": GoByPhone;
  "cue.send": SendCue;
  "cue.shown": CueShown;
  "cue.ack": AckCue;
  "timer.start": StartTimer;
  "timer.change": ChangeTimer;
  "timer.tally": TallyTimer;
  "effort.ask": AskEffort;
  "effort.answer": AnswerEffort;
  "day.write": WriteDay;
  "day.go": GoToEntry;
  "day.skip": SkipEntry;
  "day.adjust": AdjustEntry;
  "day.done": FinishSet;
  "day.undo": UndoSet;
  "stop.raise": RaiseStop;
  "stop.end": EndStop;
  "stop.take": TakeStop;
  "stop.resolve": ResolveStop;
  "chat.send": SendChat;
  "marker.place": PlaceMarker;
  "note.write": WriteNote;
  "note.delete": DeleteNote;
  "clip.take": ClipThat;
  "clip.lost": ClipLost;
  "replay.start": StartReplay;
  "replay.change": ChangeReplay;
  "replay.draw": DrawStroke;
  "replay.erase": EraseStrokes;
  "take.start": StartTake;
  "take.change": ChangeTake;
  "spotlight": Spotlight;
  "mute": Mute;
  "aside": Aside;
  "hold": Hold;
  "meet": Meet;
  "hand": RaiseHand;
  "recording.start": StartRecording;
  "recording.stop": StopRecording;
  "clock": Clock;
  "resync": Resync;
  "ice": Ice;
  "signal": Signal;
  "media": MediaState;
}

/** What the server sends, by name. */
export interface Messages {
  "welcome": Welcome;
  "around": Around;
  "relayed": Relayed;
  "speaking": Speaking;
  "beat": Beat;
  "presence": Presence;
  "lobby": Lobby;
  "closed": Closed;
  "refused": Refusal;
  event: Event | Hidden;
}

/** Every code of a refusal. */
export type Code = "not-allowed" | "bad-message" | "unknown-message" | "absent" | "not-found" | "stale" | "too-long" | "out-of-range" | "markup" | "timer-exists" | "timer-done" | "not-settled" | "not-cleared" | "ask-exists" | "clip-exists" | "no-consent" | "clip-not-ready" | "replay-exists" | "take-exists" | "recording-runs" | "direct-call" | "no-capacity" | "unavailable" | "bad-description" | "already-in" | "bad-hello" | "bad-frame" | "too-many" | "denied" | "kicked" | "taken-over" | "session-over" | "revoked" | "left" | "restart" | "internal";
