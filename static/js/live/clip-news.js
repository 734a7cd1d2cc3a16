/** What clients are told of moments of theirs: that one was kept, always; that one was lost, when they had asked for it. Touches no page. */

import { lengthOf, secondsKept } from "./clips.js";

const RECENT_MS = 10 * 60_000;
const ONE_PRESS_MS = 2000;

/**
 * @typedef {import("./types.d.ts").Moment} Moment
 * @typedef {{text: string, kind: "info" | "warn"}} News
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {(news: News) => void} options.tell
 * @returns {() => void} stops it
 */
export function followClips({ live, tell }) {
  /** @type {Map<string, "kept" | "lost">} */
  const told = new Map();
  let isFirst = true;

  /** @param {Moment} moment */
  function hear(moment) {
    if (isOtherView(moment, live.room.peek())) return;
    const isByTrainer = live.room.peek().peers[moment.by]?.role === "trainer";
    const mine = moment.peer === live.me.id ? live.keeping.peek() : undefined;
    const length_ms = lengthOf(moment);
    const kept_s = length_ms === null ? secondsKept(moment.seconds, mine ?? live.media.peek()[moment.peer]) : Math.max(1, Math.round(length_ms / 1000));
    const news = newsOf(moment, { isByTrainer, isHeld: mine?.buffer?.on === true, kept_s, before: told.get(moment.id) });
    if (!news) return;
    told.set(moment.id, news.kind === "warn" ? "lost" : "kept");
    tell(news);
  }

  function anew() {
    for (const moment of live.room.peek().clips) {
      if (isFirst || live.clock.now() - moment.at_ms > RECENT_MS) told.set(moment.id, "kept");
      else hear(moment);
    }
    isFirst = false;
  }

  return live.onEvent((event) => {
    if (event === null) anew();
    else if (event.type === "clip") hear(event.payload["clip"]);
  });
}

/**
 * Whether it is what a second camera saw at a press that keeps the main one's picture, too: people hear of a press once.
 *
 * @param {Moment} moment
 * @param {Pick<import("./types.d.ts").Room, "clips" | "peers">} room
 * @returns {boolean}
 */
export function isOtherView({ peer, by, at_ms }, { clips, peers }) {
  if (peers[peer]?.device !== "camera") return false;
  return clips.some((one) => one.by === by && Math.abs(one.at_ms - at_ms) < ONE_PRESS_MS && peers[one.peer]?.device === "main");
}

/**
 * @param {Moment} moment
 * @param {object} facts
 * @param {boolean} facts.isByTrainer
 * @param {boolean} facts.isHeld this device has the last seconds: what is wanted will be kept
 * @param {number} facts.kept_s how much of it there is
 * @param {"kept" | "lost" | undefined} facts.before what was told of it already
 * @returns {News | null}
 */
export function newsOf({ state, why }, { isByTrainer, isHeld, kept_s, before }) {
  const isLost = state === "lost" || state === "refused";
  if (before === "lost" || (before === "kept" && !isLost)) return null;
  if (isLost) {
    // Whoever was told that it is kept, or asked for it, must hear that it is not; whoever did not agree knows.
    if (why === "no-consent" || (isByTrainer && before === undefined)) return null;
    return { text: "That moment could not be kept. Everything else goes on.", kind: "warn" };
  }
  if (state === "wanted" && !isHeld) return null; // told once something comes of it
  const last = kept_s === 1 ? "second" : `${kept_s} seconds`;
  return { text: isByTrainer ? `Your trainer kept the last ${last}.` : `The last ${last} ${kept_s === 1 ? "is" : "are"} kept.`, kind: "info" };
}
