/** What a trainer does with the day's exercises; each press is answered where the eye already is. Touches no page. */

import { newId } from "../lib/outbox.js";
import { countOf, setWords } from "./day.js";
import { readLine } from "./day-lines.js";

const PATIENCE_MS = 30_000; // a set that was done was done, also when the word of it comes late

/**
 * @typedef {import("./types.d.ts").DayEntry} DayEntry
 * @typedef {import("./types.d.ts").DoneSet} DoneSet
 * @typedef {{reps?: number, load?: number, secs?: number, effort?: number}} Said of a set; what is absent is as expected
 */

/**
 * @typedef {object} DayDeeds
 * @property {() => DayEntry | null} current
 * @property {() => string[]} people the persons a set is of: the one that is chosen, or all
 * @property {(said?: Said) => void} setDone
 * @property {(set: DoneSet, said: Said) => void} correct
 * @property {() => void} undo
 * @property {(id: string) => void} go
 * @property {(id: string, on: boolean) => void} skip
 * @property {(text: string) => boolean} add a line each; false when one cannot be read: nothing was added then
 * @property {(entries: Omit<DayEntry, "id">[]) => void} copy to the end of the list
 * @property {(id: string, line: string) => boolean} change the exercise in this place, its sets stay; for the one client that is chosen, or for all
 * @property {(id: string, out: boolean) => void} leaveOut for the client that is chosen alone; false: as the list says
 * @property {(id: string, by: -1 | 1) => void} move
 * @property {(id: string) => void} remove
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./deeds.js").Deeds} options.deeds
 * @param {{key: string, name: string}[]} options.exercises those that are kept
 * @returns {DayDeeds}
 */
export function createDayDeeds({ live, deeds, exercises }) {
  const keys = new Map(exercises.map(({ key, name }) => [name.toLowerCase(), key]));
  const day = () => live.room.peek().day;
  const current = () => day().entries.find(({ id }) => id === day().at) ?? null;
  const chosen = () => live.others.peek().find(({ id }) => id === deeds.to.peek());

  function people() {
    const one = chosen();
    if (one) return [one.person];
    const clients = Object.values(live.room.peek().peers).filter(({ role, state }) => role === "client" && state !== "lobby");
    const here = clients.filter(({ state }) => state === "in");
    return [...new Set((here.length > 0 ? here : clients).map(({ person }) => person))];
  }

  /** The one of several who is chosen: what is changed is for them alone. */
  const alone = () => (live.isGroup.peek() ? (chosen() ?? null) : null);

  /** @returns {"everyone" | string[]} */
  const to = () => {
    const one = chosen();
    return one ? [one.id] : "everyone";
  };

  /**
   * @param {string} text
   * @param {DayEntry[]} entries
   */
  function write(text, entries) {
    deeds.confirm("sheet", text, live.command("day.write", { rev: day().rev, entries }, PATIENCE_MS));
  }

  /**
   * @param {string} line
   * @param {string} id
   * @returns {DayEntry | null}
   */
  function typed(line, id) {
    const read = readLine(line);
    return "problem" in read ? null : { id, exercise: keys.get(read.entry.name.toLowerCase()) ?? null, ...read.entry };
  }

  return {
    current,
    people,
    setDone(said = {}) {
      const entry = current();
      if (!entry) return deeds.warn(day().entries.length > 0 ? "Every exercise of the list is done" : "There is no list of exercises yet");
      const who = people();
      if (who.length === 0) return deeds.warn("Nobody has come in yet");
      const number = Math.min(...who.map((person) => countOf(live.room.peek().sets, person, entry.id))) + 1;
      const name = live.isGroup.peek() ? ` (${chosen()?.name ?? "everyone"})` : "";
      const body = { entry: entry.id, to: to(), rest: newId(), ...said };
      deeds.confirm("check", `${entry.name}: set ${number} done${name}`, live.command("day.done", body, PATIENCE_MS));
    },
    correct(set, said) {
      const peer = Object.values(live.room.peek().peers).find(({ person, device, state }) => person === set.person && device === "main" && state !== "lobby");
      if (!peer) return;
      const text = `${set.name}, set ${set.number}: ${setWords({ ...set, ...said })}`;
      deeds.confirm("check", text, live.command("day.done", { entry: set.entry, to: [peer.id], number: set.number, ...said }, PATIENCE_MS));
    },
    undo() {
      const last = lastDone(live.room.peek().sets, people());
      if (!last) return deeds.warn("No set is done yet");
      deeds.confirm("back", `${last.name}: set ${last.number} taken back`, live.command("day.undo", { entry: last.entry, to: to() }, PATIENCE_MS));
    },
    go: (id) => deeds.confirm("sheet", `Now: ${nameOf(id)}`, live.command("day.go", { entry: id }, PATIENCE_MS)),
    skip(id, on) {
      deeds.confirm("skip", on ? `Left out: ${nameOf(id)}` : `In again: ${nameOf(id)}`, live.command("day.skip", { entry: id, on }, PATIENCE_MS));
    },
    add(text) {
      const lines = text.split("\n").filter((line) => line.trim() !== "");
      const more = lines.map((line) => typed(line, newId()));
      const entries = more.filter((one) => one !== null);
      if (entries.length === 0 || entries.length < more.length) return false;
      write(entries.length === 1 ? `Added: ${entries[0]?.name}` : `${entries.length} exercises added`, [...day().entries, ...entries]);
      return true;
    },
    copy: (entries) => write("Copied", [...day().entries, ...entries.map((one) => ({ ...one, id: newId() }))]),
    change(id, line) {
      const entry = typed(line, id);
      if (!entry) return false;
      const one = alone();
      if (one) {
        deeds.confirm("sheet", `${entry.name}: for ${one.name} alone`, live.command("day.adjust", { entry: id, to: [one.id], instead: entry }, PATIENCE_MS));
        return true;
      }
      write(`Now there: ${entry.name}`, day().entries.map((one) => (one.id === id ? entry : one)));
      return true;
    },
    leaveOut(id, out) {
      const one = alone();
      const text = out ? `Left out for ${one?.name}: ${nameOf(id)}` : `As the list says for ${one?.name}: ${nameOf(id)}`;
      if (one) deeds.confirm(out ? "skip" : "sheet", text, live.command("day.adjust", { entry: id, to: [one.id], out }, PATIENCE_MS));
    },
    move(id, by) {
      const entries = [...day().entries];
      const from = entries.findIndex((one) => one.id === id);
      const [one] = entries.splice(from, 1);
      if (!one || from + by < 0 || from + by > entries.length) return;
      entries.splice(from + by, 0, one);
      write(`${one.name} moved ${by < 0 ? "up" : "down"}`, entries);
    },
    remove: (id) => write(`Removed: ${nameOf(id)}`, day().entries.filter((one) => one.id !== id)),
  };

  /** @param {string} id */
  function nameOf(id) {
    return day().entries.find((one) => one.id === id)?.name ?? "";
  }
}

/**
 * @param {DoneSet[]} sets
 * @param {string[]} people
 * @returns {DoneSet | undefined} the one that was done last by any of them
 */
function lastDone(sets, people) {
  return sets.findLast(({ person }) => people.includes(person));
}
