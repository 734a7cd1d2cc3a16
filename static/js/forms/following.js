/** What the other one writes into the same form: it comes into fields that are not being written in, and says who wrote what stood there. */

import { get, post, Refusal } from "../lib/http.js";
import { timeOfDay } from "../lib/time-of-day.js";
import { setValue, valueOf } from "./controls.js";

const AGAIN_MS = 5000;
const AT_LEAST_MS = 300;

/** @typedef {{who: string, before: string, at_ms: number, whose: string}} Change whose: who had written what stood there before */
/** @typedef {{rev: number, state: string, answers: Record<string, any>, changed: Record<string, Change>, files: {id: string, name: string, is_shown: boolean}[]}} News */

/**
 * @param {object} options
 * @param {HTMLFormElement} options.form
 * @param {string} options.here
 * @param {Map<string, HTMLElement>} options.byKey
 * @param {(key: string) => boolean} options.isUnsent
 * @param {() => void} options.show shows the questions that are asked with what stands there now
 * @param {(() => void)} [options.closed] the form was sent in by the other one
 */
export function createFollowing({ form, here, byKey, isUnsent, show, closed }) {
  const stopped = new AbortController();
  let seen = Number(form.dataset["rev"] ?? 0);
  /** @type {News | null} */
  let latest = null;
  let isOver = false;
  let own = 0; // the revision that my last words made: news from before it is old
  let sending = { keys: /** @type {string[]} */ ([]), seen };
  const passed = new Set(/** @type {string[]} */ ([])); // the other's words for a field that was being written in
  const over = new Set(/** @type {string[]} */ ([])); // where mine went over the other's, which were not on this page

  /** What the other one wrote: into fields that are not being written in. */
  async function follow() {
    while (!isOver) {
      const began_ms = performance.now();
      try {
        const news = await get(`${here}/news?rev=${seen}`, { patience_ms: 30_000, signal: stopped.signal });
        if (isOver) return;
        take(/** @type {any} */ (news));
        if (performance.now() - began_ms < AT_LEAST_MS) await pause(AT_LEAST_MS); // a server that ends lets nobody wait
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        if (isOver || problem.status === 404 || problem.status === 401) return;
        await pause(AGAIN_MS);
      }
    }
  }

  async function lookAgain() {
    take(/** @type {any} */ (await get(here)));
  }

  /** @param {News} news */
  function take(news) {
    if (news.rev === seen) return;
    seen = news.rev;
    latest = news;
    apply(news);
  }

  /** A field that was being written in when the news came takes it now, unless its own words went after it. */
  function catchUp() {
    if (latest?.rev === seen && seen >= own) apply(latest);
  }

  /** @param {News} news */
  function apply(news) {
    for (const [key, question] of byKey) {
      const value = news.answers[key] ?? null;
      if (question.dataset["kind"] === "file") {
        showFiles(question, Array.isArray(value) ? value : [], news.files);
        continue;
      }
      const differs = !same(valueOf(question), value);
      if (isUnsent(key)) {
        if (differs) passed.add(key);
        continue;
      }
      const change = news.changed[key];
      if (over.delete(key) && change && change.whose !== change.who) tellChange(question, change);
      passed.delete(key);
      if (!differs) continue;
      tellChange(question, change);
      if (question.contains(document.activeElement)) passed.add(key);
      else setValue(question, value);
    }
    show();
    if (news.state !== "open" && !form.dataset["trainer"] && form.dataset["state"] !== news.state) {
      form.dataset["state"] = news.state;
      closed?.();
    }
  }

  /**
   * @param {HTMLElement} question
   * @param {string[]} ids
   * @param {{id: string, name: string, is_shown: boolean}[]} files
   */
  function showFiles(question, ids, files) {
    const list = document.createElement("ul");
    list.className = "form-files";
    for (const file of files.filter(({ id }) => ids.includes(id))) {
      const link = document.createElement("a");
      link.href = `${here}/files/${file.id}`;
      if (file.is_shown) {
        const picture = document.createElement("img");
        picture.src = link.href;
        picture.alt = file.name;
        link.append(picture);
      } else link.textContent = file.name;
      const row = document.createElement("li");
      const away = document.createElement("button");
      away.type = "button";
      away.className = "button plain";
      away.textContent = "Take away";
      away.setAttribute("aria-label", `Take away ${file.name}`);
      away.addEventListener("click", () => void post(`${here}/files/${file.id}/delete`).then(lookAgain));
      row.append(link, away);
      list.append(row);
    }
    question.querySelector(".form-files")?.remove();
    if (list.children.length > 0) question.querySelector("legend")?.after(list);
  }

  return {
    follow,
    lookAgain,
    catchUp,
    /** @param {string[]} keys */
    sends: (keys) => void (sending = { keys, seen }),
    /**
     * What was sent is kept. Where the other one wrote in between, mine went over it: what stood there is told once the news is here.
     *
     * @param {{rev: number}} answer
     */
    kept({ rev }) {
      own = rev;
      const wasAlone = rev === sending.seen + 1 && !sending.keys.some((key) => passed.has(key));
      if (wasAlone) return void (seen = Math.max(seen, rev));
      for (const key of sending.keys) over.add(key);
      setTimeout(catchUp); // the news may have been here before the answer
    },
    close() {
      isOver = true;
      stopped.abort();
    },
  };
}

/** @param {number} ms */
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function same(one, other) {
  /** @param {any} value */
  const plain = (value) => {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return "";
    return JSON.stringify(value.name !== undefined ? { name: value.name, strokes: value.strokes } : value);
  };
  return plain(one) === plain(other);
}

/**
 * @param {HTMLElement} question
 * @param {Change | undefined} change
 */
function tellChange(question, change) {
  const line = question.querySelector("[data-changed-for]");
  if (!(line instanceof HTMLElement) || !change) return;
  const at = timeOfDay(change.at_ms);
  const whose = change.whose && change.whose !== change.who ? `, by ${change.whose}` : "";
  line.textContent = change.before ? `${change.who} changed this at ${at}. Before${whose}: ${change.before}` : `${change.who} wrote this at ${at}.`;
  line.hidden = false;
}
