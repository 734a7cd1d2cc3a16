/** How loud the microphone is, for a meter. Touches no page. */

/**
 * @param {MediaStreamTrack} track
 * @param {(level: number) => void} tell 0 … 1, about twenty times a second
 * @returns {() => void}
 */
export function watchLevel(track, tell) {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    if (context.state === "suspended") void context.resume().catch(() => {});
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
    // -60 dB is silence to the meter, -10 dB is loud.
    tell(Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-12) + 60) / 50)));
  }, 50);
  return () => {
    clearInterval(timer);
    source.disconnect();
    void context.close();
  };
}
