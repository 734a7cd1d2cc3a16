/** The two clips of the page and what holds for both: how they run, how they are matched, how they lie. Parts share it. */

import { closers, computed, effect, signal, untracked } from "../lib/state.js";
import { toast } from "../lib/toast.js";
import { transport } from "../review/compare.js";
import { createKeys } from "../review/keys.js";
import { moved } from "./layout.js";
import { match, offered } from "./matching.js";
import { openSide } from "./side.js";

/** @typedef {import("./layout.js").Which} Which */
/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {import("./matching.js").Sync} Sync */
/** @typedef {"first" | "second" | "none"} Sound */

/**
 * @typedef {object} Setup as it is kept: server/domain/comparisons.py
 * @property {Sync} sync
 * @property {Layout} layout
 * @property {number} rate
 * @property {Which} lead
 * @property {Sound} sound
 * @property {boolean} is_linked
 * @property {[number, number] | null} loop
 * @property {number} at_ms
 */

/** @typedef {{id: string, name: string, words: string, sent_at_ms: number | null, opened_at_ms: number | null, setup: Setup}} Kept */

/**
 * @typedef {object} Config
 * @property {"trainer" | "client"} side
 * @property {string} here
 * @property {Kept | null} kept
 * @property {Setup} setup how a pair lies that nobody has laid out
 * @property {string} name
 * @property {boolean} may_write
 * @property {boolean} may_send
 * @property {import("./side.js").ClipConfig} first
 * @property {import("./side.js").ClipConfig} second
 */

/** @typedef {ReturnType<typeof openPair>} Pair */

export const BOTH = /** @type {Which[]} */ (["first", "second"]);
/** @param {Which} which @returns {Which} */
export const otherOf = (which) => (which === "first" ? "second" : "first");

export function openPair() {
  const config = /** @type {Config} */ (JSON.parse(document.getElementById("page")?.textContent ?? "{}"));
  const close = closers();
  const given = config.kept?.setup ?? config.setup;
  const sync = signal(given.sync);
  const layout = signal(given.layout);
  const sound = signal(given.sound);
  const isLinked = signal(given.is_linked);
  const isMoving = signal(false); // a drag pushes the picture instead of drawing on it
  const drawnOn = signal(/** @type {Which} */ ("first")); // whose drawing is taken back first
  const kept = signal(config.kept);
  const isTouched = signal(false); // something is other than it was kept

  /** @type {import("../review/compare.js").Transport | null} */
  let run = null;
  /** @param {Which} which */
  const open = (which) =>
    openSide(which, config[which], {
      moment: () => run?.moments.peek()[which] ?? 0,
      step: (by) => run?.step(by),
      measured() {
        run?.measure();
        if (run && !run.playing.peek()) run.align();
      },
    });
  const sides = { first: open("first"), second: open("second") };
  const made = transport({ first: sides.first.reel, second: sides.second.reel });
  run = made;
  made.lead.value = given.lead;
  made.setRate(given.rate);
  made.loop.value = given.loop;
  const matched = computed(() => match(sync.value, sides.first.keyFrames.value, sides.second.keyFrames.value));
  close.add(
    effect(() => {
      const { map } = matched.value;
      untracked(() => {
        made.map.value = map;
        if (!made.isApart.value) made.align();
      });
    }),
  );
  for (const which of BOTH) close.add(effect(() => void (sides[which].video && (/** @type {HTMLVideoElement} */ (sides[which].video).muted = sound.value !== which))));

  /** @param {() => void} change */
  function touch(change) {
    change();
    isTouched.value = true;
  }

  return {
    config,
    sides,
    run: made,
    keys: createKeys(),
    sync,
    matched,
    layout,
    sound,
    isLinked,
    isMoving,
    drawnOn,
    kept,
    isTouched,
    touch,
    mayWrite: config.may_write,
    say: /** @param {string} words @param {"info" | "good" | "warn" | "bad"} [tone] */ (words, tone) => void toast(words, tone),

    /** @param {Partial<Layout>} how */
    lay: (how) => touch(() => void (layout.value = { ...layout.peek(), ...how })),
    /** @param {Which} which @param {Partial<import("./layout.js").Placed>} by */
    move: (which, by) => touch(() => void (layout.value = { ...layout.peek(), [which]: moved(layout.peek()[which], by) })),
    /** @param {Partial<Sync>} how */
    match: (how) =>
      touch(() => {
        sync.value = { ...sync.peek(), ...how };
        made.loop.value = matched.peek().part ?? (how.way ? null : made.loop.peek());
        if (matched.peek().part) made.seek(/** @type {[number, number]} */ (matched.peek().part)[0]);
      }),
    /** What both show now belongs together. */
    matchHere() {
      const { first, second } = made.moments.peek();
      touch(() => void (sync.value = { ...sync.peek(), way: "point", anchors: [[first, second]] }));
      made.seek(first);
    },
    /** Both to where they were matched: the point, or the nearest phase before. */
    toMatch() {
      const points = made.map.peek().anchors.map((one) => one[0]);
      const here = made.at.peek();
      const before = points.filter((ms) => ms < here - 1).at(-1);
      made.seek(before ?? points.at(-1) ?? 0);
    },
    /** @returns {Setup} */
    setup: () => ({
      sync: { ...sync.peek(), anchors: /** @type {any} */ ([...made.map.peek().anchors]) },
      layout: layout.peek(),
      rate: made.rate.peek(),
      lead: made.lead.peek(),
      sound: sound.peek(),
      is_linked: isLinked.peek(),
      loop: made.loop.peek(),
      at_ms: made.at.peek(),
    }),
    /** Loads what comes later; then nobody who kept nothing is matched by phases where there are any. */
    async begin() {
      await Promise.all(BOTH.map((which) => sides[which].load()));
      made.seek(given.at_ms);
      const both = await Promise.all(BOTH.map((which) => sides[which].sync));
      if (config.kept) return;
      const stop = effect(() => {
        if (!both.every((one) => one.isHere.value) || isTouched.peek()) return;
        const way = offered(sides.first.keyFrames.value, sides.second.keyFrames.value);
        queueMicrotask(() => {
          stop();
          if (!isTouched.peek() && way !== sync.peek().way) sync.value = { ...sync.peek(), way };
          for (const which of BOTH) {
            const isMirrored = sides[which].view.peek().mirror;
            if (isMirrored) layout.value = { ...layout.peek(), [which]: { ...layout.peek()[which], mirror: true } };
          }
        });
      });
      close.add(stop);
    },
    close() {
      for (const which of BOTH) sides[which].close();
      close.close();
    },
  };
}
