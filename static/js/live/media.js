/** Asks the browser for a camera and a microphone, and says what its refusal means. Touches no page. */

/** @typedef {"refused" | "system" | "missing" | "in-use" | "insecure" | "unsupported" | "failed"} Trouble */

const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
const VOICE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/**
 * @param {{camera_id: string, facing: "user" | "environment" | ""}} choice
 * @returns {MediaTrackConstraints}
 */
export function pictureWish({ camera_id, facing }) {
  if (camera_id) return { ...PICTURE, deviceId: { exact: camera_id } };
  return facing ? { ...PICTURE, facingMode: { ideal: facing } } : PICTURE;
}

/**
 * @param {string} mic_id "" for any
 * @param {MediaTrackConstraints} [how] other than a voice wants it
 * @returns {MediaTrackConstraints}
 */
export function voiceWish(mic_id, how = VOICE) {
  return mic_id ? { ...how, deviceId: { exact: mic_id } } : how;
}

/**
 * @param {MediaStreamConstraints} wish
 * @returns {Promise<MediaStream>}
 */
export function getMedia(wish) {
  const media = globalThis.navigator?.mediaDevices;
  if (media?.getUserMedia) return media.getUserMedia(wish);
  const name = globalThis.isSecureContext === false ? "InsecureError" : "UnsupportedError";
  return Promise.reject(new DOMException("no media devices", name));
}

/**
 * What a browser's error means to the person.
 *
 * @param {unknown} problem
 * @returns {Trouble}
 */
export function trouble(problem) {
  const { name, message } = /** @type {any} */ (problem) ?? {};
  if (name === "NotAllowedError" && /system/i.test(message)) return "system";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "refused";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "in-use";
    case "InsecureError":
      return "insecure";
    case "UnsupportedError":
    case "TypeError":
      return "unsupported";
    default:
      return "failed";
  }
}
