/** The door, put together: preview, meter, network check and the form, until somebody joins. */

import { render } from "../../vendor/lit-html/lit-html.js";
import { preload } from "../lib/preload.js";
import { closers, effect, signal } from "../lib/state.js";
import { doorView } from "../live/door-view.js";
import { watchLevel } from "../live/level.js";
import { measure, verdict } from "../live/network-check.js";
import { createPicture } from "../live/picture-view.js";
import { browserOf } from "../live/trouble.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {import("../live/types.d.ts").PageConfig} options.config
 * @param {import("../live/door.js").Door} options.door
 * @param {import("../live/agreements.js").Agreements} options.agreements
 * @param {import("../live/devices.js").Devices} options.devices
 * @param {import("../lib/storage.js").Shelf} options.memory
 * @param {() => void} options.join
 * @param {boolean} options.isQuick join as soon as the devices are there: it was tapped already
 * @returns {() => void} takes it away; the devices stay open
 */
export function showDoor({ root, config, door, agreements, devices, memory, join, isQuick }) {
  const open = closers();
  const pose = signal(/** @type {import("../live/framing-view.js").Pose | null} */ (null));
  const network = signal(/** @type {import("../live/network-check.js").Verdict | null} */ (null));
  const picture = createPicture("Your picture");
  const meter = document.createElement("span");
  meter.className = "meter";
  meter.setAttribute("aria-hidden", "true");
  meter.append(document.createElement("span"));
  const gone = new AbortController();
  const browser = browserOf(navigator.userAgent, navigator.maxTouchPoints);
  const kept = memory.get("devices") ?? {};

  const begin = async () => {
    await devices.start({ mic: true, camera: kept.camera_off !== true });
    if (kept.mic_off === true) await devices.setMic(false);
    if (isQuick && !gone.signal.aborted) join();
  };
  void begin();
  void measure({ url: config.network_check, ice: config.ice, signal: gone.signal }).then((found) => {
    if (gone.signal.aborted) return;
    network.value = verdict(found);
    preload("later"); // what is inside; not while the line is measured
  });
  open.add(() => gone.abort());
  open.add(picture.close);

  const voice = signal(/** @type {MediaStreamTrack | null} */ (null));
  open.add(effect(() => void (devices.gear.value, (voice.value = devices.track("voice")))));
  open.add(
    effect(() => {
      const track = voice.value;
      if (!track) return;
      return watchLevel(track, (level) => meter.style.setProperty("--level", String(track.enabled ? level : 0)));
    }),
  );

  open.add(
    effect(() => {
      const gear = devices.gear.value;
      picture.show(gear.preview);
      picture.mirror(gear.facing !== "environment");
      render(
        doorView(
          { config, door: door.state.value, agreements, gear, pose: pose.value, network: network.value, browser, picture: picture.element, meter },
          {
            join,
            toggleMic: () => void devices.setMic(!gear.mic),
            toggleCamera: () => void devices.setCamera(!gear.camera),
            flip: () => void devices.flip(),
            chooseMic: (id) => void devices.chooseMic(id),
            chooseCamera: (id) => void devices.chooseCamera(id),
            retry: () => void devices.start({ mic: true, camera: true }),
            pose: (next) => {
              pose.value = next;
            },
            set: door.set,
          },
        ),
        root,
      );
    }),
  );
  return open.close;
}
