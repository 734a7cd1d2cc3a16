/** Somebody waits at the door: a tone for each, and how many in the title, seen from another tab. */

import { closers, effect } from "../lib/state.js";
import { peersIn } from "./room.js";

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./sound.js").Sound} options.sound
 * @returns {() => void} stops it
 */
export function hearKnocks({ live, sound }) {
  const open = closers();
  const knocked = new Set();
  const title = document.title;
  open.add(
    effect(() => {
      for (const peer of peersIn(live.room.value, "lobby")) {
        if (knocked.has(peer.id)) continue;
        knocked.add(peer.id);
        sound.play("knock");
      }
      for (const peer of Object.values(live.room.value.peers)) if (peer.state !== "lobby") knocked.delete(peer.id);
      document.title = knocked.size > 0 ? `(${knocked.size}) ${title}` : title; // seen from another tab
    }),
  );
  open.add(() => void (document.title = title));
  return open.close;
}
