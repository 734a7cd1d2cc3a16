/**
 * A picture that never goes black while a new one is on its way: two video elements, and the new one shows at its first frame.
 * The elements are made once and never remounted; sound is played elsewhere, so both are mute.
 */

/**
 * @typedef {object} Picture
 * @property {HTMLElement} element
 * @property {(stream: MediaStream | null) => void} show
 * @property {(mirrored: boolean) => void} mirror
 * @property {() => void} wake plays on, after the element moved to another window
 * @property {() => void} close
 */

/**
 * @param {string} label
 * @param {() => void} [shown] the first frame of a stream is there
 * @returns {Picture}
 */
export function createPicture(label, shown = () => {}) {
  const element = document.createElement("div");
  element.className = "picture";
  let front = video(label);
  let back = video(label);
  front.classList.add("front");
  element.append(front, back);
  /** @type {MediaStream | null} */
  let wanted = null;

  function swap() {
    [front, back] = [back, front];
    front.classList.add("front");
    front.removeAttribute("aria-hidden");
    back.classList.remove("front");
    back.setAttribute("aria-hidden", "true");
    back.srcObject = null;
    shown();
  }

  back.setAttribute("aria-hidden", "true");

  return {
    element,
    show(stream) {
      if (stream === wanted) return;
      wanted = stream;
      if (stream === null) {
        front.srcObject = null;
        back.srcObject = null;
        return;
      }
      const isFirst = front.srcObject === null;
      const target = isFirst ? front : back;
      target.srcObject = stream;
      void target.play().catch(() => {}); // Muted video may always play; a refusal means it was replaced meanwhile.
      onFirstFrame(target, () => {
        if (wanted !== stream || target.srcObject !== stream) return;
        if (target === back) swap();
        else shown();
      });
    },
    mirror(mirrored) {
      element.classList.toggle("mirrored", mirrored);
    },
    wake() {
      for (const one of [front, back]) if (one.srcObject) void one.play().catch(() => {});
    },
    close() {
      front.srcObject = null;
      back.srcObject = null;
      element.remove();
    },
  };
}

/**
 * @param {string} label
 * @returns {HTMLVideoElement}
 */
function video(label) {
  const made = document.createElement("video");
  made.autoplay = true;
  made.muted = true;
  made.playsInline = true;
  made.disablePictureInPicture = true;
  made.setAttribute("aria-label", label);
  return made;
}

/**
 * @param {HTMLVideoElement} target
 * @param {() => void} then
 */
function onFirstFrame(target, then) {
  if ("requestVideoFrameCallback" in target) target.requestVideoFrameCallback(then);
  else /** @type {HTMLVideoElement} */ (target).addEventListener("loadeddata", then, { once: true });
}
