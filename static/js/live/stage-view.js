/** The pictures. A tile is made once and stays where it is in the page; only classes say which one is large. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { closers, computed, effect } from "../lib/state.js";
import { createPicture } from "./picture-view.js";
import { nextBig, tilesOf } from "./tiles.js";

/**
 * @typedef {import("./tiles.js").Tile} Tile
 * @typedef {import("./enter.js").LiveRoom} LiveRoom
 */

/**
 * @typedef {object} Stage
 * @property {HTMLElement} element
 * @property {() => void} swap makes the next picture large
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {LiveRoom} options.live
 * @param {import("./devices.js").Devices} options.devices
 * @param {import("./choices.js").Choices} options.choices
 * @param {string} options.myName
 * @param {boolean} options.isConsultation
 * @returns {Stage}
 */
export function createStage({ live, devices, choices, myName, isConsultation }) {
  const open = closers();
  const element = document.createElement("section");
  element.className = "stage";
  element.setAttribute("aria-label", "Pictures");
  /** @type {Map<string, import("./picture-view.js").Picture>} */
  const pictures = new Map();

  /** @param {Tile} tile */
  function pictureOf(tile) {
    const found = pictures.get(tile.id);
    if (found) return found;
    const made = createPicture(tile.name, () => performance.mark("picture", { detail: { tile: tile.id } }));
    pictures.set(tile.id, made);
    return made;
  }

  /** @param {Tile} tile */
  const isMirrored = (tile) => choices.mirror.value && !live.isTrainer && tile.lane === "camera";

  const tiles = computed(() => {
    live.second.value; // "missed" and "4 min ago" come with time
    return tilesOf({
      me: live.me,
      myName,
      gear: devices.gear.value,
      others: live.others.value,
      room: live.room.value,
      media: live.media.value,
      views: live.views.value,
      online: live.online.value,
      chosen: choices.big.value,
      isConsultation,
      now_ms: live.clock.now(),
    });
  });

  open.add(
    effect(() => {
      const all = tiles.value;
      const { preview } = devices.gear.value;
      for (const tile of all) {
        const picture = pictureOf(tile);
        picture.show(tile.isMe ? preview : (live.views.value[tile.peer]?.streams[tile.lane] ?? null));
        picture.mirror(tile.isMe ? choices.mirrorMe.value && devices.gear.value.facing !== "environment" : isMirrored(tile));
      }
      for (const [id, picture] of pictures) {
        if (all.some((tile) => tile.id === id)) continue;
        picture.close();
        pictures.delete(id);
      }
      const big = all.filter((tile) => tile.isBig).length;
      const isAside = live.room.value.replay !== null; // a replay has the stage
      element.className = `stage big-${Math.min(big, 12)} ${isConsultation ? "faces" : ""} ${isAside ? "aside" : ""}`;
      render(stageView(all, isAside), element);
    }),
  );

  /**
   * @param {Tile[]} all
   * @param {boolean} isAside
   */
  function stageView(all, isAside) {
    let small = 0;
    return repeat(
      all,
      (tile) => tile.id,
      (tile) => {
        const isHidden = isAside && tile.isMe;
        const place = tile.isBig && !isAside ? "large" : `small at-${isHidden ? 0 : Math.min(small++, 5)}`;
        return tileView(tile, place, pictureOf(tile).element, () => {
          choices.big.value = tile.isBig ? null : tile.id;
        });
      },
    );
  }

  return {
    element,
    swap() {
      choices.big.value = nextBig(tiles.value);
    },
    close() {
      open.close();
      for (const picture of pictures.values()) picture.close();
    },
  };
}

/**
 * @param {Tile} tile
 * @param {string} place
 * @param {HTMLElement} picture
 * @param {() => void} press
 */
function tileView(tile, place, picture, press) {
  return html`<article class="tile ${place} ${tile.isMe ? "own" : ""} ${tile.hasPicture ? "" : "blank"}" aria-label=${tile.name} data-peer=${tile.peer} data-lane=${tile.lane}>
    ${picture}
    ${tile.hasPicture ? nothing : html`<p class="no-picture"><span class="initials" aria-hidden="true">${initials(tile.name)}</span><span>${tile.note}</span></p>`}
    ${place === "large"
      ? nothing
      : html`<button type="button" class="enlarge" @click=${press}><span class="unseen">Make ${tile.name} large</span></button>`}
    <div class="tile-foot">
      <span class="name">${tile.name}</span>
      ${tile.badges.map((badge) => html`<span class="badge ${badge.kind}">${badge.text}</span>`)}
    </div>
  </article>`;
}

/**
 * @param {string} name
 * @returns {string}
 */
function initials(name) {
  const words = name.replace(/[,(].*$/u, "").trim().split(/\s+/u);
  return words.slice(0, 2).map((word) => word.charAt(0).toUpperCase()).join("");
}
