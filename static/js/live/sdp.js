/** What we write into a session description: a rate to begin with, and which sound is stereo. Pure. */

const START_KBIT = 1600;
const MUSIC_BIT_S = 128_000;
const STEREO = /;?(?:stereo|sprop-stereo|maxaveragebitrate)=\d+/g;
const CODECS = /^a=rtpmap:(\d+) (?:VP8|VP9|AV1|H264|H265)\//;

/**
 * A description as its receiver reads it: video begins at a rate that carries a whole picture. Chromium otherwise begins at 300 kbit/s, sends
 * a stamp of 320 × 180, and needs a quarter of a minute to dare more; it still slows down at once where the network asks for it. Other
 * browsers pass over the word.
 *
 * @param {string} sdp
 * @param {number} [kbit_s]
 * @returns {string}
 */
export function startWell(sdp, kbit_s = START_KBIT) {
  const lines = sdp.split("\r\n");
  const told = `x-google-start-bitrate=${kbit_s}`;
  const hasFormat = new Set(lines.map((line) => /^a=fmtp:(\d+) /.exec(line)?.[1]));
  const codecs = new Set(lines.map((line) => CODECS.exec(line)?.[1]).filter(Boolean));
  return lines
    .flatMap((line) => {
      const format = /^a=fmtp:(\d+) /.exec(line)?.[1];
      if (format && codecs.has(format)) return [`${line};${told}`];
      const codec = CODECS.exec(line)?.[1];
      return codec && !hasFormat.has(codec) ? [line, `a=fmtp:${codec} ${told}`] : [line];
    })
    .join("\r\n");
}

/**
 * A description in which Opus is stereo in some m-lines, and mono in the others. In the other side's description it says what we encode;
 * in our own, what we are ready to decode.
 *
 * @param {string} sdp
 * @param {(line: {index: number, mid: string}) => boolean} isStereo asked of each m-line
 * @returns {string}
 */
export function inStereo(sdp, isStereo) {
  const [session = "", ...sections] = sdp.split(/^(?=m=)/m);
  return session + sections.map((section, index) => (isStereo({ index, mid: midOf(section) }) ? withStereo(section) : withoutStereo(section))).join("");
}

/** @param {string} section */
const midOf = (section) => /^a=mid:(\S+)/m.exec(section)?.[1] ?? "";

/** @param {string} section */
const opusOf = (section) => /^a=rtpmap:(\d+) opus\//m.exec(section)?.[1];

/** @param {string} section */
function withoutStereo(section) {
  const opus = opusOf(section);
  if (!opus) return section;
  return section.replace(new RegExp(`^(a=fmtp:${opus} )(.*?)(\\r?\\n)`, "m"), (_, head, parameters, end) => {
    const rest = parameters.replace(STEREO, "").replace(/^;/, "");
    return rest ? head + rest + end : "";
  });
}

/** @param {string} section */
function withStereo(section) {
  const opus = opusOf(section);
  if (!opus) return section;
  const plain = withoutStereo(section);
  const told = `stereo=1;sprop-stereo=1;maxaveragebitrate=${MUSIC_BIT_S}`;
  const format = new RegExp(`^(a=fmtp:${opus} .*?)(\r?)$`, "m");
  if (format.test(plain)) return plain.replace(format, `$1;${told}$2`);
  return plain.replace(new RegExp(`^(a=rtpmap:${opus} opus/.*?)(\r?\n)`, "m"), `$1$2a=fmtp:${opus} ${told}$2`);
}
