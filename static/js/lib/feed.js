/** The log as it arrives: each event once, in order, nothing skipped. Knows seq and head, not what an event means. */

/**
 * @typedef {{seq: number, hidden?: true, [key: string]: any}} Numbered an event, or the place of a hidden one
 */

/**
 * @typedef {object} Replay
 * @property {number} head
 * @property {{head: number} & Record<string, any> | null} [snapshot] takes the place of everything before
 * @property {Numbered[]} events
 */

/**
 * @typedef {object} Feed
 * @property {() => number} head the last seq applied; what to send as `since`
 * @property {(event: Numbered) => void} take one that came by itself
 * @property {(replay: Replay) => void} replay what a welcome or a resync brought
 * @property {(head: number) => void} beat the server's head, told in a heartbeat
 */

/**
 * @param {object} options
 * @param {(snapshot: any) => void} options.reset
 * @param {(event: any) => void} options.apply
 * @param {(after: number) => Promise<Replay>} options.ask asks the server for what is missing; may reject
 * @returns {Feed}
 */
export function createFeed({ reset, apply, ask }) {
  let head = 0;
  let isAsking = false;
  /** @type {Map<number, Numbered>} */
  const early = new Map();

  /** @param {Numbered} event */
  function step(event) {
    head = event.seq;
    if (!event.hidden) apply(event);
  }

  function drain() {
    for (let next = early.get(head + 1); next; next = early.get(head + 1)) {
      early.delete(next.seq);
      step(next);
    }
  }

  async function fill() {
    if (isAsking) return;
    isAsking = true;
    try {
      replay(await ask(head));
    } catch {
      // The next beat, or the next welcome, asks again.
    } finally {
      isAsking = false;
    }
  }

  /** @param {Replay} answer */
  function replay({ snapshot, events }) {
    if (snapshot && snapshot.head >= head) {
      head = snapshot.head;
      reset(snapshot);
      for (const seq of early.keys()) if (seq <= head) early.delete(seq);
    }
    for (const event of events) take(event);
    drain();
  }

  /** @param {Numbered} event */
  function take(event) {
    if (event.seq <= head) return;
    if (event.seq === head + 1) {
      step(event);
      drain();
      return;
    }
    early.set(event.seq, event);
    void fill();
  }

  return {
    head: () => head,
    take,
    replay,
    beat(told) {
      if (told > head) void fill();
    },
  };
}
