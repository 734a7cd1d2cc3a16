/** Commands that wait for their answer, in the order they were given. Each is settled once: answered, or not sent. */

/** @typedef {{ok: true, [key: string]: any} | {ok: false, error: string, message: string, where?: string}} Ack */

/** @type {Ack} */
export const NOT_SENT = Object.freeze({ ok: false, error: "not-sent", message: "There is no connection, so this was not sent." });

/**
 * @typedef {object} Waiting
 * @property {string} name
 * @property {object} body with its id: the same each time it is sent
 * @property {number} until_ms after that it is too late
 * @property {number} sent_ms when it was sent last
 * @property {(ack: Ack) => void} done
 */

/**
 * @typedef {object} Outbox
 * @property {(name: string, body: object, now_ms: number, until_ms: number) => Promise<Ack>} put a body that has an id keeps it: it was sent before
 * @property {(now_ms: number) => void} sendAll to a line that is up again
 * @property {(now_ms: number, isUp: boolean) => void} tend gives up what is too late, and sends again what was not answered for long
 * @property {(ack: Ack) => void} empty
 */

/**
 * @param {object} options
 * @param {(name: string, body: object, answered: (ack: Ack) => void) => void} options.send
 * @param {() => boolean} options.isUp
 * @param {number} options.answer_ms how long an answer may take
 * @returns {Outbox}
 */
export function createOutbox({ send, isUp, answer_ms }) {
  /** @type {Map<string, Waiting>} */
  const waiting = new Map();

  /**
   * @param {string} id
   * @param {Ack} ack
   */
  function settle(id, ack) {
    waiting.get(id)?.done(ack);
    waiting.delete(id);
  }

  /**
   * @param {string} id
   * @param {Waiting} one
   * @param {number} now_ms
   */
  function submit(id, one, now_ms) {
    one.sent_ms = now_ms;
    send(one.name, one.body, (ack) => settle(id, ack));
  }

  return {
    put(name, body, now_ms, until_ms) {
      const id = /** @type {{id?: string}} */ (body).id ?? newId();
      return new Promise((done) => {
        const one = { name, body: { ...body, id }, until_ms, sent_ms: now_ms, done };
        waiting.set(id, one);
        if (isUp()) submit(id, one, now_ms);
      });
    },
    sendAll(now_ms) {
      for (const [id, one] of waiting) submit(id, one, now_ms);
    },
    tend(now_ms, up) {
      for (const [id, one] of [...waiting]) {
        if (now_ms > one.until_ms) settle(id, NOT_SENT);
        else if (up && now_ms - one.sent_ms > answer_ms) submit(id, one, now_ms);
      }
    },
    empty(ack) {
      for (const id of [...waiting.keys()]) settle(id, ack);
    },
  };
}

/** @returns {string} an id for a command, new each time */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
