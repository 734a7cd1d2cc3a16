/** What the trainer decided about a client, in the words they read. Pure. */

/**
 * @typedef {object} Told
 * @property {string} key
 * @property {string} icon
 * @property {string} title
 * @property {string} detail
 */

/**
 * @param {import("./types.d.ts").Around | null} around
 * @param {string} trainer their name
 * @returns {Told[]} what matters most first
 */
export function wordsAround(around, trainer) {
  if (!around) return [];
  /** @type {Told[]} */
  const told = [];
  if (around.waits) {
    told.push({
      key: "waits",
      icon: "pause",
      title: around.is_elsewhere ? `${trainer} is with somebody else for a moment` : `${trainer} asks everybody to wait`,
      detail: `Nobody hears you meanwhile. ${trainer} still sees your picture.`,
    });
  }
  if (around.aside) told.push({ key: "aside", icon: "aside", title: "Only you two hear each other now", detail: "The others wait." });
  if (around.muted) {
    told.push({ key: "muted", icon: "mic-off", title: `${trainer} muted you`, detail: "Nobody hears you until that is taken back. Raise your hand to speak." });
  }
  if (around.spotlit && around.is_group) {
    told.push({ key: "spotlit", icon: "spotlight", title: "You are in the spotlight", detail: `${trainer} sees you large now.` });
  }
  return told;
}
