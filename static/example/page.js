/** The page of the second client: joins by an invite link of this server, shows the log in words, sends chat. */

import { openRoom } from "./client.js";

const log = /** @type {HTMLElement} */ (document.getElementById("log"));
const cue = /** @type {HTMLElement} */ (document.getElementById("cue"));
/** @type {ReturnType<typeof openRoom> | null} */
let room = null;

/** @param {string} text */
function tell(text) {
  log.append(Object.assign(document.createElement("li"), { textContent: text }));
}

/** @type {HTMLFormElement} */ (document.getElementById("join")).onsubmit = async (submitted) => {
  submitted.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (submitted.target));
  const answer = await fetch(`${new URL(String(form.get("link"))).pathname}/join`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ name: form.get("name") }),
  }).then((response) => response.json());
  if (answer.error) return tell(answer.message);
  room?.close();
  room = openRoom({
    io: /** @type {any} */ (window).io,
    url: location.origin,
    seat: answer.seat,
    hear: {
      welcome: (caller) => tell(caller === "lobby" ? "You wait in the lobby." : "You are in the room."),
      event(event, isLive) {
        if (event.type === "cue") cue.textContent = isLive ? event.payload.say : "";
        tell(`${event.seq} ${event.type} ${event.payload?.text ?? event.payload?.say ?? ""}${isLive ? "" : " (missed)"}`);
      },
      closed: (_code, message) => tell(message),
    },
  });
};

/** @type {HTMLFormElement} */ (document.getElementById("say")).onsubmit = async (submitted) => {
  submitted.preventDefault();
  const form = /** @type {HTMLFormElement} */ (submitted.target);
  const answer = await room?.command("chat.send", { text: new FormData(form).get("text") });
  if (answer?.ok) form.reset();
  else tell(answer?.message ?? "Join first.");
};
