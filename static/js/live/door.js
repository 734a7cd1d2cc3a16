/** What happens before the room: what somebody says at the door, and the seat they get. Touches no page. */

import { post, Refusal } from "../lib/http.js";
import { signal } from "../lib/state.js";

/**
 * @typedef {import("./types.d.ts").PageConfig} PageConfig
 * @typedef {import("../lib/storage.js").Shelf} Shelf
 * @typedef {{room: string, peer: string, resume: string, role: "trainer" | "client", device: "main" | "camera" | "remote"}} Seat
 * @typedef {{uploads: string, splice_check: string, agreed: boolean}} Moments where a second camera's go, and whether clips are agreed to
 * @typedef {{seat: Seat, phone: string | null, moments: Moments | null, agreed: string[]}} Joined agreed: who may be recorded, by person, for the trainer
 */

/**
 * @typedef {object} DoorState
 * @property {string} name asked of guests only
 * @property {string} address
 * @property {string} callback
 * @property {string} helper
 * @property {string} emergency whom to call
 * @property {boolean} isJoining
 * @property {{message: string, where: string | null} | null} problem
 */

/**
 * @typedef {object} Door
 * @property {import("../lib/state.js").Signal<DoorState>} state
 * @property {(change: Partial<DoorState>) => void} set
 * @property {() => Promise<Joined | Refusal | null>} join a refusal that no field can mend, or null
 *   when the person has to mend something first; who may not exercise yet comes in to talk
 * @property {() => void} forget the seat is no good any more
 */

/**
 * @param {object} options
 * @param {PageConfig} options.config
 * @param {Shelf} options.memory
 * @returns {Door}
 */
export function openDoor({ config, memory }) {
  const { you, session } = config;
  const seatKey = `seat.${session.id}.${you.kind}.${you.device}`;
  const isClient = you.role === "client" && you.device === "main";
  /** @type {DoorState} */
  const start = {
    name: you.kind === "guest" ? (memory.get("guest-name") ?? you.name) : you.name,
    address: config.door?.address ?? "",
    callback: config.door?.callback ?? "",
    helper: config.door?.helper ?? "",
    emergency: config.door?.emergency ?? "",
    isJoining: false,
    problem: null,
  };
  const state = signal(start);

  /** @param {Partial<DoorState>} change */
  const set = (change) => {
    state.value = { ...state.value, ...change };
  };

  return {
    state,
    set,
    async join() {
      const { name, address, callback, helper, emergency, isJoining } = state.value;
      if (isJoining) return null;
      if (you.kind === "guest" && name.trim() === "") {
        set({ problem: { message: "Tell your trainer your name.", where: "name" } });
        return null;
      }
      set({ isJoining: true, problem: null });
      const resume = memory.get(seatKey)?.resume;
      const said = isClient ? { ...(config.gate ? { talk: true } : {}), address: address.trim(), callback: callback.trim(), helper: helper.trim(), emergency: emergency.trim() } : {};
      try {
        const answer = /** @type {any} */ (
          await post(config.join, {
            ...said,
            ...(you.kind === "guest" ? { name: name.trim() } : {}),
            ...(resume ? { resume } : {}),
          })
        );
        memory.set(seatKey, { resume: answer.seat.resume });
        if (you.kind === "guest") memory.set("guest-name", name.trim());
        set({ isJoining: false });
        return { seat: answer.seat, phone: answer.phone ?? null, moments: answer.moments ?? null, agreed: answer.agreed ?? [] };
      } catch (problem) {
        set({ isJoining: false });
        if (!(problem instanceof Refusal)) throw problem;
        if (problem.where || problem.status === 0 || problem.status >= 500 || problem.status === 429) {
          set({ problem: { message: problem.message, where: problem.where } });
          return null;
        }
        return problem;
      }
    },
    forget: () => memory.set(seatKey, null),
  };
}
