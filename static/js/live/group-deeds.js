/** What a trainer decides in a room with several people: who is heard, seen, taken aside, and whom the next cue is for. Touches no page. */

import { targetOf } from "./clips.js";

const PATIENCE_MS = 10_000;

/** @typedef {import("./types.d.ts").Peer} Peer */

/**
 * @typedef {object} GroupDeeds
 * @property {(peer: Peer) => void} choose cues go to this client alone; again: to everyone
 * @property {() => void} chooseNext the next client; after the last: everyone
 * @property {() => boolean} release cues go to everyone again; false: they did already
 * @property {() => Peer | null} chosen the client whom cues go to alone
 * @property {(peer: Peer) => void} mute or let be heard again
 * @property {(peer: Peer | null) => void} spotlight again or null: nobody
 * @property {(peer: Peer | null) => void} aside again or null: with all
 * @property {(peer: Peer) => void} lower their hand
 * @property {() => void} lowerFirst the hand that is up for longest
 * @property {() => void} hold or let go on
 * @property {() => void} meet clients see each other, or do not
 * @property {(deed: "mute" | "spotlight" | "aside") => void} toTarget does it to whom cues go to, or whoever is large
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./deeds.js").Deeds} options.deeds
 * @param {import("./choices.js").Choices} options.choices
 * @returns {GroupDeeds}
 */
export function createGroupDeeds({ live, deeds, choices }) {
  const clients = () => live.others.peek().filter((peer) => peer.role === "client" && peer.device === "main");
  const stage = () => live.room.peek().stage;
  const nameOf = (/** @type {string | null} */ person) => clients().find((peer) => peer.person === person)?.name ?? "your client";

  function chosen() {
    return clients().find(({ id }) => id === deeds.to.peek()) ?? null;
  }

  /** @param {Peer | null} peer */
  function to(peer) {
    deeds.to.value = peer?.id ?? "everyone";
    if (!peer) deeds.say("cue", "Cues go to everyone"); // that they go to one stands over the pictures all the while
  }

  /** @type {GroupDeeds} */
  const group = {
    chosen,
    choose: (peer) => to(deeds.to.peek() === peer.id ? null : peer),
    chooseNext() {
      const all = clients();
      if (all.length < 2) return deeds.warn("Cues go to everyone who is here");
      to(all[all.findIndex(({ id }) => id === deeds.to.peek()) + 1] ?? null);
    },
    release() {
      if (deeds.to.peek() === "everyone") return false;
      to(null);
      return true;
    },
    mute(peer) {
      const on = !stage().muted.includes(peer.person);
      deeds.confirm(on ? "mic-off" : "mic", on ? `${peer.name} is muted` : `${peer.name} may be heard`, live.command("mute", { peer: peer.id, on }, PATIENCE_MS));
    },
    spotlight(peer) {
      const next = peer && stage().spotlight !== peer.id ? peer.id : null;
      choices.big.value = null; // whoever is in the spotlight is large
      deeds.confirm("spotlight", next ? `${peer?.name} is in the spotlight` : "Nobody is in the spotlight", live.command("spotlight", { peer: next }, PATIENCE_MS));
    },
    aside(peer) {
      const next = peer && stage().aside !== peer.person ? peer.id : null;
      deeds.confirm("aside", next ? `You and ${peer?.name} alone` : "With everybody again", live.command("aside", { peer: next }, PATIENCE_MS));
    },
    lower(peer) {
      deeds.confirm("hand", `Hand of ${peer.name} lowered`, live.command("hand", { on: false, peer: peer.id }, PATIENCE_MS));
    },
    lowerFirst() {
      const [first] = Object.entries(live.room.peek().hands).sort(([, a], [, b]) => a - b);
      const peer = first && clients().find(({ person }) => person === first[0]);
      if (peer) group.lower(peer);
      else deeds.warn("No hand is up");
    },
    hold() {
      const { aside, held } = stage();
      if (aside !== null) return deeds.warn(`The others wait already while you are with ${nameOf(aside)}`);
      deeds.confirm(held ? "play" : "pause", held ? "You are with everybody again" : "Everybody waits", live.command("hold", { on: !held }, PATIENCE_MS));
    },
    meet() {
      if (live.room.peek().mode !== "relay") return deeds.warn("There is one client only");
      const on = !stage().meet;
      deeds.confirm("group", on ? "Clients see each other" : "Clients do not see each other", live.command("meet", { on }, PATIENCE_MS));
    },
    toTarget(deed) {
      if (deed === "aside" && stage().aside !== null) return group.aside(null);
      const big = choices.big.peek() ?? (stage().spotlight && `${stage().spotlight}:camera`);
      const peer = targetOf({ clients: clients(), to: deeds.to.peek(), big });
      if (peer) group[deed](peer);
      else deeds.warn("Choose a client first: press N, or use the buttons on a picture");
    },
  };
  return group;
}
