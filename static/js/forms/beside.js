/** A form beside the picture: the page it has elsewhere, taken in here, with all that saves and follows it. */

import { Refusal } from "../lib/http.js";
import { fetched } from "./fetched.js";
import { openFilling } from "./filling.js";

/**
 * @typedef {object} Beside
 * @property {HTMLElement} element
 * @property {(id: string | null) => void} show
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {(id: string) => string} options.addressOf where the form is filled in
 * @param {string} options.sentWords what stands there once it is sent
 * @returns {Beside}
 */
export function createBeside({ addressOf, sentWords }) {
  const element = document.createElement("div");
  element.className = "beside-form";
  /** @type {string | null} */
  let shown = null;
  /** @type {import("./filling.js").Filling | null} */
  let filling = null;

  /** @param {string} words @param {(() => void)} [again] */
  function say(words, again) {
    const line = document.createElement("p");
    line.setAttribute("role", "status");
    line.textContent = words;
    element.replaceChildren(line);
    if (!again) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.textContent = "Try again";
    button.addEventListener("click", again);
    element.append(button);
  }

  /** @param {string} id */
  async function load(id) {
    say("One moment…");
    try {
      const form = await fetched(addressOf(id), "#filling, .sheet-of-answers");
      if (shown !== id) return;
      element.replaceChildren(form);
      if (!(form instanceof HTMLFormElement)) return say(sentWords);
      const over = () => {
        filling?.close();
        filling = null;
        say(sentWords);
      };
      filling = openFilling(form, { sent: over, closed: over });
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      if (shown === id) say(problem.message, () => void load(id));
    }
  }

  return {
    element,
    show(id) {
      if (id === shown) return;
      void filling?.flush();
      filling?.close();
      filling = null;
      shown = id;
      element.replaceChildren();
      if (id) void load(id);
    },
    close() {
      void filling?.flush();
      filling?.close();
      shown = null;
    },
  };
}
