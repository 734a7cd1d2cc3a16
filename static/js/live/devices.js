/** This device's camera, microphone and screen: which, whether on, and what to say when they are not to be had. Touches no page. */

import { closers, listen, signal } from "../lib/state.js";
import { getMedia, pictureWish, trouble, voiceWish } from "./media.js";
import { musicWish } from "./music-mode.js";
import { createSharing } from "./sharing.js";

/**
 * @typedef {import("../lib/storage.js").Shelf} Shelf
 * @typedef {import("./lanes.js").Lane} Lane
 * @typedef {import("./media.js").Trouble} Trouble
 * @typedef {{id: string, label: string}} Choice
 */

/**
 * @typedef {object} Gear
 * @property {boolean} mic on: somebody hears us
 * @property {boolean} camera on: somebody sees us
 * @property {boolean} screen shared
 * @property {import("./sharing.js").Music | null} music shared as a sound of its own
 * @property {boolean} lets_music_through the microphone is in music mode
 * @property {MediaTrackSettings | null} mic_settings what the browser says that it does to our voice; null without one
 * @property {string} mic_id
 * @property {string} camera_id
 * @property {"user" | "environment" | ""} facing of a phone's camera
 * @property {Choice[]} mics
 * @property {Choice[]} cameras
 * @property {Trouble | null} mic_trouble
 * @property {Trouble | null} camera_trouble
 * @property {boolean} busy a device is being opened
 * @property {MediaStream | null} preview our own picture
 */

/**
 * @typedef {object} Devices
 * @property {import("../lib/state.js").Signal<Gear>} gear
 * @property {(lane: Lane) => MediaStreamTrack | null} track
 * @property {(wish: {mic: boolean, camera: boolean}) => Promise<void>} start
 * @property {(on: boolean) => Promise<void>} setMic
 * @property {(on: boolean) => Promise<void>} setCamera
 * @property {(id: string) => Promise<void>} chooseMic
 * @property {(id: string) => Promise<void>} chooseCamera
 * @property {() => Promise<void>} flip the other camera of a phone
 * @property {(on: boolean) => Promise<void>} setMusicMode what was asked of the microphone, for a voice or for music
 * @property {(lane: Lane) => boolean} isMusic a sound that is sent in stereo, as it is
 * @property {import("./sharing.js").Sharing["share"]} share
 * @property {import("./sharing.js").Sharing["unshare"]} unshare
 * @property {import("./sharing.js").Sharing["shareTab"]} shareTab
 * @property {import("./sharing.js").Sharing["shareFile"]} shareFile
 * @property {import("./sharing.js").Sharing["pauseMusic"]} pauseMusic
 * @property {import("./sharing.js").Sharing["stopMusic"]} stopMusic
 * @property {() => void} rememberSwitches whether camera and microphone were on at the door; what is switched later is for today only
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {Shelf} options.memory
 * @param {(lane: Lane) => void} options.changed a lane has another track now
 * @param {"user" | "environment"} [options.facing] first choice where nothing is remembered
 * @param {boolean} [options.hasMic] false for a silent second camera
 * @returns {Devices}
 */
export function openDevices({ memory, changed, facing = "user", hasMic = true }) {
  /** @type {Partial<Record<Lane, MediaStreamTrack>>} */
  const tracks = {};
  const open = closers();
  const remembered = memory.get("devices") ?? {};
  const gear = signal(
    /** @type {Gear} */ ({
      mic: false,
      camera: false,
      screen: false,
      music: null,
      lets_music_through: false,
      mic_settings: null,
      mic_id: remembered.mic_id ?? "",
      camera_id: remembered.camera_id ?? "",
      facing: remembered.camera_id ? "" : facing,
      mics: [],
      cameras: [],
      mic_trouble: null,
      camera_trouble: null,
      busy: false,
      preview: null,
    }),
  );
  const media = globalThis.navigator?.mediaDevices;

  /** @param {Partial<Gear>} change */
  const set = (change) => {
    gear.value = { ...gear.value, ...change };
  };

  /**
   * @param {Lane} lane
   * @param {MediaStreamTrack | null} track
   */
  function lay(lane, track) {
    const old = tracks[lane];
    if (old === (track ?? undefined)) return;
    if (track) {
      tracks[lane] = track;
      track.onended = () => lost(lane, track);
    } else {
      delete tracks[lane];
    }
    changed(lane);
    if (old) {
      old.onended = null;
      old.stop();
    }
    if (lane === "camera") set({ preview: track ? new MediaStream([track]) : null });
    if (lane === "voice") set({ mic_settings: track?.getSettings() ?? null });
  }

  const sharing = createSharing({ lay, set, get: () => gear.value });

  /**
   * As the microphone's own capabilities allow; before there is one, nobody knows them.
   *
   * @param {string} mic_id
   */
  const voice = (mic_id) => voiceWish(mic_id, gear.value.lets_music_through ? musicWish(tracks.voice?.getCapabilities?.() ?? null) : undefined);

  /**
   * The browser took a track away: the device was unplugged, or the person pressed the browser's own stop.
   *
   * @param {Lane} lane
   * @param {MediaStreamTrack} track
   */
  function lost(lane, track) {
    if (tracks[lane] !== track) return;
    lay(lane, null);
    if (lane === "camera") set({ camera: false, camera_trouble: "missing" });
    if (lane === "voice") set({ mic: false, mic_trouble: "missing" });
    sharing.lost(lane);
  }

  async function list() {
    const all = (await media?.enumerateDevices?.().catch(() => [])) ?? [];
    /** @param {MediaDeviceKind} kind */
    const of = (kind) =>
      all
        .filter((one) => one.kind === kind && one.deviceId !== "")
        .map((one, at) => ({ id: one.deviceId, label: one.label || `${kind === "videoinput" ? "Camera" : "Microphone"} ${at + 1}` }));
    set({ mics: of("audioinput"), cameras: of("videoinput") });
  }

  /**
   * @param {"voice" | "camera"} lane
   * @returns {Promise<Trouble | null>}
   */
  async function fetch(lane) {
    try {
      const wish = lane === "camera" ? { video: pictureWish(gear.value) } : { audio: voice(gear.value.mic_id) };
      take(await getMedia(wish));
      return null;
    } catch (problem) {
      if (/** @type {any} */ (problem)?.name !== "OverconstrainedError") return trouble(problem);
    }
    // The remembered device is not there today: any other will do.
    set(lane === "camera" ? { camera_id: "", facing } : { mic_id: "" });
    try {
      take(await getMedia(lane === "camera" ? { video: pictureWish(gear.value) } : { audio: voice("") }));
      return null;
    } catch (problem) {
      return trouble(problem);
    }
  }

  /** @param {MediaStream} stream */
  function take(stream) {
    const [sound] = stream.getAudioTracks();
    const [picture] = stream.getVideoTracks();
    if (sound) {
      sound.contentHint = gear.value.lets_music_through ? "music" : "speech";
      lay("voice", sound);
      set({ mic: true, mic_trouble: null, mic_id: sound.getSettings().deviceId ?? "" });
    }
    if (picture) {
      picture.contentHint = "motion";
      lay("camera", picture);
      const settings = picture.getSettings();
      const side = settings.facingMode === "environment" || settings.facingMode === "user" ? settings.facingMode : "";
      set({ camera: true, camera_trouble: null, camera_id: settings.deviceId ?? "", facing: side });
    }
  }

  /** @param {Record<string, unknown>} [more] */
  function remember(more) {
    const { mic_id, camera_id } = gear.value;
    memory.set("devices", { ...memory.get("devices"), mic_id, camera_id, ...more });
  }

  /** @param {() => Promise<void>} step */
  async function busily(step) {
    set({ busy: true });
    try {
      await step();
    } finally {
      set({ busy: false });
    }
    await list();
  }

  /** Another microphone, or the same one asked for otherwise; one that was off stays so. */
  async function another() {
    const wasOn = gear.value.mic;
    set({ mic_trouble: await fetch("voice") });
    if (wasOn || !tracks.voice) return;
    tracks.voice.enabled = false;
    set({ mic: false });
  }

  if (media) open.add(listen(media, "devicechange", () => void list()));

  return {
    gear,
    track: (lane) => tracks[lane] ?? null,
    start: (wish) =>
      busily(async () => {
        const wants = { mic: wish.mic && hasMic, camera: wish.camera };
        if (wants.mic && wants.camera) {
          try {
            take(await getMedia({ audio: voice(gear.value.mic_id), video: pictureWish(gear.value) })); // one question to the person, not two
            return;
          } catch (problem) {
            const why = trouble(problem);
            if (why === "refused" || why === "system" || why === "insecure" || why === "unsupported") {
              set({ mic_trouble: why, camera_trouble: why });
              return;
            }
          }
        }
        if (wants.mic) set({ mic_trouble: await fetch("voice") });
        if (wants.camera) set({ camera_trouble: await fetch("camera") });
      }),
    async setMic(on) {
      const mine = tracks.voice;
      if (on && !mine) return busily(async () => set({ mic_trouble: await fetch("voice") }));
      if (mine) mine.enabled = on;
      set({ mic: on && Boolean(mine) });
    },
    async setCamera(on) {
      if (on) await busily(async () => set({ camera_trouble: await fetch("camera") }));
      else lay("camera", null); // stopped, so that its light goes off
      set({ camera: Boolean(tracks.camera) });
    },
    chooseMic: (id) =>
      busily(async () => {
        set({ mic_id: id });
        await another();
        remember();
      }),
    chooseCamera: (id) =>
      busily(async () => {
        lay("camera", null); // Many phones cannot open two cameras at once.
        set({ camera_id: id, facing: "" });
        set({ camera_trouble: await fetch("camera") });
        remember();
      }),
    flip: () =>
      busily(async () => {
        const { facing: side, cameras, camera_id } = gear.value;
        lay("camera", null);
        const other = cameras[(cameras.findIndex(({ id }) => id === camera_id) + 1) % Math.max(1, cameras.length)];
        if (side) set({ camera_id: "", facing: side === "user" ? "environment" : "user" });
        else if (other) set({ camera_id: other.id });
        set({ camera_trouble: await fetch("camera") });
        remember();
      }),
    async setMusicMode(on) {
      if (gear.value.lets_music_through === on) return;
      set({ lets_music_through: on });
      if (!tracks.voice) return; // the next one is asked for so
      await busily(another);
    },
    isMusic: (lane) => lane === "screen-sound" || (lane === "voice" && gear.value.lets_music_through),
    share: sharing.share,
    unshare: sharing.unshare,
    shareTab: sharing.shareTab,
    shareFile: sharing.shareFile,
    pauseMusic: sharing.pauseMusic,
    stopMusic: sharing.stopMusic,
    rememberSwitches() {
      const { mic, camera, mic_trouble, camera_trouble } = gear.value;
      remember({ mic_off: !mic && !mic_trouble, camera_off: !camera && !camera_trouble });
    },
    close() {
      open.close();
      sharing.close();
      for (const lane of /** @type {Lane[]} */ (Object.keys(tracks))) {
        const track = tracks[lane];
        if (track) track.onended = null;
        track?.stop();
        delete tracks[lane];
      }
    },
  };
}
