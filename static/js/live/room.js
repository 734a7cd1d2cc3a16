/** The room as one viewer sees it: a fold over the log, equal to the server's in signaling/folding.py. Pure. */

/**
 * @typedef {import("./types.d.ts").Room} Room
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {import("./types.d.ts").Cue} Cue
 * @typedef {import("./types.d.ts").Timer} Timer
 * @typedef {import("./types.d.ts").Effort} Effort
 * @typedef {import("./types.d.ts").DoneSet} DoneSet
 * @typedef {import("./types.d.ts").Own} Own
 * @typedef {import("./types.d.ts").RoomEvent} RoomEvent
 */

const CUES_KEPT = 50;
const LINES_KEPT = 500;
const STROKES_KEPT = 100; // of a replay
const MARKERS_KEPT = 1000;
const NOTES_KEPT = 200;
const NOTE_HISTORY_KEPT = 20;
const EFFORTS_KEPT = 50; // of each person
const TIMERS_KEPT = 20; // of those for the same people
const SETS_KEPT = 400; // of each person
const FOOTAGE_KEPT = 50; // moments and takes of each person

/** @returns {Room} a room nothing has happened in */
export function emptyRoom() {
  return {
    head: 0,
    state: "planned",
    title: "",
    opened_at_ms: null,
    ended_at_ms: null,
    by_phone: false,
    peers: {},
    barred: [],
    timers: {},
    asks: [],
    efforts: [],
    stops: {},
    gates: {},
    cues: [],
    chat: [],
    markers: [],
    notes: [],
    clips: [],
    replay: null,
    strokes: [],
    takes: [],
    consents: {},
    forms: {},
    mode: "direct",
    expected: 1,
    stage: { meet: false, pairs: [], spotlight: null, muted: [], aside: null, held: false },
    hands: {},
    recording: null,
    recorded: {},
    day: { rev: 0, entries: [], at: null, skipped: [] },
    sets: [],
    own: [],
  };
}

/**
 * The room after one more event of the viewer's audience; hidden ones only move the head and never come here.
 *
 * @param {Room} room
 * @param {RoomEvent} event
 * @returns {Room}
 */
export function fold(room, event) {
  const step = STEPS[event.type];
  return { ...(step ? step(room, event, event.payload) : room), head: event.seq };
}

/** @type {Record<string, (room: Room, event: RoomEvent, payload: Record<string, any>) => Room>} */
const STEPS = {
  "session.opened": (room, event, { title, mode = "direct", expected = 1 }) => ({
    ...room,
    state: "open",
    title,
    opened_at_ms: event.at_ms,
    mode,
    expected,
  }),
  "session.ended": (room, event) => ({ ...room, state: "over", ended_at_ms: event.at_ms }),
  "peer.knocked": (room, _event, { peer, door }) => withPeer(room, { ...peer, door }),
  "peer.admitted": (room, _event, { peer }) => withPeer(room, { ...room.peers[peer.id], ...peer }),
  "peer.denied": (room, _event, { peer }) => gone(room, (one) => one.id === peer),
  "peer.left": (room, _event, { peer }) => gone(room, (one) => one.id === peer),
  "peer.kicked": (room, _event, { person }) => ({
    ...gone(room, (one) => one.person === person),
    barred: [...room.barred.filter((one) => one !== person), person],
  }),
  "peer.unbarred": (room, _event, { person }) => ({ ...room, barred: room.barred.filter((one) => one !== person) }),
  phone: (room, _event, { on }) => ({ ...room, by_phone: on }),
  cue: (room, { seq, at_ms, valid_ms = null }, said) => ({
    ...room,
    cues: [...room.cues, { ...cueOf(said), seq, at_ms, valid_ms, shown: [], acked: [] }].slice(-CUES_KEPT),
  }),
  "cue.shown": (room, _event, { cue_seq, peer }) =>
    withCue(room, cue_seq, (cue) => ({ ...cue, shown: including(cue.shown, peer) })),
  "cue.acked": (room, _event, { cue_seq, peer }) =>
    withCue(room, cue_seq, (cue) => ({ ...cue, acked: including(cue.acked, peer) })),
  timer: (room, _event, { timer }) => withTimer(room, timer),
  "timer.tally": (room, _event, { timer, person, tally }) => withTally(room, timer, person, tally),
  "effort.asked": (room, _event, { ask }) => ({ ...room, asks: [...room.asks.filter(({ to }) => String(to) !== String(ask.to)), ask] }),
  effort: (room, _event, { effort }) => ({ ...room, efforts: withEffort(room.efforts, effort) }),
  stop: (room, _event, { stop }) => ({ ...room, stops: withStop(room.stops, stop) }),
  gate: (room, _event, { person, why, by_override }) => ({ ...room, gates: withGate(room.gates, person, { why, by_override }) }),
  chat: (room, { seq, at_ms, actor }, { text, name = room.peers[actor]?.name ?? "" }) => ({
    ...room,
    chat: [...room.chat, { seq, at_ms, actor, name, text }].slice(-LINES_KEPT),
  }),
  marker: (room, { seq, at_ms }, { label, kind = "free", of = null }) => ({
    ...room,
    markers: [...room.markers, { seq, at_ms, label, kind, of }].slice(-MARKERS_KEPT),
  }),
  note: (room, { at_ms }, { note, rev, text }) => ({ ...room, notes: withNote(room.notes, { id: note, rev, text, at_ms }) }),
  clip: (room, _event, { clip }) => ({ ...room, clips: kept(room.clips, clip) }),
  replay: (room, _event, { replay }) => ({
    ...room,
    replay: replay.state === "ended" ? null : replay,
    strokes: room.strokes.filter((one) => one.replay === replay.id && replay.state !== "ended"),
  }),
  drawn: (room, _event, { stroke }) => ({ ...room, strokes: [...room.strokes.filter(({ id }) => id !== stroke.id), stroke].slice(-STROKES_KEPT) }),
  undrawn: (room, _event, { stroke }) => ({ ...room, strokes: room.strokes.filter(({ id }) => stroke !== null && id !== stroke) }),
  take: (room, _event, { take }) => ({ ...room, takes: kept(room.takes, take) }),
  consent: (room, _event, { person, purpose, given }) => ({
    ...room,
    consents: { ...room.consents, [person]: { ...room.consents[person], [purpose]: given } },
  }),
  form: (room, _event, { person, form, title }) => ({ ...room, forms: withForm(room.forms, person, form ? { form, title } : null) }),
  stage: (room, _event, { stage }) => ({ ...room, stage }),
  hand: (room, event, { person, on }) => ({ ...room, hands: withHand(room.hands, person, on ? event.at_ms : null) }),
  recording: (room, _event, { recording }) => ({
    ...room,
    recording,
    recorded: room.recording?.id === recording.id ? room.recorded : {},
  }),
  day: (room, _event, { day }) => ({ ...room, day, own: room.own.filter(({ entry }) => day.entries.some((/** @type {{id: string}} */ { id }) => id === entry)) }),
  "day.own": (room, _event, one) => ({ ...room, own: withOwn(room.own, /** @type {Own} */ (one)) }),
  "day.set": (room, _event, set) => ({ ...room, sets: withSet(room.sets, /** @type {DoneSet} */ (set)) }),
  "day.unset": (room, _event, gone) => ({ ...room, sets: room.sets.filter((one) => !isSame(one, gone)) }),
  recorded: (room, _event, { recording, source, person, what, why }) =>
    room.recording?.id === recording ? { ...room, recorded: { ...room.recorded, [source]: { person, what, why } } } : room,
};

/**
 * With this set in the place of the one it says anew, or at the end; the oldest of its person goes.
 *
 * @param {DoneSet[]} sets
 * @param {DoneSet} one
 * @returns {DoneSet[]}
 */
function withSet(sets, one) {
  if (sets.some((known) => isSame(known, one))) return sets.map((known) => (isSame(known, one) ? one : known));
  const theirs = sets.filter((known) => known.person === one.person);
  const oldest = theirs.length >= SETS_KEPT ? theirs[0] : undefined;
  return [...sets.filter((known) => known !== oldest), one];
}

/**
 * @param {Own[]} own
 * @param {Own} one
 * @returns {Own[]} with this one in the place of what was before; as the list says, nothing is kept
 */
function withOwn(own, one) {
  const rest = own.filter(({ person, entry }) => person !== one.person || entry !== one.entry);
  return one.out || one.instead ? [...rest, one] : rest;
}

/**
 * @param {import("./types.d.ts").Note[]} notes
 * @param {{id: string, rev: number, text: string, at_ms: number}} said
 * @returns {import("./types.d.ts").Note[]} with what the note said before in its history; the oldest goes
 */
function withNote(notes, { id, rev, text, at_ms }) {
  const known = notes.find((one) => one.id === id);
  if (!known) return [...(notes.length >= NOTES_KEPT ? notes.slice(1) : notes), { id, rev, text, at_ms, changed_at_ms: null, before: [] }];
  /** @type {[number, string][]} */
  const before = known.text ? [[at_ms, known.text], ...known.before] : known.before;
  const after = { ...known, rev, text, changed_at_ms: at_ms, before: before.slice(0, NOTE_HISTORY_KEPT) };
  return notes.map((one) => (one.id === id ? after : one));
}

/**
 * @param {DoneSet} known
 * @param {{person?: string, entry?: string, number?: number}} one
 * @returns {boolean}
 */
function isSame(known, one) {
  return known.person === one.person && known.entry === one.entry && known.number === one.number;
}

/**
 * @param {Record<string, any>} said
 * @returns {Omit<Cue, "seq" | "at_ms" | "valid_ms" | "shown" | "acked">} what was not said of it is absent
 */
function cueOf({ say, kind, focus, to, speak, ...about }) {
  return { say, kind, focus, to, speak, ...about };
}

/**
 * @param {Record<string, number>} hands
 * @param {string} person
 * @param {number | null} at_ms null: down
 * @returns {Record<string, number>}
 */
function withHand(hands, person, at_ms) {
  const { [person]: _, ...rest } = hands;
  return at_ms === null ? rest : { ...rest, [person]: at_ms };
}

/**
 * @param {Room["forms"]} forms
 * @param {string} person
 * @param {{form: string, title: string} | null} shown
 * @returns {Room["forms"]}
 */
function withForm(forms, person, shown) {
  const { [person]: _, ...rest } = forms;
  return shown === null ? rest : { ...rest, [person]: shown };
}

/**
 * @param {Room} room
 * @param {Peer} peer
 * @returns {Room}
 */
function withPeer(room, peer) {
  return { ...room, peers: { ...room.peers, [peer.id]: peer } };
}

/**
 * @param {Room} room
 * @param {(peer: Peer) => boolean} who
 * @returns {Room}
 */
function gone(room, who) {
  const peers = Object.values(room.peers).map((peer) => (who(peer) ? { ...peer, state: /** @type {const} */ ("gone") } : peer));
  return { ...room, peers: Object.fromEntries(peers.map((peer) => [peer.id, peer])) };
}

/**
 * @param {Room} room
 * @param {Omit<Timer, "counts" | "asks_effort" | "tallies"> & Partial<Pick<Timer, "counts" | "asks_effort">>} timer an older log knows of neither
 * @returns {Room}
 */
function withTimer(room, timer) {
  const kept = { ...room.timers };
  const alike = Object.values(kept).filter(({ to }) => String(to) === String(timer.to));
  const [oldest] = alike;
  if (!(timer.id in kept) && oldest && alike.length >= TIMERS_KEPT) delete kept[oldest.id];
  const tallies = kept[timer.id]?.tallies ?? {};
  return { ...room, timers: { ...kept, [timer.id]: { ...timer, counts: timer.counts ?? "", asks_effort: timer.asks_effort ?? false, tallies } } };
}

/**
 * @param {Room} room
 * @param {string} id of the timer
 * @param {string} person
 * @param {Omit<import("./types.d.ts").Tally, "reps"> & {reps?: number}} tally an older log knows of no repetitions beyond
 * @returns {Room}
 */
function withTally(room, id, person, tally) {
  const timer = room.timers[id];
  return timer ? { ...room, timers: { ...room.timers, [id]: { ...timer, tallies: { ...timer.tallies, [person]: { reps: 0, ...tally } } } } } : room;
}

/**
 * @param {Room["stops"]} stops
 * @param {import("./types.d.ts").Stop} stop
 * @returns {Room["stops"]}
 */
function withStop(stops, stop) {
  const { [stop.person]: _, ...rest } = stops;
  return stop.state === "over" ? rest : { ...rest, [stop.person]: stop };
}

/**
 * @param {Room["gates"]} gates
 * @param {string} person
 * @param {import("./types.d.ts").Gate} gate
 * @returns {Room["gates"]} who is held back by nothing has none
 */
function withGate(gates, person, gate) {
  const { [person]: _, ...rest } = gates;
  return gate.why === "" && !gate.by_override ? rest : { ...rest, [person]: gate };
}

/**
 * With this one, in the place of what the same person said to the same question; the oldest of theirs goes.
 *
 * @param {Effort[]} before
 * @param {Effort} effort
 * @returns {Effort[]}
 */
function withEffort(before, effort) {
  const rest = before.filter(({ ask, person }) => ask !== effort.ask || person !== effort.person);
  const theirs = rest.filter(({ person }) => person === effort.person);
  const oldest = theirs.length >= EFFORTS_KEPT ? theirs[0] : undefined;
  return [...rest.filter((one) => one !== oldest), effort];
}

/**
 * With this one in the place of the value it follows, or at the end; the oldest of its person goes.
 *
 * @template {{id: string, person: string}} T
 * @param {T[]} before
 * @param {T} one
 * @returns {T[]}
 */
function kept(before, one) {
  if (before.some((known) => known.id === one.id)) return before.map((known) => (known.id === one.id ? one : known));
  const theirs = before.filter((known) => known.person === one.person);
  const oldest = theirs.length >= FOOTAGE_KEPT ? theirs[0] : undefined;
  return [...before.filter((known) => known !== oldest), one];
}

/**
 * @param {Room} room
 * @param {number} seq
 * @param {(cue: Cue) => Cue} change
 * @returns {Room}
 */
function withCue(room, seq, change) {
  return { ...room, cues: room.cues.map((cue) => (cue.seq === seq ? change(cue) : cue)) };
}

/**
 * @param {string[]} list
 * @param {string} one
 * @returns {string[]}
 */
function including(list, one) {
  return list.includes(one) ? list : [...list, one];
}

/**
 * @param {Room} room
 * @param {"lobby" | "in" | "gone"} state
 * @returns {Peer[]} in the order of their ids, so that no tile ever changes its place
 */
export function peersIn(room, state) {
  return Object.values(room.peers)
    .filter((peer) => peer.state === state)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
