/** Waiting to be let in, put together. */

import { html, render } from "../../vendor/lit-html/lit-html.js";
import { closers, effect } from "../lib/state.js";
import { micAndCamera } from "../live/controls-view.js";
import { createPicture } from "../live/picture-view.js";
import { waitingView } from "../live/waiting-view.js";

/**
 * @param {import("../live/types.d.ts").Parts} parts
 * @returns {() => void}
 */
export function showWaiting({ root, config, live, devices, phone, leave }) {
  const open = closers();
  const picture = createPicture("Your picture");
  open.add(picture.close);
  open.add(
    effect(() => {
      const gear = devices.gear.value;
      picture.show(gear.preview);
      picture.mirror(gear.facing !== "environment");
      render(
        waitingView({
          isConnected: live.caller.value !== null && live.line.value.phase === "up",
          wasConnected: live.line.value.down_since_ms !== null,
          trainerHere: live.trainerHere.value,
          trainer: config.session.trainer_name,
          starts_at_ms: config.session.starts_at_ms,
          phone,
          picture: picture.element,
          controls: html`${micAndCamera(devices, gear)}`,
          leave,
        }),
        root,
      );
    }),
  );
  return open.close;
}
