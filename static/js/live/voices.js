/** Lets us hear the others: one audio player per voice, outside the page, so that no picture coming or going interrupts it. */

import { signal } from "../lib/state.js";

/** @typedef {import("./connection.js").View} View */

const DUCKED = 0.2;

/**
 * @typedef {object} Voices
 * @property {(views: Record<string, View>) => void} follow
 * @property {(ducked: boolean) => void} duck quieter while a cue is spoken
 * @property {(volume: number) => void} setMusic 0 … 1: of what is shared beside the voices
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} blocked the browser wants a tap before it plays
 * @property {() => Promise<void>} unblock call it in a tap
 * @property {() => void} close
 */

/**
 * @param {() => HTMLAudioElement} [make]
 * @returns {Voices}
 */
export function createVoices(make = () => new Audio()) {
  /** @type {Map<string, HTMLAudioElement>} */
  const players = new Map();
  const blocked = signal(false);
  let isDucked = false;
  let music = 1;

  /** @param {string} key of a player */
  const volumeOf = (key) => (key.endsWith(":screen") ? music : 1) * (isDucked ? DUCKED : 1);

  function level() {
    for (const [key, player] of players) player.volume = volumeOf(key);
  }

  /** @param {HTMLAudioElement} player */
  async function play(player) {
    try {
      await player.play();
    } catch (problem) {
      if (/** @type {any} */ (problem)?.name === "NotAllowedError") blocked.value = true;
    }
  }

  return {
    blocked,
    follow(views) {
      /** @type {Map<string, MediaStream>} */
      const wanted = new Map();
      for (const [peer, { streams }] of Object.entries(views)) {
        if (streams.voice) wanted.set(`${peer}:voice`, streams.voice);
        if (streams["screen-sound"]) wanted.set(`${peer}:screen`, streams["screen-sound"]);
      }
      for (const [key, player] of players) {
        if (wanted.has(key)) continue;
        player.srcObject = null;
        players.delete(key);
      }
      for (const [key, stream] of wanted) {
        const player = players.get(key) ?? make();
        players.set(key, player);
        if (player.srcObject === stream) continue;
        player.volume = volumeOf(key);
        player.srcObject = stream;
        void play(player);
      }
    },
    duck(ducked) {
      isDucked = ducked;
      level();
    },
    setMusic(volume) {
      music = volume;
      level();
    },
    async unblock() {
      blocked.value = false;
      await Promise.all([...players.values()].map(play));
    },
    close() {
      for (const player of players.values()) player.srcObject = null;
      players.clear();
    },
  };
}
