/** A client's own page notices by itself when the door of the next session opens. */

const ASK_EVERY_MS = 20_000;
const ASK_FROM_MS = 2 * 60 * 60 * 1000; // how long before the door opens it is worth asking
const LONGEST_TIMER_MS = 6 * 60 * 60 * 1000;

const card = document.querySelector("[data-next]");
if (card instanceof HTMLElement && card.dataset["opensInMs"] !== undefined) {
  waitForDoor(Number(card.dataset["opensInMs"]));
}

/**
 * Opens the page anew when the trainer let the door open, or when its time has come.
 *
 * @param {number} opensInMs by the server's clock: this device's own may be wrong
 */
function waitForDoor(opensInMs) {
  const opensAt = performance.now() + opensInMs;
  const ask = async () => {
    const leftMs = opensAt - performance.now();
    if (document.visibilityState === "visible" && leftMs < ASK_FROM_MS && (await mayJoin())) {
      window.location.reload();
      return;
    }
    const pauseMs = leftMs > ASK_FROM_MS ? leftMs - ASK_FROM_MS : Math.min(ASK_EVERY_MS, Math.max(1000, leftMs + 500));
    setTimeout(ask, Math.min(pauseMs, LONGEST_TIMER_MS));
  };
  // A phone that slept has a clock that slept: on waking the server is asked, whatever the clock says.
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState === "visible" && (await mayJoin())) window.location.reload();
  });
  void ask();
}

/** @returns {Promise<boolean>} whether the next session can be joined now; false when nobody answers */
async function mayJoin() {
  try {
    const answer = await fetch(window.location.pathname, { headers: { Accept: "application/json" } });
    if (!answer.ok) return false;
    const said = await answer.json();
    return said["may_join"] === true;
  } catch {
    return false;
  }
}
