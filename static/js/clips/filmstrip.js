/** The tiles of a clip's filmstrip: which part of one picture shows which moment. */

/**
 * @typedef {object} Tile
 * @property {number} start seconds
 * @property {number} end seconds
 * @property {string} picture the picture's name, beside the list
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 */

const STAMP = /^(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})$/;
const PLACE = /^([\w.-]+)#xywh=(\d+),(\d+),(\d+),(\d+)$/;

/**
 * Reads the WebVTT list; a cue that is no tile is left out.
 *
 * @param {string} text
 * @returns {Tile[]}
 */
export function tiles(text) {
  /** @type {Tile[]} */
  const found = [];
  for (const block of text.replace(/\r\n?/g, "\n").split(/\n{2,}/)) {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => line.includes("-->"));
    if (at < 0) continue;
    const [from, to] = (lines[at] ?? "").split("-->").map((stamp) => seconds(stamp.trim().split(/\s/)[0] ?? ""));
    const place = PLACE.exec((lines[at + 1] ?? "").trim());
    if (from === undefined || to === undefined || Number.isNaN(from + to) || !place) continue;
    const [x, y, width, height] = place.slice(2).map(Number);
    found.push({
      start: from,
      end: to,
      picture: place[1] ?? "",
      x: x ?? 0,
      y: y ?? 0,
      width: width ?? 0,
      height: height ?? 0,
    });
  }
  return found.filter((tile) => tile.width > 0 && tile.height > 0);
}

/**
 * The tile of a moment; of the last one when it lies behind the end.
 *
 * @param {Tile[]} all
 * @param {number} at seconds
 * @returns {Tile | null}
 */
export function tileAt(all, at) {
  return all.find((tile) => at < tile.end) ?? all.at(-1) ?? null;
}

/** @param {string} stamp */
function seconds(stamp) {
  const found = STAMP.exec(stamp);
  if (!found) return NaN;
  return Number(found[1] ?? 0) * 3600 + Number(found[2]) * 60 + Number(found[3]) + Number(found[4]) / 1000;
}
