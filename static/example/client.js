/**
 * A whole client of a live room in one file, written from docs/protocol.md alone: comes in, follows the log, keeps the clock, sends
 * commands until they are answered, comes back when the connection goes. Knows no page; `io` is socket.io-client's.
 */

/**
 * @typedef {{room: string, peer: string, resume: string}} Seat
 * @typedef {{seq: number, hidden?: true, type?: string, at_ms?: number, actor?: string, payload?: any, valid_ms?: number}} RoomEvent
 *
 * @typedef {object} Hear
 * @property {(caller: string, snapshot: any) => void} welcome with a snapshot when the room begins anew
 * @property {(event: RoomEvent, isLive: boolean) => void} event each once and in order; a cue that is not live was missed
 * @property {(code: string, message: string) => void} closed for good
 */

/**
 * @param {object} options
 * @param {(url: string, options: any) => any} options.io
 * @param {string} options.url
 * @param {Seat} options.seat
 * @param {Hear} options.hear
 * @param {any} [options.parser] socket.io-msgpack-parser, where `io` has not one built in
 */
export function openRoom({ io, url, seat, hear, parser }) {
  let head = 0;
  let isAsking = false;
  /** @type {{at_ms: number, rtt_ms: number, offset_ms: number}[]} */
  let samples = [];
  /** @type {Map<string, {name: string, body: any, done: (answer: any) => void}>} */
  const waiting = new Map();
  /** @type {Map<number, RoomEvent>} */
  const early = new Map();

  const socket = io(url, {
    path: "/live/",
    transports: ["websocket"],
    ...(parser ? { parser } : {}),
    auth: (/** @type {(auth: any) => void} */ say) => say({ ...seat, since: head, protocol: 1 }),
    reconnectionDelay: 300,
    reconnectionDelayMax: 5000,
  });

  socket.on("welcome", (/** @type {any} */ told) => {
    replay(told);
    hear.welcome(told.caller, told.snapshot);
    for (const [id, command] of waiting) send(id, command);
    for (let ping = 0; ping < 8; ping += 1) setTimeout(askTime, ping * 40);
  });
  socket.on("event", take);
  socket.on("beat", (/** @type {any} */ beat) => beat.head > head && fill());
  socket.on("connect_error", (/** @type {any} */ problem) => problem.data?.error && end(problem.data));
  socket.on("closed", (/** @type {any} */ told) => {
    if (told.error === "restart") setTimeout(() => socket.connect(), told.after_ms);
    else end(told);
  });
  const ticking = setInterval(askTime, 1000);

  /** @param {{error: string, message: string}} why */
  function end(why) {
    close();
    hear.closed(why.error, why.message);
  }

  function close() {
    clearInterval(ticking);
    socket.disconnect();
  }

  // ---- the log

  /** @param {{snapshot: any, events: RoomEvent[]}} told */
  function replay({ snapshot, events }) {
    if (snapshot) head = snapshot.head;
    events.forEach(take);
  }

  /** @param {RoomEvent} event */
  function take(event) {
    if (event.seq <= head) return;
    early.set(event.seq, event);
    for (let next = early.get(head + 1); next; next = early.get(head + 1)) {
      early.delete(next.seq);
      head = next.seq;
      if (!next.hidden) hear.event(next, isLive(next));
    }
    if (early.size > 0) fill();
  }

  /** @param {RoomEvent} event */
  function isLive(event) {
    return event.valid_ms === undefined || now() <= Number(event.at_ms) + event.valid_ms;
  }

  function fill() {
    if (isAsking || !socket.connected) return;
    isAsking = true;
    socket.timeout(5000).emit("resync", { after: head }, (/** @type {any} */ late, /** @type {any} */ answer) => {
      isAsking = false;
      if (!late && answer.ok) replay(answer);
    });
  }

  // ---- the clock

  function now() {
    const best = samples.reduce((a, b) => (b.rtt_ms < a.rtt_ms ? b : a), samples[0] ?? { offset_ms: 0, rtt_ms: 0 });
    return Date.now() + best.offset_ms;
  }

  function askTime() {
    if (!socket.connected) return;
    const t0 = Date.now();
    socket.emit("clock", { t0, rtt_ms: samples.at(-1)?.rtt_ms ?? null }, (/** @type {any} */ answer) => {
      const t3 = Date.now();
      samples = samples.filter((one) => t3 - one.at_ms < 300_000);
      samples.push({ at_ms: t3, rtt_ms: t3 - t0, offset_ms: answer.t1_ms - (t0 + t3) / 2 });
    });
  }

  // ---- commands

  /**
   * @param {string} id
   * @param {{name: string, body: any, done: (answer: any) => void}} command
   */
  function send(id, command) {
    socket.emit(command.name, { ...command.body, id }, (/** @type {any} */ answer) => {
      waiting.delete(id);
      command.done(answer);
    });
  }

  return {
    now,
    close,
    head: () => head,
    /** Only the connection: it comes back by itself. */
    drop: () => socket.io.engine.close(),
    /** @type {(name: string, body: Record<string, any>) => Promise<any>} sent again after a reconnection until it is answered */
    command: (name, body) =>
      new Promise((done) => {
        const id = crypto.randomUUID();
        waiting.set(id, { name, body, done });
        if (socket.connected) send(id, { name, body, done });
      }),
  };
}
