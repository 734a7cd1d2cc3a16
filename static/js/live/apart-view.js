/** What second windows show: a big screen with all that is read from afar, and a small window with the other's picture and the timer. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { closers, effect, signal } from "../lib/state.js";
import { captionsView } from "./captions-view.js";
import { createPicture } from "./picture-view.js";
import { canFloat, openAbove, openBeside } from "./second-window.js";
import { createStage } from "./stage-view.js";
import { createTimerFace } from "./timer-view.js";

/**
 * @typedef {import("./enter.js").LiveRoom} LiveRoom
 * @typedef {import("../lib/state.js").ReadonlySignal<boolean>} Seen
 */

/**
 * @typedef {object} Apart
 * @property {Seen} isBig the big screen is open
 * @property {Seen} isSmall the small window is
 * @property {boolean} canBeSmall
 * @property {() => void} toggleBig
 * @property {() => void} toggleSmall
 * @property {() => void} close
 */

/** Above this the small window would be a big one. */
const SMALL = { width: 360, height: 270 };

/**
 * @param {object} options
 * @param {LiveRoom} options.live
 * @param {import("./devices.js").Devices} options.devices
 * @param {import("./choices.js").Choices} options.choices
 * @param {string} options.title
 * @param {boolean} options.isConsultation
 * @param {import("./timer-view.js").Find} options.find
 * @param {() => MediaStream | null} options.other whose picture the small window shows; what it reads is a signal
 * @param {() => unknown} [options.band] what comes next
 * @param {(() => {element: HTMLElement, close: () => void}) | null} [options.cue] a layer that takes the screen
 * @param {{deeds: import("./group-deeds.js").GroupDeeds, to: import("../lib/state.js").ReadonlySignal<string>} | null} [options.group]
 * @param {(words: string) => void} options.warn
 * @returns {Apart}
 */
export function createApart({ live, devices, choices, title, isConsultation, find, other, band = () => nothing, cue = null, group = null, warn }) {
  const isBig = signal(false);
  const isSmall = signal(false);
  /** @type {() => void} */
  let closeBig = () => {};
  /** @type {() => void} */
  let closeSmall = () => {};

  /**
   * @param {HTMLElement} root
   * @returns {() => void}
   */
  function drawBig(root) {
    const open = closers();
    const stage = createStage({ live, devices, choices: { ...choices, big: signal(/** @type {string | null} */ (null)) }, isConsultation, group });
    const timer = createTimerFace({ live, find });
    const layer = cue?.() ?? null;
    for (const part of [stage, timer, layer]) if (part) open.add(part.close);
    open.add(
      effect(() => {
        const hasTimer = timer.timer.value !== null;
        root.className = `apart client ${live.isTrainer ? "of-trainer" : ""} ${hasTimer ? "timed" : ""}`;
        render(html`<h1 class="unseen">${title}</h1>${stage.element} ${captionsView(live)} ${band()} ${timer.element} ${layer?.element ?? nothing}`, root);
      }),
    );
    stage.wake();
    return open.close;
  }

  /**
   * @param {HTMLElement} root
   * @returns {() => void}
   */
  function drawSmall(root) {
    const open = closers();
    const picture = createPicture("The other's picture");
    const timer = createTimerFace({ live, find });
    open.add(picture.close);
    open.add(timer.close);
    root.className = "apart small-window";
    root.replaceChildren(picture.element, timer.element);
    open.add(effect(() => picture.show(other())));
    return open.close;
  }

  async function openSmall() {
    if (!canFloat()) return openVideo();
    const opened = await openAbove(title, SMALL, () => closeSmall());
    if (!opened) return warn("Your browser did not open the small window");
    const close = drawSmall(opened.root);
    isSmall.value = true;
    closeSmall = () => {
      closeSmall = () => {};
      isSmall.value = false;
      close();
      opened.close();
    };
  }

  /** Browsers without such a window can show one picture in it, but no digits. */
  async function openVideo() {
    const video = document.createElement("video");
    video.muted = video.playsInline = true;
    video.srcObject = other();
    try {
      await video.play();
      await video.requestPictureInPicture();
    } catch {
      video.srcObject = null;
      return warn("There is no picture to show apart now");
    }
    const follow = effect(() => {
      const stream = other();
      if (stream && video.srcObject !== stream) {
        video.srcObject = stream;
        void video.play().catch(() => {});
      }
    });
    isSmall.value = true;
    closeSmall = () => {
      closeSmall = () => {};
      isSmall.value = false;
      follow();
      video.srcObject = null;
      if (document.pictureInPictureElement) void document.exitPictureInPicture().catch(() => {});
    };
    video.addEventListener("leavepictureinpicture", () => closeSmall(), { once: true });
  }

  return {
    isBig,
    isSmall,
    canBeSmall: canFloat() || document.pictureInPictureEnabled === true,
    toggleBig() {
      if (isBig.peek()) return closeBig();
      const opened = openBeside(title, () => closeBig());
      if (!opened) return warn("Your browser blocked the second window. Allow pop-ups for this page");
      const close = drawBig(opened.root);
      isBig.value = true;
      closeBig = () => {
        closeBig = () => {};
        isBig.value = false;
        close();
        opened.close();
      };
    },
    toggleSmall() {
      if (isSmall.peek()) closeSmall();
      else void openSmall();
    },
    close() {
      closeBig();
      closeSmall();
    },
  };
}
