/** Music mode: what to ask of a microphone so that it lets music through, and what the browser says it does. Pure. */

/** @typedef {{name: string, value: string}} Row */

/** What a newer browser knows: only what the others send is taken out of a microphone, not what this device plays. */
export const REMOTE_ONLY = "remote-only";

/**
 * Echo cancellation as music bears it. A browser that does not know `remote-only` would read the word as a plain yes, so
 * it is asked for only where the microphone's own capabilities name it.
 *
 * @param {MediaTrackCapabilities | null} capabilities of a microphone; null: not known
 * @returns {"remote-only" | false}
 */
export function echoWish(capabilities) {
  const known = /** @type {unknown[]} */ (capabilities?.echoCancellation ?? []);
  return Array.isArray(known) && known.includes(REMOTE_ONLY) ? REMOTE_ONLY : false;
}

/**
 * @param {MediaTrackCapabilities | null} capabilities
 * @returns {MediaTrackConstraints}
 */
export function musicWish(capabilities) {
  const echoCancellation = echoWish(capabilities);
  // Chromium 156 takes the echo out of one channel only: asked for two as well, it leaves all of it in.
  const channels = echoCancellation === false ? { channelCount: { ideal: 2 } } : {};
  const wish = { echoCancellation, noiseSuppression: false, autoGainControl: false, ...channels };
  return /** @type {MediaTrackConstraints} */ (/** @type {unknown} */ (wish)); // TypeScript's list of constraints is older
}

/**
 * What a microphone really does, which may be something else than what was asked for.
 *
 * @param {MediaTrackSettings} settings
 * @returns {Row[]} only what the browser tells
 */
export function rowsOf(settings) {
  const { echoCancellation, noiseSuppression, autoGainControl, channelCount, sampleRate } = settings;
  /** @type {(Row | null)[]} */
  const rows = [
    echoCancellation === undefined ? null : { name: "Echo cancellation", value: echoWords(echoCancellation) },
    noiseSuppression === undefined ? null : { name: "Noise suppression", value: noiseSuppression ? "On" : "Off" },
    autoGainControl === undefined ? null : { name: "Automatic gain", value: autoGainControl ? "On" : "Off" },
    channelCount === undefined ? null : { name: "Channels", value: channelCount === 1 ? "1 (mono)" : channelCount === 2 ? "2 (stereo)" : String(channelCount) },
    sampleRate === undefined ? null : { name: "Sample rate", value: `${sampleRate / 1000} kHz` },
  ];
  return rows.filter((row) => row !== null);
}

/**
 * @param {MediaTrackSettings} settings
 * @returns {boolean} nothing keeps the others from hearing themselves, but headphones
 */
export function needsHeadphones({ echoCancellation }) {
  return echoCancellation === false;
}

/** @param {unknown} echo */
function echoWords(echo) {
  if (echo === REMOTE_ONLY) return "Only of the call's own sound";
  return echo === false ? "Off" : "On";
}
