/** A step's timer with its beat, on this device: seconds down, a tone for each beat, one at the begin and one at the end. */

const TICK_MS = 100;
const AHEAD_S = 0.3; // so far ahead beats are given to the sound card: a busy page does not make them late

/**
 * How many beats lie before a moment, and when the next ones sound.
 *
 * @param {number} bpm
 * @param {number} from_s since the beginning, not included
 * @param {number} to_s included
 * @returns {number[]} seconds since the beginning
 */
export function beats(bpm, from_s, to_s) {
  if (bpm <= 0) return [];
  const every_s = 60 / bpm;
  const found = [];
  for (let number = Math.floor(from_s / every_s) + 1; number * every_s <= to_s; number += 1) found.push(number * every_s);
  return found;
}

/**
 * @param {HTMLElement} element with data-seconds, data-bpm, data-practise
 * @returns {() => void} stops it
 */
export function stepTimer(element) {
  const face = /** @type {HTMLOutputElement} */ (element.querySelector("output"));
  const stop = /** @type {HTMLButtonElement} */ (element.querySelector("[data-timer-stop]"));
  const usual_s = Number(element.dataset["seconds"]);
  const bpm = Number(element.dataset["bpm"]);
  /** @type {AudioContext | null} */
  let sound = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;

  /** @param {number} at_s @param {number} hz @param {number} long_s */
  function tone(at_s, hz, long_s) {
    if (!sound) return;
    const source = sound.createOscillator();
    const level = sound.createGain();
    source.frequency.value = hz;
    level.gain.setValueAtTime(0.3, at_s);
    level.gain.exponentialRampToValueAtTime(0.001, at_s + long_s);
    source.connect(level).connect(sound.destination);
    source.start(at_s);
    source.stop(at_s + long_s);
  }

  function end() {
    clearInterval(ticking);
    ticking = undefined;
    element.dataset["state"] = "done";
    stop.hidden = true;
    void sound?.close();
    sound = null;
  }

  /** @param {number} seconds 0: until it is stopped */
  function start(seconds) {
    if (ticking !== undefined) end();
    const audio = new AudioContext();
    sound = audio;
    const begin_s = audio.currentTime + 0.1;
    let planned_s = 0;
    tone(begin_s, 880, 0.3);
    element.dataset["state"] = "running";
    stop.hidden = false;
    const began_ms = performance.now();
    ticking = setInterval(() => {
      const gone_s = (performance.now() - began_ms) / 1000;
      const to_s = Math.min(gone_s + AHEAD_S, seconds || Infinity);
      for (const at_s of beats(bpm, planned_s, to_s)) tone(begin_s + at_s, 660, 0.06);
      planned_s = Math.max(planned_s, to_s);
      face.textContent = String(seconds ? Math.max(0, Math.ceil(seconds - gone_s)) : Math.floor(gone_s));
      if (seconds && gone_s >= seconds) {
        tone(audio.currentTime, 880, 0.5);
        clearInterval(ticking);
        ticking = undefined;
        element.dataset["state"] = "done";
        stop.hidden = true;
        element.dispatchEvent(new CustomEvent("step-timer:done", { bubbles: true }));
      }
    }, TICK_MS);
  }

  const run = () => start(usual_s);
  const practise = () => start(Number(element.dataset["practise"]));
  const begin = element.querySelector("[data-timer-start]");
  const trial = element.querySelector("[data-practise-start]");
  begin?.addEventListener("click", run);
  trial?.addEventListener("click", practise);
  stop.addEventListener("click", end);
  return () => {
    begin?.removeEventListener("click", run);
    trial?.removeEventListener("click", practise);
    stop.removeEventListener("click", end);
    if (ticking !== undefined) end();
  };
}
