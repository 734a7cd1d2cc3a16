/** What this device shares beside its camera and its voice: its screen, and music as a sound of its own. Touches no page. */

/**
 * @typedef {import("./lanes.js").Lane} Lane
 * @typedef {{kind: "tab" | "file", name: string, isPaused: boolean}} Music what is shared
 */

/**
 * @typedef {object} Sharing
 * @property {() => Promise<void>} share the screen, with its sound where the person gives it and no music is shared
 * @property {() => void} unshare
 * @property {() => Promise<boolean>} shareTab the sound of another tab; false: the person gave none
 * @property {(file: File) => Promise<boolean>} shareFile plays it here and there; false: the browser cannot play it
 * @property {() => void} pauseMusic or goes on
 * @property {() => void} stopMusic
 * @property {(lane: Lane) => void} lost the browser took one of our tracks away
 * @property {() => void} close
 */

const SCREEN = { video: { frameRate: { ideal: 15, max: 30 } }, audio: true };
/** The tab goes on sounding here, and nothing that is meant for voices touches it. */
const TAB = {
  video: true,
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, suppressLocalAudioPlayback: false },
  systemAudio: "include",
  preferCurrentTab: false,
};

/**
 * @param {object} options
 * @param {(lane: Lane, track: MediaStreamTrack | null) => void} options.lay
 * @param {(change: {screen?: boolean, music?: Music | null}) => void} options.set
 * @param {() => {screen: boolean, music: Music | null}} options.get
 * @param {MediaDevices | undefined} [options.media]
 * @returns {Sharing}
 */
export function createSharing({ lay, set, get, media = globalThis.navigator?.mediaDevices }) {
  /** @type {(() => void) | null} */
  let closeMusic = null;
  /** @type {HTMLAudioElement | null} */
  let player = null;

  /** @param {MediaStreamConstraints} wish */
  const display = (wish) => media?.getDisplayMedia?.(/** @type {any} */ (wish)).catch(() => null) ?? null; // a no is no fault

  function unshare() {
    lay("screen", null);
    if (!get().music) lay("screen-sound", null);
    set({ screen: false });
  }

  function stopMusic() {
    if (!get().music) return;
    const close = closeMusic;
    closeMusic = player = null;
    lay("screen-sound", null);
    set({ music: null });
    close?.();
  }

  /**
   * @param {MediaStreamTrack} track
   * @param {Music} music
   * @param {() => void} close
   */
  function begin(track, music, close) {
    track.contentHint = "music";
    const before = closeMusic;
    closeMusic = close;
    set({ music });
    lay("screen-sound", track);
    before?.();
  }

  return {
    async share() {
      const stream = await display(SCREEN);
      const [picture] = stream?.getVideoTracks() ?? [];
      const [sound] = stream?.getAudioTracks() ?? [];
      if (!picture) return; // changed their mind
      picture.contentHint = "detail";
      lay("screen", picture);
      if (sound && !get().music) lay("screen-sound", sound);
      else sound?.stop();
      set({ screen: true });
    },
    unshare,
    async shareTab() {
      const stream = await display(/** @type {any} */ (TAB));
      const [sound] = stream?.getAudioTracks() ?? [];
      for (const picture of stream?.getVideoTracks() ?? []) picture.stop(); // only the sound is wanted
      if (!sound) return false;
      player = null;
      begin(sound, { kind: "tab", name: "A tab's sound", isPaused: false }, () => sound.stop());
      return true;
    },
    async shareFile(file) {
      const element = new Audio(URL.createObjectURL(file));
      element.loop = true;
      const context = new AudioContext();
      const close = () => {
        element.pause();
        URL.revokeObjectURL(element.src);
        element.removeAttribute("src");
        void context.close();
      };
      const out = context.createMediaStreamDestination();
      const source = context.createMediaElementSource(element);
      source.connect(out);
      source.connect(context.destination); // whoever plays it hears it too
      try {
        await Promise.all([context.resume(), element.play()]);
      } catch {
        close();
        return false;
      }
      const [track] = out.stream.getAudioTracks();
      if (!track) return false;
      player = element;
      begin(track, { kind: "file", name: file.name, isPaused: false }, close);
      return true;
    },
    pauseMusic() {
      const { music } = get();
      if (!player || !music) return;
      if (player.paused) void player.play();
      else player.pause();
      set({ music: { ...music, isPaused: player.paused } });
    },
    stopMusic,
    lost(lane) {
      if (lane === "screen") unshare();
      if (lane === "screen-sound") stopMusic();
    },
    close() {
      closeMusic?.();
      closeMusic = player = null;
    },
  };
}
