/** The timers a trainer keeps, and ours to begin with: found as one types, started at one press, kept for another day. Touches no page. */

import { get, post, Refusal } from "../lib/http.js";
import { closers, computed, effect, signal, untracked } from "../lib/state.js";
import { build, counts, formatOf, title } from "./plans/formats.js";

/**
 * @typedef {import("./types.d.ts").KeptRow} KeptRow
 * @typedef {import("./types.d.ts").Starter} Starter
 * @typedef {import("./types.d.ts").Interval} Interval
 * @typedef {import("./plans/formats.js").Recipe} Recipe
 * @typedef {{id: string, name: string, about: string, length_ms: number, starter: Starter | null}} Entry
 *
 * @typedef {object} KeptTimers
 * @property {string} here where they are built
 * @property {import("../lib/state.js").Signal<string>} asked what is typed to find some
 * @property {import("../lib/state.js").ReadonlySignal<Entry[]>} all one's own first
 * @property {import("../lib/state.js").ReadonlySignal<Entry[]>} shown those that fit what is typed
 * @property {(entry: Entry) => Promise<void>} start
 * @property {(recipe: Recipe, name: string) => Promise<boolean>} keep whether it is kept; an empty name: what its format calls it
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {NonNullable<import("./types.d.ts").PageConfig["timers"]>} options.config
 * @param {Pick<import("./deeds.js").Deeds, "startTimer" | "say" | "warn">} options.deeds
 * @param {() => boolean} options.isOpen whether the panel with them is open; reads a signal
 * @param {{get: typeof get, post: typeof post}} [options.http]
 * @returns {KeptTimers}
 */
export function createKeptTimers({ config, deeds, isOpen, http = { get, post } }) {
  const open = closers();
  const rows = signal(config.saved);
  const asked = signal("");
  const all = computed(() => [...rows.value.map(ofRow), ...config.starters.map(ofStarter)]);
  const shown = computed(() => all.value.filter((entry) => fits(entry, asked.value)));

  /** What was built in another window meanwhile is here when the panel opens. */
  async function refresh() {
    const answer = await http.get(config.here).catch(() => null);
    if (answer) rows.value = /** @type {KeptRow[]} */ (answer["timers"]);
  }

  open.add(
    effect(() => {
      if (isOpen()) untracked(() => void refresh());
    }),
  );

  return {
    here: config.here,
    asked,
    all,
    shown,
    async start({ id, name, starter }) {
      if (starter) return deeds.startTimer(starter.name, build(starter.recipe), counts(starter.recipe));
      try {
        const answer = await http.get(`${config.here}/${id}`);
        const timer = /** @type {{name: string, plan: Interval[], counts: import("./plans/recipe.js").Counts}} */ (answer["timer"]);
        deeds.startTimer(timer.name, timer.plan, timer.counts);
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        deeds.warn(problem.code === "not-found" ? `Not started: ${name} was deleted` : `Not started: ${problem.message}`);
        if (problem.code === "not-found") void refresh();
      }
    },
    async keep(recipe, name) {
      const called = name.trim() || title(recipe);
      try {
        await http.post(config.here, { name: called, plan: build(recipe), counts: counts(recipe), recipe });
        deeds.say("check", `${called} is kept`);
        void refresh();
        return true;
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        deeds.warn(`Not kept: ${problem.message}`);
        return false;
      }
    },
    close: open.close,
  };
}

/**
 * @param {KeptRow} row
 * @returns {Entry}
 */
function ofRow({ id, name, format, length_ms }) {
  return { id, name, about: formatOf({ format })?.name ?? "", length_ms, starter: null };
}

/**
 * @param {Starter} starter
 * @returns {Entry}
 */
function ofStarter(starter) {
  return { id: starter.key, name: starter.name, about: starter.about, length_ms: starter.length_ms, starter };
}

/**
 * @param {Entry} entry
 * @param {string} typed
 * @returns {boolean} whether each typed word is in it; letters with and without accents are the same
 */
function fits({ name, about, starter }, typed) {
  const text = plain(`${name} ${about} ${starter ? (formatOf(starter.recipe)?.name ?? "") : ""}`);
  return plain(typed)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
