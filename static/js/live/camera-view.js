/** A second camera's own page: its picture, whether it is seen, and nothing to press but what it needs. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { closers, effect } from "../lib/state.js";
import { big } from "./icon-view.js";
import { createPicture } from "./picture-view.js";
import { recSign } from "./rec-view.js";

/**
 * @param {import("./types.d.ts").Parts} parts
 * @returns {() => void}
 */
export function showCameraRoom({ root, live, devices, leave }) {
  const open = closers();
  const picture = createPicture("The picture of this camera");
  open.add(picture.close);
  open.add(
    effect(() => {
      const gear = devices.gear.value;
      picture.show(gear.preview);
      picture.mirror(gear.facing === "user");
      const isSeen = Object.values(live.views.value).some((view) => view.phase === "up");
      const line = live.line.value;
      // Whoever put this device up should see what it does, as on the first one.
      const seen = live.keeping.value.buffer?.on ? "This picture is seen, and its last seconds can be kept" : "This picture is seen";
      const words = line.phase !== "up" && !isSeen ? "Reconnecting" : !gear.camera ? "Camera off" : isSeen ? seen : "The picture is on its way";
      render(
        html`<div class="camera-page">
          <h1 class="unseen" tabindex="-1">Second camera</h1>
          <div class="tile">${picture.element}</div>
          ${recSign(live, null)}
          <p class="badge ${isSeen && gear.camera ? "good" : "warn"}" role="status" id="camera-state">${words}</p>
          <nav class="controls" aria-label="Controls">
            ${big({ icon: gear.camera ? "video" : "video-off", label: gear.camera ? "Camera" : "Camera off", press: () => void devices.setCamera(!gear.camera), pressed: gear.camera, id: "camera", disabled: gear.busy })}
            ${gear.cameras.length > 1 || gear.facing ? big({ icon: "camera-switch", label: "Turn", press: () => void devices.flip(), id: "flip", disabled: gear.busy }) : nothing}
            ${big({ icon: "leave", label: "Leave", press: leave, kind: "danger", id: "leave" })}
          </nav>
        </div>`,
        root,
      );
    }),
  );
  return open.close;
}
