/** The room's values as the pages use them; the messages that carry them are in ../gen/messages.d.ts. */

import type { AnswerEffort, ClipLost, CuedExercise, DayEntry as ToldEntry, Interval as ToldInterval, MediaState, PlaceMarker, SendCue, StartTimer, Step } from "../gen/messages.d.ts";

export type { MediaState, Step };
export type IntervalKind = ToldInterval["kind"];
export type CueKind = NonNullable<SendCue["kind"]>;

/** A stretch of a plan; what is absent is as by default. */
export interface Interval extends ToldInterval {
  round: number;
  rounds: number;
}

/** What one client counted on a timer. */
export interface Tally {
  rounds: number;
  reps: number; // beyond the last full round
  finish_ms: number | null; // since the end of the lead-in
  out: number | null; // the round
}

/** A kept timer as a list shows it; its plan is asked for when it starts. */
export interface KeptRow {
  id: string;
  name: string;
  format: string;
  length_ms: number;
  is_favourite: boolean;
  rev: number;
}

/** A timer of ours to begin with. */
export interface Starter {
  key: string;
  name: string;
  about: string;
  format: string;
  length_ms: number;
  recipe: import("./plans/formats.js").Recipe;
}

export interface Timer {
  id: string;
  rev: number;
  title: string;
  plan: Interval[];
  state: "running" | "paused" | "done";
  at_ms: number;
  elapsed_ms: number;
  to: "everyone" | string[]; // persons
  counts: NonNullable<StartTimer["counts"]>;
  asks_effort: boolean; // at its end
  tallies: Record<string, Tally>; // by person, as far as the viewer may know
}

/** A question how hard it was. */
export interface Ask {
  id: string;
  at_ms: number;
  to: "everyone" | string[]; // persons
}

export type Place = NonNullable<AnswerEffort["where"]>[number];

/** What a client answered last to one question. */
export interface Effort {
  ask: string; // of the ask, or of the timer whose end asked
  person: string;
  at_ms: number;
  rpe: number; // CR10
  rir: number | null;
  pain: boolean | null;
  where: Place[];
}

/** What one set should be: the Target of messages/day.py. */
export interface Target {
  reps: number | null;
  reps_to: number | null;
  load: number | null; // in `unit`; 0: the body's own weight
  unit: "kg" | "lb";
  secs: number | null;
  note: string;
}

/** One exercise of the day. */
export interface DayEntry extends ToldEntry {
  exercise: string | null;
  sets: number;
  target: Target;
  rest_ms: number;
}

/** A revision of the day's list. */
export interface Day {
  rev: number;
  entries: DayEntry[];
  at: string | null; // the entry; null: done, or empty
  skipped: string[];
}

/** One set that one person did; it names its exercise itself. */
/** An exercise of the list as one person does it: left out, or another in its place, or with other numbers. */
export interface Own {
  person: string;
  entry: string;
  out: boolean;
  instead: DayEntry | null;
}

export interface DoneSet {
  person: string;
  entry: string;
  exercise: string | null;
  name: string;
  number: number;
  reps: number | null;
  load: number | null;
  unit: "kg" | "lb";
  secs: number | null;
  effort: number | null;
}

/** Whether somebody may exercise here. */
export interface Gate {
  why: string; // what holds them back: a state of their health check; "": nothing
  by_override: boolean; // the trainer lets them all the same
}

/** Somebody who paused, or feels unwell. */
export interface Stop {
  person: string;
  why: "pause" | "unwell";
  at_ms: number; // when it was pressed
  by: string; // the peer who pressed
  state: "open" | "over";
  is_taken: boolean; // the trainer has seen it
  is_fine: boolean; // they say that they are well again
  timers: string[]; // that paused with it
}

export interface Door {
  address: string;
  callback: string;
  helper: string;
  emergency?: string; // whom to call; older logs know of none
  name?: string; // the full one, where others in the room read a part of it
}

export interface Peer {
  id: string;
  person: string;
  name: string;
  role: "trainer" | "client";
  device: "main" | "camera" | "remote";
  state: "lobby" | "in" | "gone";
  door?: Door;
}

export interface Cue {
  seq: number;
  at_ms: number;
  valid_ms: number | null;
  say: string;
  kind: CueKind;
  focus: "external" | "internal" | "";
  to: "everyone" | string[];
  speak: boolean;
  exercise?: CuedExercise; // these four: only if it was said
  phase?: SendCue["phase"];
  region?: SendCue["region"];
  lang?: string; // of the words
  shown: string[];
  acked: string[];
}

export interface Line {
  seq: number;
  at_ms: number;
  actor: string;
  name: string;
  text: string;
}

export interface Marker {
  seq: number;
  at_ms: number;
  label: string;
  kind: NonNullable<PlaceMarker["kind"]>;
  of: { entry: string; name: string; number: number; person: string | null } | null; // of a set; person null: everybody's
}

/** A private note of the trainer's. */
export interface Note {
  id: string;
  rev: number;
  text: string; // "" when it was deleted
  at_ms: number;
  changed_at_ms: number | null;
  before: [number, string][]; // until when, and what it said; the last first
}

/** The last seconds of a client's camera, from when they are asked for until they play. */
export interface Moment {
  id: string;
  person: string;
  peer: string; // whose camera
  by: string; // the peer that pressed
  at_ms: number;
  seconds: number;
  state: "wanted" | "sending" | "preview" | "ready" | "refused" | "lost";
  why: "" | ClipLost["why"] | string; // of `lost`, or a code of the media worker's refusals
  clip: string | null; // in the library
  duration_ms: number | null; // of the file
  start_ms: number; // of the moment in the file
  percent: number;
}

/** A revision of what both screens play: counts from `at_ms` on, the one before until then. */
export interface Replay {
  id: string;
  person: string;
  rev: number;
  moment: string;
  clip: string;
  state: "playing" | "paused" | "ended";
  at_ms: number;
  position_ms: number; // into the moment
  rate: number;
  duration_ms: number;
}

/** What the trainer drew on a replay. */
export interface Stroke {
  id: string;
  person: string;
  replay: string;
  tool: "pencil" | "line" | "arrow" | "rectangle" | "circle" | "angle";
  points: [number, number][]; // 0..1 of the picture
  colour: "red" | "amber" | "green" | "blue" | "violet" | "white" | "black";
  width: number;
  at_ms: number;
  position_ms: number; // what the replay showed then
  lasts_ms: number | null; // null: until it is taken away, or the replay ends
}

/** A revision of a step that a client's device films during the session. */
export interface Take {
  id: string;
  person: string;
  rev: number;
  peer: string;
  assessment: string;
  step: Step;
  state: "running" | "stopped" | "cancelled";
  at_ms: number; // the recording begins
  stopped_at_ms: number | null;
}

/** What the trainer decided about who sees and hears whom: by persons, but for the spotlight's peer. */
export interface Stage {
  meet: boolean;
  pairs: [string, string][];
  spotlight: string | null;
  muted: string[];
  aside: string | null;
  held: boolean;
}

/** A recording of the session by the server. */
export interface Recording {
  id: string;
  by: string;
  state: "running" | "stopped";
  started_at_ms: number;
  stopped_at_ms: number | null;
  why: string;
}

/** Whether a device is in it. */
export interface Recorded {
  person: string;
  what: "started" | "stopped" | "not-recorded";
  why: string;
}

/** What the trainer decided, as it concerns a client: the Around of messages.py. */
export interface Around {
  is_group: boolean;
  muted: boolean;
  spotlit: boolean;
  aside: boolean;
  waits: boolean;
  is_elsewhere: boolean; // they wait because the trainer is with one other client
  others: Peer[];
}

/** The room as one viewer may see it: the Snapshot of messages.py. */
export interface Room {
  head: number;
  state: "planned" | "open" | "over";
  title: string;
  opened_at_ms: number | null;
  ended_at_ms: number | null;
  by_phone: boolean;
  peers: Record<string, Peer>;
  barred: string[];
  timers: Record<string, Timer>;
  asks: Ask[];
  efforts: Effort[];
  stops: Record<string, Stop>; // by person
  gates: Record<string, Gate>; // by person: who is held back from exercise, or would be
  cues: Cue[];
  chat: Line[];
  markers: Marker[];
  notes: Note[];
  clips: Moment[];
  replay: Replay | null;
  strokes: Stroke[]; // on it
  takes: Take[];
  consents: Record<string, Record<string, boolean>>; // person -> purpose -> given, answered while the room was open
  forms: Record<string, { form: string; title: string }>; // person -> beside the picture
  mode: "direct" | "relay";
  expected: number;
  stage: Stage;
  hands: Record<string, number>; // person -> since when
  recording: Recording | null; // the last one
  recorded: Record<string, Recorded>; // by peer
  day: Day;
  sets: DoneSet[]; // of each person, in the order in which they were first told; others than trainers have their own
  own: Own[];
}

export interface RoomEvent {
  seq: number;
  at_ms: number;
  type: string;
  actor: string;
  audience: string | string[];
  payload: Record<string, any>;
  valid_ms?: number | null;
}

/** A cue as the library keeps it. */
export interface LibraryCue {
  say: string;
  kind: CueKind;
  focus: "external" | "internal" | "";
  phase?: SendCue["phase"];
  region?: SendCue["region"];
}

/** A button of the trainer's palette. */
export interface PaletteCue extends LibraryCue {
  key: string; // "": none
  exercise?: CuedExercise; // it belongs to
}

/** An exercise of the trainer's list. */
export interface ExerciseRow {
  key: string;
  name: string;
}

/** An exercise with its cues, in the order of their keys. */
export interface Exercise extends ExerciseRow {
  cues: LibraryCue[];
}

export interface Consent {
  purpose: string;
  title: string;
  text: string;
  version: number | string;
  given: boolean;
  url: string;
}

/** What the server wrote into the page. */
export interface PageConfig {
  you: {
    role: "trainer" | "client";
    device: "main" | "camera" | "remote";
    name: string;
    kind: "account" | "client" | "guest" | "camera" | "remote";
    first_time: boolean;
  };
  session: {
    id: string;
    title: string;
    service: "consultation" | "assessment" | "workout";
    delivery: string;
    starts_at_ms: number;
    duration_min: number;
    place: string;
    trainer_name: string;
    state: "planned" | "open" | "over" | "cancelled";
    time_zone: string;
  };
  unsettled?: { text: string; review: string }[]; // the trainer's: what happened to clients and waits for a word
  meets: string; // whom one meets, as the door says it; empty: nobody is named
  join: string;
  back: string | null; // a guest and a second camera have no page of their own
  phone: string | null;
  door?: Door;
  gate?: { title: string; text: string; health: string | null } | null; // a client's who may not exercise yet; health: where the check is done
  gate_words?: Record<string, { title: string; text: string }>; // by what holds somebody back
  health?: Record<string, { limits: string; review: string; override: string }>; // the trainer's, by person
  consents?: Consent[];
  ice: RTCIceServer[];
  network_check: string;
  camera_link: string | null;
  end: string | null;
  sheet: string | null;
  general?: Exercise; // the trainer's cues that fit whatever is being done
  exercises?: ExerciseRow[]; // the trainer's list when the page was made
  library?: string; // where an exercise of it lies: `<library>/<key>`
  timers?: { here: string; saved: KeptRow[]; starters: Starter[] }; // the trainer's library, and ours to begin with
  lasts?: Record<string, Record<string, string>>; // by person: what they did last time, by an exercise's key or its name in small letters; a client has their own
  pictures?: Record<string, string>; // by exercise the address of a small one; the trainer's own before ours
  carried?: Record<string, Record<string, any>>; // a trainer's remote may not ask: what it would get, by address
  day_lists?: { title: string; entries: Omit<DayEntry, "id">[] }[]; // the trainer's: of earlier sessions of these clients
  uploads: string | null; // where this visitor's clips go; guests have nowhere, a second camera hears it by joining
  files: string | null; // prefix under which `<clip id>/files/<name>` lies
  clips: { seconds: number };
  splice_check: string | null; // for clients: where the self-test asks
  framings?: Record<string, string>; // a client's: addresses of the silhouettes to stand in
  protocols?: { key: string; title: string; company: "alone" | "helper" | "trainer" }[]; // the trainer's
  forms?: string; // under which a form beside the picture lies: `<forms>/<id>`; the trainer's and a client's
  choose_form?: string; // the trainer's: what could be shown
  safety?: Record<string, { address: string; phone: string; emergency_name: string; emergency_phone: string }>; // the trainer's, by person: on file
  assessments?: Record<string, string>; // by person: where the trainer's page makes an assessment of theirs
  protocol: number;
  socket: string;
}

/** What a room's page hands to the view of its role. */
export interface Parts {
  root: HTMLElement;
  config: PageConfig;
  agreements: import("./agreements.js").Agreements;
  agreed: string[]; // who agreed to be recorded before this page came in, by person; the trainer's
  live: import("./enter.js").LiveRoom;
  devices: import("./devices.js").Devices;
  choices: import("./choices.js").Choices;
  sound: import("./sound.js").Sound;
  speech: import("./speech.js").Speech;
  voices: import("./voices.js").Voices;
  memory: import("../lib/storage.js").Shelf;
  phone: string | null; // the other's number
  secondCamera: import("./second-camera.js").SecondCamera | null;
  leave: () => void;
}
