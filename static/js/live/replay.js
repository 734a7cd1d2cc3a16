/** Where both screens are in a replay, computed from the room's clock, and how a player gets there. Touches no page. */

const LOOK_MS = 100; // so often a running player is compared with the clock
const EXACT_MS = 4; // of content: a picture that stands still is the same one on both screens
const CALM_MS = 10; // of content: closer is not worth a correction
const JUMP_MS = 240; // of content: further is jumped, not made up by speed
const MAKE_UP_MS = 600; // an error is made up within so long
const SLOWEST = 0.0625; // browsers refuse less
const SEEK_MS = 60; // what a jump takes, until we have seen one
const BEFORE_END_MS = 15;

export const RATES = [0.1, 0.25, 0.5, 0.75, 1];

/**
 * @typedef {import("./types.d.ts").Replay} Replay
 * @typedef {{position_ms: number, isPlaying: boolean, rate: number}} Place where a replay is at one moment
 */

/**
 * What we use of a video element.
 *
 * @typedef {object} Player
 * @property {number} currentTime seconds
 * @property {number} playbackRate
 * @property {boolean} paused
 * @property {boolean} seeking
 * @property {number} readyState
 * @property {() => Promise<void>} play
 * @property {() => void} pause
 */

/**
 * @param {Replay} replay the latest revision
 * @param {number} now_ms the room's clock
 * @param {Replay | null} [before] the revision before, which counts until the latest one does
 * @returns {Place}
 */
export function placeOf(replay, now_ms, before = null) {
  const isAhead = now_ms < replay.at_ms;
  if (isAhead && before) return placeOf(before, now_ms);
  const run_ms = isAhead || replay.state !== "playing" ? 0 : now_ms - replay.at_ms;
  return {
    position_ms: (replay.position_ms + run_ms * replay.rate) % replay.duration_ms,
    isPlaying: replay.state === "playing" && !isAhead,
    rate: replay.rate,
  };
}

/**
 * @param {Replay} replay
 * @param {number} now_ms
 * @param {Replay | null} [before]
 * @returns {number} how long its course stays as it is: until the revision counts, or until it begins anew
 */
export function untilTurn(replay, now_ms, before = null) {
  const { position_ms, isPlaying, rate } = placeOf(replay, now_ms, before);
  const toRevision_ms = replay.at_ms > now_ms ? replay.at_ms - now_ms : Infinity;
  return Math.min(toRevision_ms, isPlaying ? (replay.duration_ms - position_ms) / rate : Infinity);
}

/**
 * What a player must do that shows one position and should show another.
 *
 * @param {object} facts
 * @param {number} facts.shown_ms
 * @param {Place} facts.place
 * @param {number} facts.seek_ms what a jump takes
 * @returns {{jump_ms: number | null, rate: number}} jump_ms: where to
 */
export function steer({ shown_ms, place, seek_ms }) {
  const { position_ms, isPlaying, rate } = place;
  const error_ms = shown_ms - position_ms;
  if (!isPlaying) return { jump_ms: Math.abs(error_ms) > EXACT_MS ? position_ms : null, rate };
  if (Math.abs(error_ms) > JUMP_MS) return { jump_ms: position_ms + seek_ms * rate, rate };
  if (Math.abs(error_ms) <= CALM_MS) return { jump_ms: null, rate };
  const wanted = rate - error_ms / MAKE_UP_MS;
  return { jump_ms: null, rate: Math.max(SLOWEST, rate * 0.5, Math.min(rate * 1.6, wanted)) };
}

/**
 * Keeps a player where the replay is.
 *
 * @param {Player} player
 * @param {object} options
 * @param {() => number} options.now the room's clock
 * @param {() => number} options.start_ms where the moment begins in the file
 */
export function createFollower(player, { now, start_ms }) {
  let seek_ms = SEEK_MS;
  let jumped_ms = 0; // when the last jump was asked for; 0: none is under way

  return {
    /** A jump has ended. */
    seeked() {
      if (jumped_ms > 0) seek_ms += (Math.min(1000, now() - jumped_ms) - seek_ms) / 3;
      jumped_ms = 0;
    },

    /**
     * @param {Replay} replay
     * @param {Replay | null} before
     * @returns {number} how long until it should be looked at again
     */
    look(replay, before) {
      const now_ms = now();
      const place = placeOf(replay, now_ms, before);
      const wait_ms = Math.min(LOOK_MS, untilTurn(replay, now_ms, before));
      if (player.readyState < 1 || player.seeking) return wait_ms;
      const shown_ms = player.currentTime * 1000 - start_ms();
      const { jump_ms, rate } = steer({ shown_ms, place, seek_ms });
      if (place.isPlaying === player.paused) {
        if (place.isPlaying) void player.play().catch(() => {}); // muted video may always play: a refusal means it was taken away
        else player.pause();
      }
      if (Math.abs(player.playbackRate - rate) > 0.004) player.playbackRate = rate;
      if (jump_ms !== null) {
        jumped_ms = now_ms;
        player.currentTime = (start_ms() + Math.min(jump_ms, replay.duration_ms - BEFORE_END_MS)) / 1000;
      }
      return wait_ms;
    },
  };
}

/**
 * @param {number} rate
 * @param {-1 | 1} way
 * @returns {number} the next slower or faster one
 */
export function nextRate(rate, way) {
  const others = RATES.filter((one) => (way > 0 ? one > rate + 0.001 : one < rate - 0.001));
  return (way > 0 ? others[0] : others.at(-1)) ?? rate;
}
