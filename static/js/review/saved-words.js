/** What a page says of its marks: saved, on their way, waiting for a connection, or refused. Pure. */

/** @typedef {import("./sync.js").State} State */

/**
 * @param {State} state
 * @param {number} unsent
 * @param {readonly {id: string, message: string}[]} refused
 * @returns {{words: string, isBad: boolean, mayRetry: boolean}}
 */
export function savedWords(state, unsent, refused) {
  const several = unsent === 1 ? "1 change is" : `${unsent} changes are`;
  const kept = unsent > 0 ? `: ${several} kept on this device and sent later` : "";
  if (state === "closed") return { words: `You are signed out${unsent > 0 ? `: ${several} kept on this device. Sign in and open the clip again` : ""}`, isBad: true, mayRetry: false };
  if (state === "offline") return { words: `No connection${kept}`, isBad: unsent > 0, mayRetry: unsent > 0 };
  if (refused.length > 0) {
    const many = refused.length === 1 ? "1 change was" : `${refused.length} changes were`;
    return { words: `${many} not taken and are still on this device. ${refused[0]?.message ?? ""}`, isBad: true, mayRetry: true };
  }
  if (state === "saved") return { words: "All saved", isBad: false, mayRetry: false };
  return { words: "Saving…", isBad: false, mayRetry: false };
}
