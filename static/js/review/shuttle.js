/** J, K and L: backwards, stop, on; each further press goes faster. Browsers play forwards only, so backwards is a seek each picture. */

import { gearSpeed, shifted } from "../clips/speed.js";
import { closers, effect } from "../lib/state.js";

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { player } = studio;
  const close = closers();
  if (!player) return close.close;
  const clip = player;
  let gear = 0;
  let usual = 1; // the speed to come back to
  let beat = 0;
  let at = 0; // ms in the clip, while it runs backwards

  /** @param {-1 | 0 | 1} press */
  function shift(press) {
    if (gear === 0) usual = clip.rate.value;
    const next = shifted(gear, press);
    if (press === 0 && gear === 0) {
      clip.toggle();
      return;
    }
    cancelAnimationFrame(beat);
    gear = next;
    const speed = gearSpeed(gear);
    if (speed <= 0) clip.pause();
    if (speed === 0) clip.setRate(usual);
    if (speed > 0) {
      clip.setRate(speed);
      if (!clip.playing.value) clip.toggle();
    }
    if (speed < 0) backwards(-speed);
  }

  /** @param {number} speed */
  function backwards(speed) {
    let last = performance.now();
    at = clip.position.value;
    let asked = clip.asked();
    const step = () => {
      // A step, a press on the time line: whoever goes somewhere else stays there.
      if (clip.asked() !== asked) return stop();
      const now = performance.now();
      at -= (now - last) * speed;
      last = now;
      clip.seek(Math.max(0, at));
      asked = clip.asked();
      if (at <= 0) stop();
      else beat = requestAnimationFrame(step);
    };
    beat = requestAnimationFrame(step);
  }

  function stop() {
    cancelAnimationFrame(beat);
    gear = 0;
    clip.setRate(usual);
  }

  // Whatever else pauses or plays it ends the shuttle.
  close.add(
    effect(() => {
      const isPlaying = clip.playing.value;
      if ((gear > 0 && !isPlaying) || (gear < 0 && isPlaying)) stop();
    }),
  );
  const group = "Play";
  close.add(
    studio.keys.register([
      { key: "j", deed: "shuttle-back", words: "backwards, again for faster", group, run: () => shift(-1) },
      { key: "k", deed: "shuttle-stop", words: "stop", group, run: () => shift(0) },
      { key: "l", shift: false, deed: "shuttle-on", words: "on, again for faster", group, run: () => shift(1) },
    ]),
  );
  close.add(() => cancelAnimationFrame(beat));
  return close.close;
}
