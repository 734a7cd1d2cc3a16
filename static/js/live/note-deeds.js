/** What a trainer keeps of a moment: a mark, a rep counted, a private note. Touches no page. */

import { newId } from "../lib/outbox.js";
import { countedReps } from "./day.js";

const PATIENCE_MS = 60_000;

/**
 * @typedef {import("./types.d.ts").Note} Note
 * @typedef {object} NoteDeeds
 * @property {() => void} rep one more of the set that comes
 * @property {() => void} edge the set begins; pressed again, it ends
 * @property {(label: string) => void} checkpoint
 * @property {(text: string) => void} write
 * @property {(note: Note, text: string) => void} change
 * @property {(note: Note) => void} remove
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./deeds.js").Deeds} options.deeds
 * @param {import("./day-deeds.js").DayDeeds} options.day
 * @returns {NoteDeeds}
 */
export function createNoteDeeds({ live, deeds, day }) {
  const whose = () => {
    const one = live.others.peek().find(({ id }) => id === deeds.to.peek());
    return one ? { peer: one.id } : {};
  };

  /**
   * @param {string} text
   * @param {object} body
   */
  const place = (text, body) => deeds.confirm("marker", text, live.command("marker.place", body, PATIENCE_MS));

  return {
    rep() {
      const entry = day.current();
      if (!entry) return deeds.warn("There is no exercise to count for");
      place(`Rep ${countedReps(live.room.peek(), entry, day.people()) + 1}`, { kind: "rep", ...whose() });
    },
    edge() {
      const entry = day.current();
      if (!entry) return deeds.warn("There is no exercise whose set could begin");
      const last = live.room.peek().markers.findLast(({ kind }) => kind === "set-start" || kind === "set-end");
      const isBegun = last?.kind === "set-start" && last.of?.entry === entry.id;
      place(`${entry.name}: set ${isBegun ? "ends" : "begins"}`, { kind: isBegun ? "set-end" : "set-start", ...whose() });
    },
    checkpoint: (label) => place(`Checkpoint: ${label}`, { kind: "checkpoint", label }),
    write: (text) => deeds.confirm("edit", "Note kept", live.command("note.write", { note: newId(), text }, PATIENCE_MS)),
    change: ({ id, rev }, text) => deeds.confirm("edit", "Note changed", live.command("note.write", { note: id, rev, text }, PATIENCE_MS)),
    remove: ({ id, rev }) => deeds.confirm("trash", "Note deleted", live.command("note.delete", { note: id, rev }, PATIENCE_MS)),
  };
}
