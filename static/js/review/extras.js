/** What follows a clip a moment after it plays (frame index, filmstrip, sound as bars): each is taken when it is there. */

import { frames } from "../clips/frames.js";
import { track as makeTrack } from "../clips/track-view.js";
import { getAgain } from "../lib/again.js";
import { Refusal } from "../lib/http.js";
import { closers, effect } from "../lib/state.js";

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { player, config } = studio;
  const place = document.getElementById("track");
  const close = closers();
  if (!player || !place) return close.close;
  const track = makeTrack(place, player, config.start_ms);
  const files = `${config.here}/files`;
  /** @type {Set<string>} */
  const taken = new Set();

  /** @param {string[]} there */
  async function take(there) {
    /** @param {string} name */
    const isNew = (name) => there.includes(name) && !taken.has(name) && Boolean(taken.add(name));
    if (isNew("filmstrip.vtt")) track.setStrip(`${files}/filmstrip.vtt`);
    if (isNew("frames.json")) player?.know(frames(/** @type {any} */ (await plain(`${files}/frames.json`))));
    if (isNew("waveform.json")) {
      const waveform = /** @type {any} */ (await plain(`${files}/waveform.json`));
      if (waveform.peaks?.length) track.setWaves(waveform);
    }
  }
  close.add(track.close);
  close.add(effect(() => void take(studio.standing.value.files)));
  close.add(effect(() => track.setTicks([...studio.ticks.value.values()].flat())));
  return close.close;
}

/**
 * A small file of the clip; an empty one when it cannot be had: stepping then guesses, and there are no waves.
 *
 * @param {string} url
 * @returns {Promise<object>}
 */
async function plain(url) {
  try {
    return await getAgain(url);
  } catch (problem) {
    if (problem instanceof Refusal) return {};
    throw problem;
  }
}
