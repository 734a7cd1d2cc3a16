/** How a step wants to be seen: from where, how far, how high, and with the phone upright or lying. Pure. */

/**
 * @typedef {object} Setup
 * @property {string} [view_words] "from the front"
 * @property {number} [distance_m]
 * @property {number} [camera_height_m]
 * @property {"upright" | "sideways"} [hold]
 */

/**
 * The set-up in a few words each, to be read while standing at the phone.
 *
 * @param {Setup} setup
 * @returns {string[]}
 */
export function setupWords({ view_words, distance_m, camera_height_m, hold }) {
  return [
    view_words ? `Filmed ${view_words}` : "",
    distance_m ? `${metres(distance_m)} away` : "",
    camera_height_m ? `camera ${metres(camera_height_m)} high` : "",
    hold === "sideways" ? "phone on its long side" : "",
  ].filter(Boolean);
}

/**
 * @param {Setup["hold"]} hold
 * @param {number} ratio width by height of the camera's picture
 * @returns {string} what to turn, "" when it is right
 */
export function holdProblem(hold, ratio) {
  if (hold === "sideways" && ratio < 1) return "Lay the phone on its long side: you fit in better.";
  return "";
}

/**
 * @param {number} length
 * @returns {string} "1 m", "2.5 m", "40 cm"
 */
function metres(length) {
  return length < 1 ? `${Math.round(length * 100)} cm` : `${length} m`;
}
