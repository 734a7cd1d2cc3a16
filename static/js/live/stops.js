/** A client's own stop: acts at the press, whatever the socket does, and is told as soon as it can be, by the next page if need be. Touches no page. */

import { newId } from "../lib/outbox.js";
import { batch, computed, effect, signal } from "../lib/state.js";
import { heldAt } from "./timers.js";

/**
 * @typedef {import("./types.d.ts").Stop} Stop
 * @typedef {Pick<Stop, "why" | "at_ms" | "is_taken" | "is_fine">} Shown
 */

/**
 * @typedef {object} Press what was pressed and is not answered; kept by the browser until it is
 * @property {"stop.raise" | "stop.end"} name
 * @property {{id: string, why?: Stop["why"], at_ms?: number}} body the same each time it is sent: the server does it once
 * @property {Shown | null} shown
 * @property {number} pressed_ms by this device's clock
 */

const KEPT_MS = 3_600_000; // as long as the server lets a stop count from its press

/**
 * @typedef {object} Stops
 * @property {import("../lib/state.js").ReadonlySignal<Shown | null>} mine
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} isTold the server knows what stands here
 * @property {(why: Stop["why"]) => void} raise
 * @property {() => void} end goes on, or is fine again
 * @property {(find: import("./timer-view.js").Find) => import("./timer-view.js").Find} held what is found, resting since the stop
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {(message: string) => void} options.refused
 * @param {import("../lib/storage.js").Shelf} options.memory
 * @param {() => number} [options.today_ms]
 * @returns {Stops}
 */
export function createStops({ live, refused, memory, today_ms = Date.now }) {
  const place = `stop.${live.me.id}`;
  /** @type {Press[]} */
  let unanswered = (memory.get(place) ?? []).filter((/** @type {Press} */ one) => today_ms() - one.pressed_ms < KEPT_MS);
  /** @type {import("../lib/state.js").Signal<{shown: Shown | null, seq: number | null}[]>} what was pressed here and is not in the log as we know it */
  const pressed = signal(/** @type {{shown: Shown | null, seq: number | null}[]} */ ([]));
  const known = computed(() => live.room.value.stops[live.room.value.peers[live.me.id]?.person ?? ""] ?? null);
  const mine = computed(() => {
    const last = pressed.value.at(-1);
    return last ? last.shown : known.value;
  });
  const since = computed(() => mine.value?.at_ms ?? null);

  // An answer may come before the event it is about: what was pressed stands until the log has come so far.
  const close = effect(() => {
    const { head } = live.room.value;
    const rest = pressed.value.filter(({ seq }) => seq === null || seq > head);
    if (rest.length < pressed.value.length) pressed.value = rest;
  });

  /** @param {Press[]} presses */
  function keep(presses) {
    unanswered = presses;
    memory.set(place, presses.length > 0 ? presses : null);
  }

  /** @param {Press} what */
  async function send(what) {
    const { name, body, shown } = what;
    const one = { shown, seq: /** @type {number | null} */ (null) };
    pressed.value = [...pressed.peek(), one];
    const ack = await live.command(name, /** @type {any} */ (body));
    if (!ack.ok && ack.error === "not-sent") return; // this page is leaving: the next one says it
    keep(unanswered.filter((other) => other !== what));
    batch(() => {
      const rest = pressed.peek().filter((other) => other !== one);
      pressed.value = ack.ok ? [...rest.filter(({ seq }) => seq !== null), { shown, seq: ack["seq"] }, ...rest.filter(({ seq }) => seq === null)] : rest;
    });
    if (!ack.ok) refused(ack.message);
  }

  /**
   * @param {Press["name"]} name
   * @param {Omit<Press["body"], "id">} body
   * @param {Shown | null} shown
   */
  function press(name, body, shown) {
    const what = { name, body: { ...body, id: newId() }, shown, pressed_ms: today_ms() };
    keep([...unanswered, what]);
    void send(what);
  }

  keep(unanswered);
  for (const what of unanswered) void send(what);

  return {
    mine,
    isTold: computed(() => pressed.value.every(({ seq }) => seq !== null)),
    raise(why) {
      const now = mine.peek();
      if (now?.why === "unwell" && !now.is_fine) return;
      const at_ms = Math.round(live.clock.now());
      press("stop.raise", { why, at_ms }, { why, at_ms, is_taken: false, is_fine: false });
    },
    end() {
      const now = mine.peek();
      if (!now || now.is_fine) return;
      press("stop.end", {}, now.why === "unwell" ? { ...now, is_fine: true } : null);
    },
    held: (find) => (timers, now_ms) => {
      const found = find(timers, now_ms);
      return found && since.value !== null ? heldAt(found, since.value) : found;
    },
    close,
  };
}
