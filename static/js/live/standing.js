/** How things stand between the people, in words: what is lost, what still works, what to do. Pure. */

/**
 * @typedef {import("../lib/reconnect.js").Line} Line
 * @typedef {import("./connection.js").View} View
 */

export const PHONE_AFTER_MS = 20_000;

/**
 * @typedef {object} Other the person on the other side
 * @property {string} name
 * @property {boolean} online has a socket now
 * @property {View["phase"] | null} picture
 * @property {number | null} away_since_ms monotonic; since when their picture and sound are missing
 * @property {number | null} offline_since_ms since when their socket is
 */

/**
 * @typedef {object} Standing
 * @property {"good" | "warn" | "bad"} tone
 * @property {string} title
 * @property {string} count how long already: "7 s"
 * @property {string} detail what still works
 * @property {boolean} offersPhone the other's number and Call are to be shown
 */

/**
 * @param {object} facts
 * @param {Line} facts.line our socket
 * @param {Other | null} facts.other null: nobody is in yet
 * @param {boolean} facts.isTrainer
 * @param {boolean} facts.isByPhone
 * @param {{error: string, message: string} | null} [facts.refusal] why the relay does not take us
 * @param {number} facts.now_ms monotonic
 * @returns {Standing}
 */
export function standing({ line, other, isTrainer, isByPhone, refusal = null, now_ms }) {
  const seesOther = other?.picture === "up";
  if (line.phase !== "up") {
    const down_ms = now_ms - (line.down_since_ms ?? now_ms);
    const isLong = down_ms >= PHONE_AFTER_MS;
    return {
      tone: isLong ? "bad" : "warn",
      title: line.down_since_ms === null ? "Connecting" : "Reconnecting",
      count: line.down_since_ms === null ? "" : seconds(down_ms),
      detail: seesOther
        ? "Picture and sound go on. Timers go on."
        : isTrainer
          ? "Timers go on. What you press now may not arrive."
          : "The timer goes on. Keep moving.",
      offersPhone: isLong,
    };
  }
  if (isByPhone) {
    return {
      tone: "warn",
      title: "By phone",
      count: "",
      detail: isTrainer ? "Log and timers go on here." : "Your trainer carries on by phone.",
      offersPhone: true,
    };
  }
  if (refusal && !seesOther) {
    const isTriedAgain = refusal.error === "unavailable";
    return {
      tone: "warn",
      title: "No pictures and no sound for now",
      count: "",
      detail: `${refusal.message}${isTriedAgain ? " It is tried again by itself." : ""} Cues, timer and chat work.`,
      offersPhone: !isTriedAgain,
    };
  }
  const offline_ms = other && !other.online ? now_ms - (other.offline_since_ms ?? now_ms) : 0;
  if (other && seesOther && offline_ms >= PHONE_AFTER_MS) {
    return {
      tone: "warn",
      title: isTrainer ? `Cues do not reach ${other.name}` : `${other.name} lost the server`,
      count: seconds(offline_ms),
      detail: "Picture and sound go on.",
      offersPhone: true,
    };
  }
  if (other && !other.online && !seesOther) {
    const away_ms = Math.max(offline_ms, now_ms - (other.away_since_ms ?? now_ms));
    const isLong = away_ms >= PHONE_AFTER_MS;
    return {
      tone: isLong ? "bad" : "warn",
      title: `${other.name} lost the connection`,
      count: seconds(away_ms),
      detail: isTrainer ? "Their timer goes on. They come back by themselves." : "They come back by themselves. The timer goes on.",
      offersPhone: isLong,
    };
  }
  if (other && !seesOther && other.picture !== null && other.away_since_ms !== null) {
    const away_ms = now_ms - other.away_since_ms;
    const isLong = away_ms >= PHONE_AFTER_MS;
    if (away_ms > 1500) {
      return {
        tone: isLong ? "bad" : "warn",
        title: "Picture and sound are on their way",
        count: seconds(away_ms),
        detail: "Cues, timer and chat work.",
        offersPhone: isLong,
      };
    }
  }
  return { tone: "good", title: "Connected", count: "", detail: "", offersPhone: false };
}

/**
 * @param {number} ms
 * @returns {string}
 */
function seconds(ms) {
  return ms < 60_000 ? `${Math.max(0, Math.floor(ms / 1000))} s` : `${Math.floor(ms / 60_000)} min`;
}
