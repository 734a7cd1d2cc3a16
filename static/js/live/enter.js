/** Enters a room with a seat: joins the wire, the log, the clock and the connections into state a view can be a function of. */

import { openRoomSocket } from "../lib/socket.js";
import { batch, closers, computed, effect, every, signal, untracked } from "../lib/state.js";
import { openLinks } from "./links.js";
import { framesOf, rate } from "./rates.js";
import { openRelayed } from "./relayed.js";
import { emptyRoom, fold, peersIn } from "./room.js";

const ICE_FRESH_MS = 8 * 60_000; // credentials last ten
const SECOND_MS = 1000;

/**
 * @typedef {import("./types.d.ts").Room} Room
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {import("./types.d.ts").Timer} Timer
 * @typedef {import("./types.d.ts").MediaState} MediaState
 * @typedef {import("./types.d.ts").RoomEvent} RoomEvent
 * @typedef {import("./types.d.ts").Replay} Replay
 * @typedef {import("./types.d.ts").Around} Around
 * @typedef {Pick<MediaState, "buffer" | "clip_percent">} Keeping
 * @typedef {import("../lib/socket.js").Ack} Ack
 * @typedef {import("../lib/socket.js").Seat} Seat
 * @typedef {import("../lib/reconnect.js").Line} Line
 * @typedef {import("./connection.js").View} View
 * @typedef {import("./devices.js").Devices} Devices
 * @typedef {"trainer" | "client" | "camera" | "trainer-remote" | "client-remote" | "lobby"} Caller
 */

/**
 * @template T
 * @typedef {import("../lib/state.js").ReadonlySignal<T>} Seen
 */

/**
 * @template T
 * @typedef {import("../lib/state.js").Signal<T>} Signal
 */

/**
 * @typedef {object} Partner
 * @property {Peer} peer
 * @property {import("./standing.js").Other} other how things stand with them
 */

/**
 * @typedef {object} LiveRoom
 * @property {Peer} me
 * @property {boolean} isTrainer
 * @property {import("../lib/clock.js").Clock} clock
 * @property {Seen<Line>} line our socket
 * @property {Seen<Caller | null>} caller null before the first welcome
 * @property {Seen<boolean>} trainerHere for somebody who waits
 * @property {Seen<Room>} room
 * @property {Seen<Record<string, Timer | null>>} timersBefore the revision before the latest one
 * @property {Seen<Replay | null>} replayBefore the revision before the latest one of the replay that runs
 * @property {Signal<Keeping["clip_percent"]>} filming how far a take of an assessment is; a moment on its way is told before it
 * @property {Signal<Keeping>} keeping what this page keeps of its own camera; whoever keeps it says so here, and trainers see it
 * @property {Signal<string | null>} voiceless the language of a cue that this device has no voice for; trainers see it
 * @property {Seen<string[]>} online
 * @property {Seen<Record<string, MediaState>>} media
 * @property {Seen<Record<string, View>>} views
 * @property {Seen<Around | null>} around a client's: what the trainer decided, as it concerns them
 * @property {Seen<string | null>} speaking who is heard most, in a room with a relay
 * @property {Seen<boolean>} isGroup more than one client is expected, or here
 * @property {Seen<import("./relayed.js").Refusal | null>} refusal why the relay does not take us now
 * @property {Seen<number>} second monotonic, moves once a second
 * @property {Seen<Peer[]>} others everybody who is in, but me and remotes; in the order of their ids
 * @property {Seen<Partner | null>} partner the main device of the other side: who is in, or was until the connection was lost
 * @property {import("../lib/socket.js").RoomSocket["command"]} command
 * @property {(peer: string) => void} renew
 * @property {() => void} hurry
 * @property {() => Promise<RTCStatsReport[]>} callStats of every connection there is
 * @property {() => Promise<import("./tracks.js").Report[]>} reports of every connection there is, with what each track is
 * @property {(listener: (event: RoomEvent | null) => void) => () => void} onEvent each event once, in order; null: the room was read anew
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {Seat & {role: "trainer" | "client", device: "main" | "camera" | "remote"}} options.seat
 * @param {{protocol: number, socket: string}} options.config
 * @param {import("../lib/socket.js").Io} options.io
 * @param {import("../lib/clock.js").Clock} options.clock
 * @param {Devices} options.devices
 * @param {(listener: (lane: import("./lanes.js").Lane) => void) => () => void} options.onLane tells when one of our tracks changed
 * @param {(end: {error: string, message: string}) => void} options.closed
 * @returns {LiveRoom}
 */
export function enterRoom({ seat, config, io, clock, devices, onLane, closed }) {
  const open = closers();
  const line = signal(/** @type {Line} */ ({ phase: "connecting", attempt: 0, down_since_ms: null, retry_at_ms: null }));
  const caller = signal(/** @type {Caller | null} */ (null));
  const trainerHere = signal(false);
  const room = signal(emptyRoom());
  const timersBefore = signal(/** @type {Record<string, Timer | null>} */ ({}));
  const replayBefore = signal(/** @type {Replay | null} */ (null));
  const keeping = signal(/** @type {Keeping} */ ({ buffer: null, clip_percent: null }));
  const filming = signal(/** @type {Keeping["clip_percent"]} */ (null));
  const voiceless = signal(/** @type {string | null} */ (null));
  const online = signal(/** @type {string[]} */ ([]));
  const media = signal(/** @type {Record<string, MediaState>} */ ({}));
  const views = signal(/** @type {Record<string, View>} */ ({}));
  const around = signal(/** @type {Around | null} */ (null));
  const speaking = signal(/** @type {string | null} */ (null));
  const refusal = signal(/** @type {import("./relayed.js").Refusal | null} */ (null));
  const second = signal(clock.monotonic());
  const awaySince = signal(/** @type {Record<string, number>} */ ({})); // by peer, monotonic: since when no picture is there
  const offlineSince = signal(/** @type {Record<string, number>} */ ({})); // since when no socket is
  const lost = signal(/** @type {string[]} */ ([])); // who left because their connection was gone too long
  /** @type {Set<(event: RoomEvent | null) => void>} */
  const listeners = new Set();
  let iceAt_ms = -Infinity;

  /** @type {Peer} */
  const me = { id: seat.peer, person: "", name: "", role: seat.role, device: seat.device, state: "in" };
  const isRemote = me.device === "remote"; // neither shows nor sends a picture
  // Who lost the socket for so long that the log says "left" is still here as long as the picture is: see `lost`.
  const others = computed(() => {
    const seen = peersIn(room.value, "gone").filter(({ id }) => lost.value.includes(id) && views.value[id]?.phase === "up");
    const known = [...peersIn(room.value, "in"), ...seen];
    const met = (around.value?.others ?? []).filter(({ id }) => !known.some((peer) => peer.id === id));
    return [...known, ...met].filter((peer) => peer.id !== me.id && peer.device !== "remote").sort((a, b) => (a.id < b.id ? -1 : 1));
  });
  const whoIsHere = computed(() => others.value.map(({ id }) => id).join(" "));
  const isMain = (/** @type {Peer} */ peer) => peer.role === "client" && peer.device === "main";
  const isGroup = computed(() => {
    if (me.role === "client") return around.value?.is_group ?? room.value.expected > 1;
    return room.value.expected > 1 || others.value.filter(isMain).length > 1;
  });

  const partner = computed(() => {
    const mains = Object.values(room.value.peers).filter((peer) => peer.role !== me.role && peer.device === "main");
    const here = mains.filter(({ state }) => state === "in");
    const isAnySeen = here.some(({ id }) => views.value[id]?.phase === "up");
    if (me.role === "trainer" && here.length > 1 && isAnySeen) return null; // their tiles tell how it stands with each
    const peer = here.find(({ id }) => online.value.includes(id)) ?? here[0] ?? mains.find(({ id }) => lost.value.includes(id));
    if (!peer) return null;
    return {
      peer,
      other: {
        name: peer.name,
        online: online.value.includes(peer.id),
        picture: around.value?.waits ? null : (views.value[peer.id]?.phase ?? null), // they are not to be seen now
        away_since_ms: awaySince.value[peer.id] ?? null,
        offline_since_ms: offlineSince.value[peer.id] ?? null,
      },
    };
  });

  const canSend = () => line.value.phase === "up" && caller.value !== "lobby" && caller.value !== null;
  /** @type {RTCIceServer[]} */
  let servers = [];
  /** @type {ReturnType<typeof openPaths> | null} */
  let paths = null;

  /**
   * The ways that pictures take, as the session was opened.
   *
   * @param {Room["mode"]} mode
   */
  function openPaths(mode) {
    const changed = () => {
      views.value = paths?.links.views() ?? {};
      refusal.value = paths?.relayed?.refusal() ?? null;
    };
    if (mode === "relay") {
      const relayed = openRelayed({
        isReceiving: me.device === "main",
        track: devices.track,
        rate: (lane) => rate(lane, { role: me.role, isGroup: isGroup.peek(), isSpotlit: isSpotlit(), isMusic: devices.isMusic(lane) }),
        isMusic: devices.isMusic,
        send: (message) => socket.tell("signal", message),
        canSend,
        expects,
        framesOf: (peer) => framesOf(isTile(peer)),
        changed,
      });
      return { mode, links: relayed, relayed, direct: null };
    }
    const direct = openLinks({
      me,
      track: devices.track,
      isMusic: devices.isMusic,
      send: (message) => void socket.tell("signal", message),
      canSend: (peer) => canSend() && online.value.includes(peer),
      mediaOf: (peer) => media.value[peer],
      newGen: () => Math.floor(clock.now()),
      changed,
    });
    return { mode, links: direct, relayed: null, direct };
  }

  /** The mode never changes once the session is open; a page may have come before. */
  function choosePaths() {
    const { mode } = room.peek();
    if (paths?.mode === mode) return paths.links;
    paths?.links.close();
    paths = openPaths(mode);
    paths.links.setServers(servers);
    return paths.links;
  }

  const isIn = () => caller.peek() !== null && caller.peek() !== "lobby";

  function followAll() {
    if (!isIn() || isRemote) return;
    const person = room.peek().peers[me.id]?.person;
    const isRelay = room.peek().mode === "relay";
    // A person's own devices are not shown to each other, but for the trainer's second camera.
    const shown = others.peek().filter((peer) => me.role === "trainer" || peer.person !== person);
    choosePaths().follow(isRelay ? shown : others.peek());
  }

  const isSpotlit = () => around.peek()?.spotlit ?? room.peek().stage.spotlight === me.id;

  /** @param {string} id */
  function isTile(id) {
    const peer = others.peek().find((one) => one.id === id);
    return isGroup.peek() && peer?.role === "client" && room.peek().stage.spotlight !== id;
  }

  /**
   * Something of theirs is to come: what they say that they send, and what the trainer lets through.
   *
   * @param {string} id
   */
  function expects(id) {
    const state = media.peek()[id];
    if (!state) return false;
    if (state.camera || state.screen) return true;
    const peer = others.peek().find((one) => one.id === id);
    if (!state.mic || !peer) return false;
    if (peer.role === "trainer") return true;
    const { stage } = room.peek();
    const isWith = stage.aside === null ? !stage.held : stage.aside === peer.person;
    return me.role === "trainer" && isWith && !stage.muted.includes(peer.person);
  }

  const socket = openRoomSocket({
    io,
    path: config.socket,
    protocol: config.protocol,
    seat: { room: seat.room, peer: seat.peer, resume: seat.resume },
    clock,
    on: {
      line: (next) => {
        line.value = next;
      },
      welcome: (message) => void welcomed(message),
      reset: (snapshot) => {
        room.value = snapshot;
        replayBefore.value = null;
        timersBefore.value = {};
        if (isIn()) choosePaths();
        for (const listener of listeners) listener(null);
      },
      event: (event) => {
        batch(() => {
          if (event.type === "timer") {
            const { id } = event.payload.timer;
            timersBefore.value = { ...timersBefore.value, [id]: room.value.timers[id] ?? null };
          }
          if (event.type === "replay") replayBefore.value = room.value.replay?.id === event.payload["replay"].id ? room.value.replay : null;
          room.value = fold(room.value, event);
          if (event.type === "peer.admitted") lost.value = lost.value.filter((id) => id !== event.payload["peer"].id);
          if (event.type === "peer.left" && event.payload["reason"] === "lost") lost.value = [...lost.value, event.payload["peer"]];
        });
        if (event.type === "session.opened") followAll();
        for (const listener of listeners) listener(event);
      },
      news: (name, message) => {
        if (name === "signal") paths?.direct?.take(message);
        else if (name === "relayed") paths?.relayed?.take(message);
        else if (name === "around") around.value = message;
        else if (name === "speaking") speaking.value = message.peer;
        else if (name === "lobby") trainerHere.value = message.trainer_here;
        else if (name === "media") media.value = { ...media.value, [message.from]: message };
        else present(message.peer, message.online);
      },
      closed: (end) => closed(end),
    },
  });

  /** @param {any} message */
  async function welcomed(message) {
    batch(() => {
      caller.value = message.caller;
      trainerHere.value = message.trainer_here;
      online.value = message.online;
      media.value = { ...media.value, ...message.media };
      around.value = message.around ?? null;
      speaking.value = null;
    });
    if (message.caller === "lobby") return;
    choosePaths();
    await refreshIce();
    followAll();
    paths?.links.poke();
    tellMedia();
  }

  async function refreshIce() {
    if (isRemote || clock.monotonic() - iceAt_ms < ICE_FRESH_MS) return;
    const ack = await socket.tell("ice", {});
    if (!ack.ok) return;
    iceAt_ms = clock.monotonic();
    servers = ack["ice"];
    paths?.links.setServers(servers);
  }

  /**
   * @param {string} peer
   * @param {boolean} isOnline
   */
  function present(peer, isOnline) {
    const rest = online.value.filter((one) => one !== peer);
    online.value = isOnline ? [...rest, peer] : rest;
    if (isOnline) paths?.links.poke(peer);
  }

  function tellMedia() {
    if (line.value.phase !== "up" || caller.value === "lobby" || caller.value === null || isRemote) return;
    const { mic, camera, screen, music } = devices.gear.value;
    const grades = Object.values(paths?.links.views() ?? {}).map((view) => view.quality);
    const quality = grades.find((grade) => grade === "poor") ?? grades.find((grade) => grade === "fair") ?? grades[0] ?? "unknown";
    const { buffer, clip_percent } = keeping.peek();
    void socket.tell("media", { mic, camera, screen, music: music !== null, quality, buffer, clip_percent: clip_percent ?? filming.peek(), voiceless: voiceless.peek() });
  }

  function tock() {
    second.value = clock.monotonic();
    /** @type {Record<string, number>} */
    const away = {};
    /** @type {Record<string, number>} */
    const offline = {};
    for (const id of new Set([...others.value.map((peer) => peer.id), ...lost.value])) {
      const isOnline = online.value.includes(id) && !lost.value.includes(id);
      const isSeen = (views.value[id]?.phase ?? (isOnline ? "up" : "down")) === "up";
      if (!isOnline) offline[id] = offlineSince.value[id] ?? clock.monotonic();
      if (!isSeen) away[id] = awaySince.value[id] ?? clock.monotonic();
    }
    awaySince.value = away;
    offlineSince.value = offline;
    if (caller.value !== null && caller.value !== "lobby" && line.value.phase === "up") void refreshIce();
  }

  open.add(onLane((lane) => paths?.links.refresh(lane)));
  open.add(every(SECOND_MS, tock));
  open.add(
    effect(() => {
      whoIsHere.value; // and not what they do: following changes what is seen of them
      if (caller.value !== null && caller.value !== "lobby" && iceAt_ms > 0) untracked(followAll);
    }),
  );
  const company = computed(() => `${isGroup.value} ${around.value?.spotlit ?? room.value.stage.spotlight === me.id}`);
  open.add(effect(() => void (company.value, untracked(() => paths?.relayed?.tune()))));
  const sent = computed(() => {
    const { mic, camera, screen, music } = devices.gear.value;
    const grades = Object.values(views.value).map((view) => view.quality);
    const { buffer, clip_percent } = keeping.value;
    const held = buffer ? `${buffer.on} ${buffer.why} ${Math.round((buffer.held_ms ?? 0) / 1000)} ${Math.round((buffer.bytes ?? 0) / 1e6)}` : "";
    const told = clip_percent ?? filming.value;
    const way = told ? `${told.clip} ${Math.round(told.percent / 5)}` : "";
    return `${mic} ${camera} ${screen} ${music !== null} ${grades.join(" ")} ${others.value.length} ${held} ${way} ${voiceless.value}`;
  });
  open.add(effect(() => void (sent.value, tellMedia())));

  return {
    me,
    isTrainer: seat.role === "trainer",
    clock,
    line,
    caller,
    trainerHere,
    room,
    timersBefore,
    replayBefore,
    keeping,
    voiceless,
    filming,
    online,
    media,
    views,
    around,
    speaking,
    isGroup,
    refusal,
    second,
    others,
    partner,
    command: socket.command,
    renew: (peer) => paths?.links.renew(peer),
    callStats: async () => (await paths?.links.stats()) ?? [],
    reports: async () => (await paths?.links.reports()) ?? [],
    hurry() {
      socket.hurry();
      paths?.relayed?.doubt();
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      open.close();
      paths?.links.close();
      socket.close();
      listeners.clear();
    },
  };
}
