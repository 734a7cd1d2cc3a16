/** The program editor: what is said of it, its weeks, the days of the one that is shown; everything kept as it is written. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { repeat as eachOf } from "../../vendor/lit-html/directives/repeat.js";
import { get } from "../lib/http.js";
import { batch, closers, computed, effect, listen, signal } from "../lib/state.js";
import { toast } from "../lib/toast.js";
import { icon } from "../live/icon-view.js";
import { begin, did, redo, undo } from "../timers/history.js";
import { copied, pasted } from "./clipboard.js";
import { dayView } from "./day-view.js";
import { deedsView } from "./deeds-view.js";
import { drag } from "./drag.js";
import { headView } from "./head-view.js";
import { deedOf } from "./keys.js";
import { readLine } from "./lines.js";
import * as pieces from "./pieces.js";
import { createSaving } from "./saving.js";
import { keyOf } from "./suggest.js";
import { firstOf, weekHeadView, weeksView } from "./weeks-view.js";

/**
 * @typedef {import("./outline.d.ts").Program} Program
 * @typedef {import("./outline.d.ts").Week} Week
 * @typedef {import("./outline.d.ts").Entry} Entry
 *
 * @typedef {object} Desk what the views of its pieces show, and may do
 * @property {Week[]} weeks
 * @property {boolean} alone
 * @property {number} firstWeek the number of the shown week, or of its first repeat
 * @property {Set<string>} open ids of entries whose fields are shown
 * @property {Map<string, string>} typing by id: what stands in a line while somebody types into it
 * @property {import("./line-view.js").Hints} hints
 * @property {import("./clipboard.js").Held | null} held
 * @property {(id: string) => string} wrong what the server said of a piece
 * @property {(weeks: Week[], by?: string) => void} set by: the field that is typed into
 * @property {(made: {weeks: Week[], id: string}, focus: string) => void} made focus: what the field's id begins with
 * @property {(entry: Entry, text: string) => void} typed
 * @property {(id: string) => void} settle
 * @property {(day: string, text: string) => void} adding
 * @property {(day: string, way: 1 | -1) => void} add
 * @property {(line: string, way: 1 | -1) => void} leave
 * @property {(id: string) => void} toggle
 * @property {(id: string, way: 1 | -1) => void} step
 * @property {(id: string) => void} remove
 * @property {(id: string) => void} hold
 * @property {(into: string) => void} paste
 * @property {(id: string) => void} show
 * @property {(event: PointerEvent) => void} drag
 */

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {Program} options.program with every field there
 * @param {import("./suggest.js").Known[]} options.known
 * @param {string} options.here the address of the library
 * @param {string} options.place the address of the program
 * @param {string} options.beside what stands beside it, such as a result
 * @param {(name: string) => void} options.named
 * @returns {() => void} closes it
 */
export function showEditor({ root, program, known, here, place, beside, named }) {
  const open = closers();
  const history = signal(begin(program));
  const now = computed(() => history.value.now);
  const shown = signal(program.weeks[0]?.id ?? "");
  const opened = signal(/** @type {Set<string>} */ (new Set()));
  const typing = signal(/** @type {Map<string, string>} */ (new Map()));
  const hint = signal(/** @type {{id: string, at: number} | null} */ (null));
  const held = signal(/** @type {import("./clipboard.js").Held | null} */ (null));
  const said = signal("");
  const saving = createSaving({ here, place, program });
  open.add(saving.close);

  /**
   * @param {Partial<Program>} values
   * @param {string} [by]
   */
  const set = (values, by) => void (history.value = did(history.value, { ...now.value, ...values }, by));
  /**
   * @param {Week[]} weeks
   * @param {string} [by]
   */
  const setWeeks = (weeks, by) => weeks !== now.value.weeks && set({ weeks }, by);
  /** @param {string | undefined} id */
  const focus = (id) => queueMicrotask(() => id && document.getElementById(id)?.focus());

  /** @param {typeof history.value} next */
  function go(next) {
    batch(() => {
      history.value = next;
      typing.value = new Map();
      if (!pieces.find(next.now.weeks, shown.value)) shown.value = next.now.weeks[0]?.id ?? "";
    });
  }

  /**
   * @param {string} id
   * @param {string | null} text null: what is kept shows again
   */
  function type(id, text) {
    const next = new Map(typing.value);
    if (text === null) next.delete(id);
    else next.set(id, text);
    typing.value = next;
  }

  /** @param {string} id */
  function remove(id) {
    const place = pieces.find(now.value.weeks, id);
    if (!place) return;
    const before = now.value;
    const lines = [...root.querySelectorAll("[data-line]")];
    const next = lines[lines.findIndex((line) => line.id === `line-${id}`) + 1]?.id;
    batch(() => {
      setWeeks(pieces.remove(before.weeks, id));
      if (shown.value === id) shown.value = (place.siblings[place.at + 1] ?? place.siblings[place.at - 1])?.id ?? "";
    });
    const after = now.value;
    focus(next);
    const name = "name" in place.piece && place.piece.name ? place.piece.name : { week: "The week", day: "The day", block: "The block", entry: "The exercise" }[place.kind];
    toast(`${name} is deleted.`, "info", { label: "Undo", press: () => now.value === after && go(undo(history.value)) });
  }

  /**
   * @param {string} id
   * @param {Week[]} weeks
   */
  function move(id, weeks) {
    if (weeks === now.value.weeks) return;
    const focused = document.activeElement?.id;
    batch(() => {
      setWeeks(weeks);
      const place = pieces.find(weeks, id);
      if (!place) return;
      if (place.kind !== "week") shown.value = place.week;
      said.value = `Number ${place.at + 1} of ${place.siblings.length} now`;
    });
    focus(focused);
  }

  /**
   * @param {string} text one exercise in each line
   * @returns {Entry[] | null} null: one of the lines cannot be read
   */
  function entriesOf(text) {
    const read = text.split(/\r?\n/).filter((line) => line.trim() !== "").map(readLine);
    if (read.some((one) => "problem" in one)) return null;
    return read.flatMap((one) => ("typed" in one ? [pieces.newEntry(one.typed, keyOf(one.typed.name, known))] : []));
  }

  /** @returns {Desk} */
  function desk() {
    const { weeks, alone } = now.value;
    const trouble = saving.trouble.value;
    return {
      weeks,
      alone,
      firstWeek: firstOf(weeks, weeks.findIndex(({ id }) => id === shown.value)),
      open: opened.value,
      typing: typing.value,
      held: held.value,
      hints: { known, open: hint.value, show: (next) => void (hint.value = next) },
      wrong: (id) => (trouble?.where === id || trouble?.where?.replace(/-\d+$/, "") === id ? trouble.message : ""),
      set: setWeeks,
      made({ weeks: next, id }, start) {
        setWeeks(next);
        focus(`${start}${id}`);
      },
      typed(entry, text) {
        batch(() => {
          type(entry.id, text);
          const read = readLine(text);
          if ("typed" in read) setWeeks(pieces.change(now.value.weeks, entry.id, { ...read.typed, exercise: keyOf(read.typed.name, known) }), `line-${entry.id}`);
        });
      },
      settle(id) {
        if ("typed" in readLine(typing.value.get(id) ?? "")) type(id, null);
      },
      adding: (day, text) => type(`add-${day}`, text),
      add(day, way) {
        const text = typing.value.get(`add-${day}`) ?? "";
        if (text.trim() === "" || way < 0) return desk().leave(`add-${day}`, way);
        const entries = entriesOf(text);
        if (!entries) return;
        batch(() => {
          setWeeks(pieces.append(now.value.weeks, day, entries));
          type(`add-${day}`, null);
        });
      },
      leave(line, way) {
        const lines = /** @type {HTMLTextAreaElement[]} */ ([...root.querySelectorAll("[data-line]")]);
        const next = lines[lines.findIndex(({ id }) => id === line) + way];
        next?.focus();
        next?.setSelectionRange(next.value.length, next.value.length);
      },
      toggle: (id) => void (opened.value = opened.value.has(id) ? new Set([...opened.value].filter((one) => one !== id)) : new Set([...opened.value, id])),
      step: (id, way) => move(id, pieces.step(now.value.weeks, id, way)),
      remove,
      hold(id) {
        held.value = copied(now.value.weeks, id);
        toast("Copied. Paste it with Ctrl V, or by the button of a week.", "info");
      },
      paste(into) {
        if (held.value) setWeeks(pasted(now.value.weeks, held.value, into));
      },
      show: (id) => void (shown.value = id),
      drag: (event) => {
        const id = /** @type {HTMLElement} */ (event.currentTarget).closest("[data-piece]")?.getAttribute("data-piece") ?? "";
        drag(event, root, (landing) => {
          const { weeks: there } = now.value;
          const isIn = landing.where === "in";
          move(id, isIn ? pieces.moveInto(there, id, landing.id) : pieces.moveBeside(there, id, landing.id, landing.where === "before"));
        });
      },
    };
  }

  /** @param {EventTarget | null} target */
  function pieceAt(target) {
    const found = target instanceof Element ? target.closest("[data-piece]") : null;
    return found instanceof HTMLElement && root.contains(found) ? { id: found.dataset["piece"] ?? "", kind: /** @type {pieces.Kind} */ (found.dataset["kind"]) } : null;
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const at = pieceAt(event.target);
    const deed = deedOf(event, at?.kind ?? null);
    if (!deed) return;
    event.preventDefault();
    if (deed === "undo") return go(undo(history.value));
    if (deed === "redo") return go(redo(history.value));
    if (deed === "save") return void saving.now();
    if (!at) return;
    const { weeks } = now.value;
    if (deed === "remove") return remove(at.id);
    if (deed === "duplicate") return desk().made(pieces.duplicate(weeks, at.id), { entry: "line-", block: "kind-", day: "day-", week: "week-" }[at.kind]);
    if (deed === "earlier" || deed === "later") return move(at.id, pieces.step(weeks, at.id, deed === "earlier" ? -1 : 1));
    move(at.id, pieces.carry(weeks, at.id, deed === "back" ? -1 : 1));
  }

  /** @param {ClipboardEvent} event */
  function onCopy(event) {
    const at = pieceAt(event.target);
    const field = event.target;
    const isMarked = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement ? field.selectionStart !== field.selectionEnd : String(getSelection()) !== "";
    if (!at || isMarked) return;
    held.value = copied(now.value.weeks, at.id);
    event.clipboardData?.setData("text/plain", held.value?.text ?? "");
    event.preventDefault();
  }

  /** @param {ClipboardEvent} event */
  function onPaste(event) {
    const at = pieceAt(event.target);
    const text = event.clipboardData?.getData("text/plain").trim() ?? "";
    if (!at || text === "") return;
    if (held.value && held.value.text === text) {
      event.preventDefault();
      return setWeeks(pasted(now.value.weeks, held.value, at.id));
    }
    if (!text.includes("\n")) return;
    const entries = entriesOf(text);
    const day = pieces.find(now.value.weeks, at.id)?.day;
    if (!entries || !day) return;
    event.preventDefault();
    setWeeks(pieces.append(now.value.weeks, day, entries));
  }

  async function replace() {
    const answer = await get(place).catch(() => null);
    const theirs = /** @type {{rev: number} | undefined} */ (answer?.["program"]);
    if (theirs) await saving.replace(theirs.rev);
  }

  async function saveCopy() {
    const location = await saving.saveCopy();
    if (location) window.location.assign(location);
  }

  open.add(listen(document, "keydown", onKey));
  open.add(listen(root, "copy", onCopy));
  open.add(listen(root, "paste", onPaste));
  open.add(listen(window, "beforeunload", (event) => saving.isChanged.value && event.preventDefault()));
  open.add(listen(document, "visibilitychange", () => document.hidden && void saving.now()));
  open.add(effect(() => saving.want(now.value)));
  open.add(effect(() => named(now.value.name)));
  open.add(
    effect(() => {
      const at = desk();
      const week = at.weeks.find(({ id }) => id === shown.value) ?? at.weeks[0];
      const trouble = saving.trouble.value;
      render(
        html`<div class="program-editor">
          ${beside ? html`<aside class="notice info beside" aria-label="What it is about">${icon("info")}<p>${beside}</p></aside>` : nothing}
          ${headView({ program: now.value, trouble, set })} ${weeksView(week, at)}
          ${week
            ? html`${weekHeadView(week, at)}
                <div class="days">
                  ${eachOf(week.days, ({ id }) => id, (day, index) => dayView(day, index + 1, week, at))}
                  ${week.days.length === 0 ? html`<p class="muted">A week of rest so far. Add a day, or leave it so.</p>` : nothing}
                </div>`
            : html`<p class="muted">There is no week in it yet. Add one.</p>`}
          ${deedsView({
            trouble,
            isBusy: saving.isBusy.value,
            isChanged: saving.isChanged.value,
            other: place,
            weeks: pieces.weeksIn(at.weeks),
            history: history.value,
            undo: () => go(undo(history.value)),
            redo: () => go(redo(history.value)),
            save: () => void saving.now(),
            replace: () => void replace(),
            saveCopy: () => void saveCopy(),
          })}
          <p class="unseen" role="status">${said.value}</p>
        </div>`,
        root,
      );
    }),
  );
  return open.close;
}
