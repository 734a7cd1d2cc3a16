/** Clip that, and replay it: what the trainer does with moments, confirmed where the eye already is. Touches no page. */

import { newId } from "../lib/outbox.js";
import { newestPlayable, secondsKept, targetOf, viewsOf, whyNot } from "./clips.js";
import { createReplayDeeds } from "./replay-deeds.js";

const PATIENCE_MS = 5000; // later the moment is another one

/**
 * @typedef {import("./types.d.ts").Moment} Moment
 * @typedef {import("../lib/outbox.js").Ack} Ack
 */

/**
 * @typedef {object} ClipDeeds
 * @property {() => void} clipThat keeps the last seconds of whoever is looked at, from every side there is
 * @property {(moment: Moment) => void} replay plays it on both screens
 * @property {() => void} replayNewest plays the newest one, or ends what plays
 * @property {(rate: number) => void} setRate of the replay that runs and of those to come
 * @property {import("./replay-deeds.js").ReplayDeeds} running
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./deeds.js").Deeds} options.deeds
 * @param {import("./choices.js").Choices} options.choices
 * @returns {ClipDeeds}
 */
export function createClipDeeds({ live, deeds, choices }) {
  const running = createReplayDeeds({ live, refused: deeds.warn });

  /** @param {Moment} moment */
  function replay(moment) {
    const name = Object.values(live.room.peek().peers).find(({ person }) => person === moment.person)?.name ?? "";
    deeds.confirm("repeat", `Replay: ${name}`, running.start(moment.id, choices.replay_rate.peek()));
  }

  return {
    running,
    replay,
    clipThat() {
      const clients = live.others.peek().filter((peer) => peer.role === "client" && peer.device === "main");
      const peer = targetOf({ clients, to: deeds.to.peek(), big: choices.big.peek() });
      if (!peer) return deeds.warn(clients.length === 0 ? "No clip: nobody else is here" : "No clip: make one client's picture large first");
      const media = live.media.peek();
      const views = viewsOf(peer, live.others.peek(), media);
      if (views.length === 0) return deeds.warn(`No clip of ${peer.name}: ${whyNot(media[peer.id])}`);
      const seconds = choices.clip_s.peek();
      const asked = views.map(({ id }) => live.command("clip.take", { clip: newId(), peer: id, seconds }, PATIENCE_MS));
      const answered = Promise.all(asked).then((acks) => acks.find(({ ok }) => !ok) ?? /** @type {Ack} */ (acks[0]));
      const sides = views.length > 1 ? `, ${views.length} views` : "";
      const kept_s = Math.max(...views.map(({ id }) => secondsKept(seconds, media[id])));
      deeds.confirm("clip", `Clip of ${peer.name}: the last ${kept_s} s${sides}`, answered);
    },
    replayNewest() {
      if (live.room.peek().replay) return running.end();
      const newest = newestPlayable(live.room.peek().clips);
      if (newest) replay(newest);
      else deeds.warn("There is no clip to replay yet");
    },
    setRate(rate) {
      choices.replay_rate.value = rate;
      running.rate(rate);
    },
  };
}
