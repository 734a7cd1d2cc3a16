/**
 * Has a video show what a performance showed, with the sound as the clock. Pure: it is told how things stand and says what to do.
 *
 * A video does not start, stop or seek at once. How long this one takes is learned, and what is to come is begun so much earlier. While it
 * plays it is drawn to where it should be by going a little faster or slower.
 */

const NEAR_MS = 9; // nothing is done about less
const FAR_MS = 220; // beyond, it seeks
const DRAW_MS = 260; // what is wrong is made good within about so long
const MOST_PULL = 0.25;
const EARLY_MS = 45; // a video that has reached the frame on which it will stop is stopped so much too early
const LEARN = 0.3;
const MOST_LATE_MS = 250;

/**
 * @typedef {object} Standing how the video stands
 * @property {number} t_ms of the performance
 * @property {boolean} paused
 * @property {boolean} seeking
 * @property {number} media_ms what it shows; while it plays, where its clock is
 * @property {number} rate as it was set
 *
 * @typedef {object} Order
 * @property {"play" | "pause" | "seek" | "rate" | null} deed
 * @property {number} media_ms where to seek, or to play from
 * @property {number} rate
 * @property {boolean} resumes after a seek it is to play
 */

/**
 * @param {import("./performance.js").Performance} performed
 * @param {(media_ms: number) => number} frameOf the number of the frame shown at a moment
 * @returns {{
 *   steer: (now: Standing) => Order, started: (late_ms: number) => void, landed: (late_ms: number) => void,
 *   late: () => {start_ms: number, seek_ms: number},
 * }}
 */
export function steering(performed, frameOf) {
  let start_ms = 60; // from play() to the first frame that is another
  let seek_ms = 40; // from setting the time to the frame

  /**
   * @param {Order["deed"]} deed
   * @param {number} media_ms
   * @param {number} [rate]
   * @param {boolean} [resumes]
   * @returns {Order}
   */
  const order = (deed, media_ms, rate = 1, resumes = false) => ({ deed, media_ms, rate, resumes });

  return {
    steer(now) {
      const here = performed.transport(now.t_ms);
      if (now.seeking) return order(null, now.media_ms, now.rate);
      const soon = performed.next(now.t_ms);
      if (!here.playing) {
        if (!now.paused) return order("pause", here.media_ms);
        const wanted = soonest(now, here, soon);
        if (frameOf(wanted.media_ms) !== frameOf(now.media_ms)) return order("seek", wanted.media_ms, wanted.rate);
        // What is about to play is begun a little earlier.
        const then = performed.transport(now.t_ms + start_ms);
        if (then.playing && soon !== null && soon - now.t_ms <= start_ms) return order("play", wanted.media_ms, then.rate);
        return order(null, here.media_ms, here.rate);
      }
      if (now.paused) {
        const jump = performed.transport(now.t_ms + start_ms);
        if (!jump.playing) return order(null, now.media_ms, now.rate); // over before it would begin
        const off = now.media_ms - (here.media_ms + start_ms * here.rate);
        if (Math.abs(off) > FAR_MS) return order("seek", performed.transport(now.t_ms + seek_ms).media_ms, here.rate, true);
        return order("play", here.media_ms, here.rate);
      }
      const then = soon === null || soon - now.t_ms > EARLY_MS ? null : performed.transport(soon);
      // It stands on that frame in a moment: going on would show one more, and a seek back.
      if (then && !then.playing && frameOf(now.media_ms) >= frameOf(then.media_ms)) return order("pause", then.media_ms);
      const off = now.media_ms - here.media_ms;
      if (Math.abs(off) > FAR_MS * Math.max(1, here.rate)) {
        return order("seek", performed.transport(now.t_ms + seek_ms).media_ms, here.rate, true);
      }
      const pull = Math.abs(off) < NEAR_MS ? 0 : Math.max(-MOST_PULL, Math.min(MOST_PULL, off / (DRAW_MS * here.rate)));
      const rate = Math.round(here.rate * (1 - pull) * 1000) / 1000;
      return order(Math.abs(rate - now.rate) > 0.004 ? "rate" : null, here.media_ms, rate);
    },
    started: (late_ms) => void (start_ms = learned(start_ms, late_ms)),
    landed: (late_ms) => void (seek_ms = learned(seek_ms, late_ms)),
    late: () => ({ start_ms, seek_ms }),
  };

  /**
   * What a standing video should show: what comes next, once a seek there would land in time.
   *
   * @param {Standing} now
   * @param {import("./performance.js").Transport} here
   * @param {number | null} soon
   */
  function soonest(now, here, soon) {
    if (soon === null || soon - now.t_ms > seek_ms) return here;
    const then = performed.transport(soon);
    return then.playing ? { ...here, media_ms: then.media_ms } : then;
  }
}

/**
 * @param {number} before
 * @param {number} seen
 */
function learned(before, seen) {
  return Math.max(0, Math.min(MOST_LATE_MS, before + (seen - before) * LEARN));
}
