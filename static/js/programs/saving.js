/** Keeps a program while it is written: a moment after the last change, one save at a time, and never over somebody else's. Touches no page. */

import { post, Refusal } from "../lib/http.js";
import { computed, signal } from "../lib/state.js";
import { SET } from "./lines.js";

/**
 * @typedef {import("./outline.d.ts").Program} Program
 *
 * stale: saved in another window since it was opened here · gone: deleted there · refused: in words, at a piece or not · away: no answer
 * @typedef {{kind: "stale" | "gone" | "refused" | "away", message: string, where: string | null}} Trouble
 */

const WAIT_MS = 800;
const AGAIN_MS = 5000;

/**
 * @param {object} options
 * @param {string} options.here the address of the library
 * @param {string} options.place the address of the program
 * @param {Program} options.program as the page was told
 * @param {typeof post} [options.send]
 * @param {{set: (step: () => void, ms: number) => any, clear: (timer: any) => void}} [options.timers]
 */
export function createSaving({ here, place, program, send = post, timers = { set: setTimeout.bind(globalThis), clear: clearTimeout.bind(globalThis) } }) {
  const rev = signal(program.rev);
  const kept = signal(program);
  const wanted = signal(program);
  const trouble = signal(/** @type {Trouble | null} */ (null));
  const isBusy = signal(false);
  const isChanged = computed(() => wanted.value !== kept.value);
  /** @type {any} */
  let timer = 0;

  /** @param {number} ms */
  function later(ms) {
    timers.clear(timer);
    timer = timers.set(() => void now(), ms);
  }

  /** @returns {Promise<boolean>} whether all of it is kept */
  async function now() {
    timers.clear(timer);
    if (isBusy.value) return false; // it looks again when it has its answer
    const held = trouble.value?.kind;
    if (!isChanged.value || held === "stale" || held === "gone") return !isChanged.value;
    const sent = wanted.value;
    isBusy.value = true;
    try {
      const answer = await send(place, bodyOf(sent, rev.value));
      rev.value = Number(answer["rev"]);
      kept.value = sent;
      trouble.value = null;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      trouble.value = troubleOf(problem);
    } finally {
      isBusy.value = false;
    }
    if (trouble.value?.kind === "away") later(AGAIN_MS);
    else if (trouble.value === null && isChanged.value) later(0);
    return !isChanged.value;
  }

  return {
    rev,
    trouble,
    isBusy,
    isChanged,
    now,
    /** @param {Program} next what is to be kept; soon */
    want(next) {
      wanted.value = next;
      // What was refused may be mended by this change.
      if (trouble.value?.kind === "refused") trouble.value = null;
      if (isChanged.value) later(WAIT_MS);
    },
    /**
     * In place of what another window saved.
     *
     * @param {number} theirs the revision that is replaced
     */
    async replace(theirs) {
      rev.value = theirs;
      trouble.value = null;
      return now();
    },
    /** @returns {Promise<string | null>} where what is here is kept as a program of its own */
    async saveCopy() {
      const { name, about, alone, weeks } = bodyOf(wanted.value, 0);
      try {
        const answer = await send(here, { name: `${name.slice(0, 73)} (mine)`, about, alone, weeks });
        kept.value = wanted.value;
        return answer.location ?? null;
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        trouble.value = troubleOf(problem);
        return null;
      }
    },
    close: () => timers.clear(timer),
  };
}

/**
 * @param {Refusal} problem
 * @returns {Trouble}
 */
function troubleOf({ code, message, where, status }) {
  if (code === "stale") return { kind: "stale", message, where: null };
  if (code === "not-found") return { kind: "gone", message: "This program was deleted in another window. What you have here is not lost.", where: null };
  if (code === "sign-in-needed") return { kind: "away", message: "You were signed out meanwhile. Sign in in another tab; what you wrote is kept then.", where: null };
  if (status === 0 || status >= 500) return { kind: "away", message, where: null };
  return { kind: "refused", message, where };
}

/**
 * @param {Program} program
 * @param {number} rev
 * @returns what the server takes: sets without what is as by default, as there are many
 */
export function bodyOf({ name, about, alone, starts_on, training_days, weeks }, rev) {
  const lean = weeks.map((week) => ({
    ...week,
    days: week.days.map((day) => ({
      ...day,
      blocks: day.blocks.map((block) => ({ ...block, entries: block.entries.map((entry) => ({ ...entry, sets: entry.sets.map(leanSet) })) })),
    })),
  }));
  return { name, about, alone, starts_on, training_days, weeks: lean, rev };
}

/** @param {import("./outline.d.ts").ProgramSet} set */
function leanSet(set) {
  return Object.fromEntries(Object.entries(set).filter(([name, value]) => value !== SET[/** @type {keyof typeof SET} */ (name)]));
}
