/** The recordings of a draft as one sound, each exactly as long as it is heard, so that a draft is listened to as it will be. Touches no page. */

const RATE = 24_000;

/**
 * @param {{blob: Blob, keep_ms: number}[]} parts
 * @param {(bytes: ArrayBuffer) => Promise<Float32Array>} [decode] to samples of 24 kHz
 * @returns {Promise<Blob>} a WAV file
 */
export async function joined(parts, decode = decoded) {
  const lengths = parts.map(({ keep_ms }) => Math.round((keep_ms / 1000) * RATE));
  const samples = new Int16Array(lengths.reduce((sum, one) => sum + one, 0));
  let at = 0;
  for (const [n, { blob }] of parts.entries()) {
    const length = lengths[n] ?? 0;
    const from = await decode(await blob.arrayBuffer()).catch(() => new Float32Array());
    const many = Math.min(length, from.length);
    for (let one = 0; one < many; one += 1) samples[at + one] = Math.max(-1, Math.min(1, from[one] ?? 0)) * 32_767;
    at += length;
  }
  return new Blob([head(samples.byteLength), samples], { type: "audio/wav" });
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {Promise<Float32Array>}
 */
async function decoded(bytes) {
  const context = new OfflineAudioContext(1, 1, RATE);
  const buffer = await context.decodeAudioData(bytes);
  return buffer.getChannelData(0);
}

/** @param {number} size bytes of the samples */
function head(size) {
  const view = new DataView(new ArrayBuffer(44));
  const words = (/** @type {number} */ at, /** @type {string} */ text) => [...text].forEach((one, n) => view.setUint8(at + n, one.charCodeAt(0)));
  words(0, "RIFF");
  view.setUint32(4, 36 + size, true);
  words(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  words(36, "data");
  view.setUint32(40, size, true);
  return view.buffer;
}
