/** The pictures. A tile is made once and stays where it is in the page; only classes say which one is large. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { closers, computed, effect } from "../lib/state.js";
import { icon } from "./icon-view.js";
import { createPicture } from "./picture-view.js";
import { tileDeedsView } from "./tile-deeds-view.js";
import { sinceWhen } from "./presence.js";
import { nextBig, tilesOf } from "./tiles.js";

/**
 * @typedef {import("./tiles.js").Tile} Tile
 * @typedef {import("./enter.js").LiveRoom} LiveRoom
 */

/**
 * @typedef {object} Stage
 * @property {HTMLElement} element
 * @property {() => void} swap pins the next picture; after the last: as usual
 * @property {() => void} wake plays on, after the stage moved to another window
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {LiveRoom} options.live
 * @param {import("./devices.js").Devices} options.devices
 * @param {import("./choices.js").Choices} options.choices
 * @param {boolean} options.isConsultation
 * @param {{deeds: import("./group-deeds.js").GroupDeeds, to: import("../lib/state.js").ReadonlySignal<string>} | null} [options.group] the trainer's
 * @returns {Stage}
 */
export function createStage({ live, devices, choices, isConsultation, group = null }) {
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

  /** @type {import("./presence.js").Since | null} */
  let since = null;
  const tiles = computed(() => {
    since = sinceWhen(since, live.others.value.map(({ id }) => id), live.clock.now());
    live.second.value; // "missed" and "4 min ago" come with time
    return tilesOf({
      me: live.me,
      gear: devices.gear.value,
      others: live.others.value,
      room: live.room.value,
      media: live.media.value,
      views: live.views.value,
      online: live.online.value,
      chosen: choices.big.value,
      isConsultation,
      isGroup: live.isGroup.value,
      speaking: live.speaking.value,
      to: group?.to.value,
      waits: live.around.value?.waits ?? false,
      since,
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
      // More small pictures than fit upon the large one lie below it.
      const isStrip = live.isGroup.value && !isAside && all.length - big > 2;
      const kind = `${isConsultation && !live.isGroup.value ? "faces" : ""} ${isAside ? "aside" : ""} ${isStrip ? "strip" : ""} ${isGrid(all) ? "grid" : ""}`;
      element.className = `stage big-${big} cols-${Math.min(5, Math.ceil(Math.sqrt(big)))} ${kind}`;
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
        return tileView(tile, place, pictureOf(tile).element, enlarge(tile, all), deedsOf(tile));
      },
    );
  }

  /**
   * @param {Tile[]} all
   * @returns {boolean} several clients of one size
   */
  function isGrid(all) {
    return group !== null && live.isGroup.value && all.filter((tile) => tile.isBig).length > 1;
  }

  /**
   * A pin is this viewer's own: nobody else sees anything of it, and what the trainer decides does not undo it.
   *
   * @param {Tile} tile
   * @param {Tile[]} all
   * @returns {{label: string, press: () => void} | null}
   */
  function enlarge(tile, all) {
    const whose = tile.isMe ? "your own picture" : tile.name;
    if (tile.isPinned) return { label: `Unpin ${whose}`, press: () => void (choices.big.value = null) };
    if (!tile.isBig || isGrid(all)) return { label: `Make ${whose} large, for you alone`, press: () => void (choices.big.value = tile.id) };
    const clients = all.filter((one) => one.marks !== null && one.lane === "camera");
    if (group === null || clients.length < 2 || all.filter((one) => one.isBig).length > 1) return null;
    return { label: "Make all the same size", press: () => void (tile.marks?.isSpotlit && group.deeds.spotlight(null)) };
  }

  /** @param {Tile} tile */
  function deedsOf(tile) {
    const peer = tile.marks && live.others.value.find(({ id }) => id === tile.peer);
    return group && peer && tile.marks && tile.lane === "camera" ? tileDeedsView({ ...tile, marks: tile.marks }, peer, group.deeds) : nothing;
  }

  return {
    element,
    swap() {
      choices.big.value = nextBig(tiles.value);
    },
    wake() {
      for (const picture of pictures.values()) picture.wake();
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
 * @param {{label: string, press: () => void} | null} enlarge
 * @param {unknown} deeds
 */
function tileView(tile, place, picture, enlarge, deeds) {
  const kind = `${tile.isMe ? "own" : ""} ${tile.hasPicture ? "" : "blank"} ${tile.isSpeaking ? "speaking" : ""} ${tile.marks?.isTarget ? "target" : ""}`;
  return html`<article class="tile ${place} ${kind}" aria-label=${tile.name} data-peer=${tile.peer} data-lane=${tile.lane}>
    ${picture}
    ${tile.hasPicture ? nothing : html`<p class="no-picture"><span class="initials" aria-hidden="true">${initials(tile.name)}</span><span>${tile.note}</span></p>`}
    ${enlarge ? html`<button type="button" class="enlarge" @click=${enlarge.press}><span class="unseen">${enlarge.label}</span></button>` : nothing}
    ${deeds}
    <div class="tile-foot">
      <span class="name">${tile.isSpeaking ? icon("sound") : nothing}<span>${tile.name}</span></span>
      ${tile.badges.map((badge) => html`<span class="badge ${badge.kind}"><span>${badge.text}</span></span>`)}
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
