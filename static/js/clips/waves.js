/** A clip's sound as bars: the loudest of what falls under each. */

/**
 * @param {{rate: number, peaks: number[]}} waveform waveform.json
 * @param {number} from seconds
 * @param {number} to seconds
 * @param {number} count how many bars
 * @returns {number[]} 0..1 each; empty when there is nothing to show
 */
export function bars(waveform, from, to, count) {
  const { rate, peaks } = waveform;
  if (!Array.isArray(peaks) || peaks.length === 0 || !(rate > 0) || to <= from || count < 1) return [];
  const each = ((to - from) * rate) / count;
  return Array.from({ length: count }, (_, bar) => {
    const first = Math.floor(from * rate + bar * each);
    const after = Math.max(first + 1, Math.floor(from * rate + (bar + 1) * each));
    let loudest = 0;
    for (const peak of peaks.slice(first, after)) loudest = Math.max(loudest, peak);
    return Math.min(1, loudest);
  });
}
