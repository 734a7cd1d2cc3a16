/**
 * In the page of a clip: performs a script with a video, notes it, plays it again, and says what was shown when, both times.
 *
 * `perform(page)` is given the page's modules and its video; it returns for the performance and each replay the moments at which a frame
 * appeared: [[t_ms, frame number], …], t_ms of the sound's clock.
 */

export const SCRIPT = [
  [300, "play"], [1500, "pause"], [1900, "seek", 2000], [2300, "seek", 5200], [2800, "rate", 0.5], [2900, "play"], [4600, "pause"],
  [4800, "step", 1], [4950, "step", 1], [5100, "step", -1], [5400, "rate", 1], [5500, "play"], [6300, "seek", 1000], [7600, "pause"],
  [7900, "seek", 8000], [8100, "rate", 2], [8200, "play"], [8900, "pause"],
]; // prettier-ignore
export const LENGTH_MS = 9600;
const MARKS = [1000, 2500, 4000, 6000, 7000, 8500];

/**
 * @param {string} base where the page's modules lie
 * @param {string} files where the clip's files lie
 */
export async function measure(base, files) {
  const [{ player: makePlayer }, { frames }, { watchPerformance }, { openReplay }, { joined }, { signal }] = await Promise.all(
    ["clips/player.js", "clips/frames.js", "review/voice-watch.js", "review/voice-player.js", "review/voice-join.js", "lib/state.js"].map((name) => import(`${base}/${name}`)),
  );
  const index = frames(await (await fetch(`${files}/frames.json`)).json());
  const old = document.querySelector("#video");
  const video = document.createElement("video");
  video.src = old.src.split("#")[0];
  video.muted = true;
  video.playsInline = true;
  document.body.prepend(video);
  await new Promise((go) => (video.onloadeddata = go));
  const player = makePlayer(video, { startMs: 0, durationMs: index.count * 33.4 });
  player.know(index);
  player.seek(0);
  await sleep(400);

  const wav = URL.createObjectURL(await joined([{ blob: new Blob(), keep_ms: LENGTH_MS }], async () => new Float32Array()));
  const truth = [];
  const marks = { all: signal(new Map()) };
  const events = [];
  const began = performance.now();
  const time = (at) => at - began;
  const seen = see(video, index, truth);
  const noted = watchPerformance({ film: { video, player, start_ms: 0 }, view: player.view, marks, before: [], time, emit: (event) => events.push(event) });
  const naive = [];
  const drawn = [];
  for (const one of [...SCRIPT, ...MARKS.map((at) => [at, "mark"])].sort((a, b) => a[0] - b[0])) {
    await until(() => performance.now() - began >= one[0]);
    const [, deed, what] = one;
    if (deed === "play") player.toggle();
    else if (deed === "pause") player.pause();
    else if (deed === "seek") player.seek(what);
    else if (deed === "rate") player.setRate(what);
    else if (deed === "step") player.step(what);
    else {
      const id = String(one[0]).padStart(24, "0");
      drawn.push([time(performance.now()), id]);
      marks.all.value = new Map([...marks.all.peek(), [id, { id, kind: "shape", body: { tool: "line", layer: "" } }]]);
    }
    // What a recorder writes down that looks at the buttons alone.
    if (deed !== "mark") naive.push([time(performance.now()), deed, deed === "step" ? video.currentTime * 1000 : (what ?? video.currentTime * 1000)]);
  }
  await until(() => performance.now() - began >= LENGTH_MS);
  player.pause();
  noted.close();
  seen();

  const ours = await replayed(async (sound) => {
    const replay = openReplay({ film: { video, player, start_ms: 0 }, sound, events, duration_ms: LENGTH_MS });
    const marksSeen = [];
    const look = setInterval(() => {
      for (const id of replay.moment.peek().marks.keys()) if (!marksSeen.some((one) => one[1] === id)) marksSeen.push([performance.now(), id]);
    }, 4);
    await replay.play();
    await new Promise((go) => (sound.onended = go));
    clearInterval(look);
    replay.close();
    return marksSeen;
  });
  player.setRate(1);
  const peer = await replayed(async (sound) => {
    player.letGo(); // or it would see to its own last frame
    await sound.play();
    let next = 0;
    await new Promise((go) => {
      const step = () => {
        for (; next < naive.length && naive[next][0] <= sound.currentTime * 1000; next += 1) {
          const [, deed, what] = naive[next];
          if (deed === "play") void video.play();
          else if (deed === "pause") {
            video.pause();
            video.currentTime = what / 1000;
          } else if (deed === "rate") video.playbackRate = what;
          else video.currentTime = what / 1000;
        }
        if (sound.ended) go(undefined);
        else requestAnimationFrame(step);
      };
      step();
    });
    video.pause();
    return [];
  });
  return { truth: truth.map(([at, frame]) => [time(at), frame]), drawn, ours: ours.shown, marks: ours.more, peer: peer.shown, events: events.length };

  /** One replay from the beginning, with what was shown when by the sound's own clock. */
  async function replayed(run) {
    player.seek(0);
    await sleep(400);
    const sound = new Audio(wav);
    sound.preload = "auto";
    await new Promise((go) => (sound.oncanplaythrough = go));
    const shown = [];
    const clock = soundClock(sound);
    const stop = see(video, index, shown);
    const more = await run(sound);
    stop();
    clock.close();
    return { shown: shown.map(([at, frame]) => [clock.time(at), frame]), more: more.map(([at, id]) => [clock.time(at), id]) };
  }
}

/** The sound's clock as a straight line through what it said: t = at - offset. */
function soundClock(sound) {
  const offsets = [];
  let last = -1;
  const timer = setInterval(() => {
    if (sound.paused || sound.currentTime === last) return;
    last = sound.currentTime;
    offsets.push(performance.now() - last * 1000);
  }, 5);
  const offset = () => offsets.toSorted((a, b) => a - b)[Math.floor(offsets.length / 2)] ?? performance.now();
  return { time: (at) => at - offset(), close: () => clearInterval(timer) };
}

/** Notes which frame appears when, by the monotonic clock. */
function see(video, index, into) {
  let isOn = true;
  const again = (called, { mediaTime, expectedDisplayTime }) => {
    if (!isOn) return;
    into.push([Math.max(called, Math.min(expectedDisplayTime ?? called, called + 34)), index.at(mediaTime + 1e-4)]);
    video.requestVideoFrameCallback(again);
  };
  video.requestVideoFrameCallback(again);
  return () => (isOn = false);
}

const sleep = (ms) => new Promise((go) => setTimeout(go, ms));
async function until(isSo) {
  while (!isSo()) await new Promise((go) => setTimeout(go, 2));
}
