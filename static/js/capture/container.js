/** Where a recording's beginning ends and where a part of it may begin: Matroska (WebM) and fragmented MP4, read just so far. Pure. */

const CLUSTER = [0x1f, 0x43, 0xb6, 0x75];
const CLUSTER_TIME = 0xe7; // the first thing in a cluster
const MOOF = [0x6d, 0x6f, 0x6f, 0x66];
const MFHD = [0x6d, 0x66, 0x68, 0x64]; // the first box in a moof

/**
 * The first place from `from` on where a part may begin: a cluster, or a movie fragment. In bytes from the beginning that is where the
 * header ends.
 *
 * @param {Uint8Array} bytes
 * @param {number} [from]
 * @returns {number | null} null: none in here
 */
export function nextPart(bytes, from = 0) {
  for (let at = from; at + 16 <= bytes.length; at += 1) {
    if (bytes[at] === CLUSTER[0] && has(bytes, at, CLUSTER) && bytes[at + 4 + widthOf(bytes[at + 4])] === CLUSTER_TIME) return at;
    if (bytes[at + 4] === MOOF[0] && has(bytes, at + 4, MOOF) && has(bytes, at + 12, MFHD)) return at;
  }
  return null;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {number[]} sign
 */
function has(bytes, at, sign) {
  return sign.every((byte, index) => bytes[at + index] === byte);
}

/** @param {number | undefined} first of a Matroska size: its leading zeros say how long it is */
function widthOf(first = 0) {
  return Math.clz32(first) - 23;
}
