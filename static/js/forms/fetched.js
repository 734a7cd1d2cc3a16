/** A piece of a page of ours, brought into this one: the browser reads the page, no text becomes markup here. */

import { Refusal } from "../lib/http.js";

const PATIENCE_MS = 20_000;

/**
 * @param {string} url
 * @param {string} selector
 * @param {unknown} [body] sent as JSON
 * @returns {Promise<HTMLElement>} rejects with a Refusal
 */
export function fetched(url, selector, body) {
  return new Promise((done, fail) => {
    const ask = new XMLHttpRequest();
    ask.open(body === undefined ? "GET" : "POST", url);
    ask.responseType = "document";
    ask.timeout = PATIENCE_MS;
    ask.setRequestHeader("Accept", "text/html");
    if (body !== undefined) ask.setRequestHeader("Content-Type", "application/json");
    ask.onload = () => {
      const found = ask.status < 400 ? ask.responseXML?.querySelector(selector) : null;
      if (found instanceof HTMLElement || found) done(/** @type {HTMLElement} */ (document.adoptNode(/** @type {Element} */ (found))));
      else fail(new Refusal("odd-answer", "This cannot be shown now. Please try again.", null, ask.status));
    };
    ask.onerror = ask.ontimeout = () => fail(new Refusal("offline", "There is no connection. Please try again in a moment."));
    ask.send(body === undefined ? null : JSON.stringify(body));
  });
}
