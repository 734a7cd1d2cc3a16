/** The trainer's exercises in the room: the list, the one whose cues are on the keys, and what was changed at the desk meanwhile. Touches no page. */

import { get as askServer } from "../lib/http.js";
import { closers, computed, effect, signal } from "../lib/state.js";
import { paletteOf } from "./palette.js";

/**
 * @typedef {import("./types.d.ts").Exercise} Exercise
 * @typedef {import("./types.d.ts").ExerciseRow} ExerciseRow
 * @typedef {import("./types.d.ts").PaletteCue} PaletteCue
 */

/**
 * @typedef {object} Exercises
 * @property {import("../lib/state.js").ReadonlySignal<ExerciseRow[]>} list
 * @property {import("../lib/state.js").ReadonlySignal<Exercise | null>} chosen
 * @property {import("../lib/state.js").ReadonlySignal<PaletteCue[]>} palette
 * @property {() => {key: string, name: string} | undefined} said as a cue names it
 * @property {(asked: ExerciseRow | null) => Promise<void>} choose null: none
 * @property {() => Promise<void>} refresh asks for what was changed at the desk
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {{general?: Exercise, exercises?: ExerciseRow[], library?: string}} options.config
 * @param {() => {key: string | null, name: string} | null} options.current the day's exercise, read within an effect
 * @param {(text: string) => void} options.warn
 * @param {(url: string) => Promise<Record<string, any>>} [options.get]
 * @returns {Exercises}
 */
export function createExercises({ config, current, warn, get = askServer }) {
  const open = closers();
  const list = signal(config.exercises ?? []);
  const general = signal(config.general ?? null);
  const chosen = signal(/** @type {Exercise | null} */ (null));
  const palette = computed(() => paletteOf(chosen.value, general.value));
  /** @type {Map<string, Exercise>} as last seen, for when the server is away */
  const known = new Map();
  let turn = 0;
  let followed = "";

  /** @param {string} key */
  async function fetched(key) {
    const { exercise } = await get(`${config.library}/${encodeURIComponent(key)}`);
    known.set(key, exercise);
    return /** @type {Exercise} */ (exercise);
  }

  /** @param {ExerciseRow | null} asked what was typed into a list may have a name alone */
  async function choose(asked) {
    const mine = (turn += 1);
    const row = asked && !asked.key ? (list.peek().find(({ name }) => name.toLowerCase() === asked.name.toLowerCase()) ?? asked) : asked;
    const seen = row && known.get(row.key);
    if (!row?.key || !config.library) return void (chosen.value = row && { ...row, cues: [] });
    if (seen) chosen.value = seen; // else a key pressed now is still one of those that are shown
    try {
      const found = await fetched(row.key);
      if (mine === turn) chosen.value = found;
    } catch {
      if (mine !== turn || seen) return;
      chosen.value = { ...row, cues: [] };
      warn(`The cues of ${row.name} did not come; those for any exercise are there`);
    }
  }

  // The day goes on to another exercise: its cues come by themselves. What the trainer picks by hand stays until then.
  open.add(
    effect(() => {
      const now = current();
      const next = now ? `${now.key ?? ""} ${now.name}` : "";
      if (next === followed) return;
      followed = next;
      void choose(now ? { key: now.key ?? "", name: now.name } : null);
    }),
  );

  return {
    list,
    chosen,
    palette,
    choose,
    said() {
      const one = chosen.peek();
      return one ? { key: one.key, name: one.name } : undefined;
    },
    async refresh() {
      if (!config.library) return;
      const [rows, any, now] = await Promise.allSettled([get(config.library), fetched("any"), chosen.peek()?.key ? fetched(/** @type {Exercise} */ (chosen.peek()).key) : Promise.resolve(null)]);
      if (rows.status === "fulfilled") list.value = rows.value["exercises"].filter((/** @type {ExerciseRow} */ { key }) => key !== "any");
      if (any.status === "fulfilled") general.value = any.value;
      if (now.status === "fulfilled" && now.value && chosen.peek()?.key === now.value.key) chosen.value = now.value;
    },
    close: open.close,
  };
}
