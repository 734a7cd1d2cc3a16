/**
 * How fast a moment may be sent, so that the call keeps its frames: a bucket of tokens whose rate follows what the call feels.
 *
 * It begins with three quarters of what the browser believes is left and feels its way: while frames, round trip and loss are as they were
 * before, it rises; when one gets worse it falls by a third, and never to nothing. The camera gives up pixels before frames (see
 * live/lanes.js), so what is watched is what a person would notice: frames, and the time it takes to be seen.
 */

const LOOK_MS = 500;
const LEAST_BPS = 200_000;
const MOST_BPS = 20_000_000;
const FIRST_BPS = 1_000_000; // where nothing is known
const FIRST_LEAST_BPS = 800_000; // a call takes all there is, and gives some back
const FIRST_SHARE = 0.75; // of what the browser believes is left beside the call
const URGENT_BPS = 500_000; // what somebody waits for, and is small
const PIECE_MS = 120; // so much of the rate in one piece: a longer one would stand in the call's way
const LEAST_BYTES = 8 * 1024;
const MOST_BYTES = 512 * 1024;
const RISE = 1.15;
const FALL = 0.7;
const REST = 4; // looks after a fall before it rises: the call comes back slowly
const SHARE = 0.5; // of the newest look in what is believed

/**
 * @typedef {import("./call.js").Call} Call
 * @typedef {import("../lib/upload-source.js").Pace} Pace
 */

/**
 * The next rate.
 *
 * @param {number} rate_bps
 * @param {Call | null} now
 * @param {Call | null} before how it was when nothing was being sent; null: there is no call to spare
 * @returns {number}
 */
export function nextRate(rate_bps, now, before) {
  if (!before) return MOST_BPS;
  if (!now) return Math.min(rate_bps, FIRST_BPS); // the call is away: it needs room to come back
  const frames = now.frames_per_s / Math.max(1, Math.min(before.frames_per_s, now.source_per_s || before.frames_per_s));
  const slower_ms = now.rtt_ms - before.rtt_ms;
  const loss = now.loss - before.loss;
  // The browser's own word on what the way out bears for the call: with a third of what it sent it still shows every frame, smaller.
  const left = now.available_bps === null || before.sending_bps === 0 ? 1 : now.available_bps / before.sending_bps;
  // Frames that are missing while the way out is as it was are missing for another reason, and slower sending brings none back.
  const isOurs = slower_ms > 80 || loss > 0.03;
  if (slower_ms > 250 || loss > 0.08 || left < 0.28 || (frames < 0.85 && isOurs)) return Math.max(LEAST_BPS, rate_bps * FALL);
  if (frames > 0.85 && slower_ms < 120 && loss < 0.03 && left > 0.4) return Math.min(MOST_BPS, rate_bps * RISE);
  return rate_bps;
}

/**
 * The last looks as one: a single one says little.
 *
 * @param {Call | null} until
 * @param {Call | null} now
 * @returns {Call | null}
 */
function smooth(until, now) {
  if (!until || !now) return now;
  const mix = (/** @type {number} */ old, /** @type {number} */ one) => old + SHARE * (one - old);
  return {
    ...now,
    frames_per_s: mix(until.frames_per_s, now.frames_per_s),
    source_per_s: mix(until.source_per_s, now.source_per_s),
    rtt_ms: mix(until.rtt_ms, now.rtt_ms),
    loss: mix(until.loss, now.loss),
  };
}

/**
 * @param {Call | null} call
 * @returns {number} the rate to begin with
 */
export function firstRate(call) {
  if (!call) return MOST_BPS;
  if (call.available_bps === null) return FIRST_BPS;
  return Math.min(MOST_BPS, Math.max(FIRST_LEAST_BPS, (call.available_bps - call.sending_bps) * FIRST_SHARE));
}

/**
 * @param {object} options
 * @param {() => Promise<Call | null>} options.look
 * @param {() => number} [options.now_ms]
 * @param {(ms: number) => Promise<void>} [options.sleep]
 * @returns {Pace & {urgent: Pace, begin: () => Promise<void>, rate_bps: () => number, end: () => void}} begin: before something is sent; end:
 *   nothing is being sent any more; urgent: for what is small and waited for
 */
export function createPace({ look, now_ms = () => performance.now(), sleep = (ms) => new Promise((go) => setTimeout(go, ms)) }) {
  /** @type {Call | null} */
  let before = null;
  /** @type {Call | null} */
  let felt = null;
  let rate_bps = FIRST_BPS;
  let patience = 0; // looks until it may rise again
  let isUsed = false; // all of the rate since the last look: where the way is narrower than the rate, a higher one says nothing
  let tokens = 0; // bytes; below zero: owed
  let filled_ms = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let looking;

  /** @param {number} bps */
  const piece = (bps) => Math.round(Math.min(MOST_BYTES, Math.max(LEAST_BYTES, (bps / 8000) * PIECE_MS)));

  /** @param {number} bps */
  function fill(bps) {
    const at_ms = now_ms();
    tokens = Math.min(2 * piece(bps), tokens + ((at_ms - filled_ms) / 8000) * bps);
    filled_ms = at_ms;
  }

  /**
   * @param {number} bytes
   * @param {number} least_bps
   */
  async function next(bytes, least_bps) {
    for (;;) {
      const bps = Math.max(rate_bps, least_bps);
      fill(bps);
      const most = Math.min(bytes, piece(bps));
      if (tokens >= most) {
        tokens -= most;
        return most;
      }
      isUsed = true;
      await sleep(Math.max(5, ((most - tokens) * 8000) / bps));
    }
  }

  return {
    rate_bps: () => rate_bps,
    async begin() {
      if (looking !== undefined) return;
      looking = setInterval(async () => {
        felt = smooth(felt, await look().catch(() => null));
        before ??= felt; // the call came meanwhile
        fill(rate_bps);
        const following = nextRate(rate_bps, felt, before);
        patience = following < rate_bps ? REST : Math.max(0, patience - 1);
        if (following < rate_bps || (patience === 0 && isUsed)) rate_bps = following;
        isUsed = false;
      }, LOOK_MS);
      before = felt = await look().catch(() => null);
      rate_bps = firstRate(before);
      filled_ms = now_ms();
      tokens = piece(rate_bps);
    },
    next: (bytes) => next(bytes, 0),
    urgent: { next: (bytes) => next(bytes, URGENT_BPS) },
    end() {
      clearInterval(looking);
      looking = undefined;
    },
  };
}
