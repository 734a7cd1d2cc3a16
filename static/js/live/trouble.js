/** What to tell a person whose camera or microphone is not to be had, in words that fit their browser. Pure. */

/**
 * @typedef {import("./media.js").Trouble} Trouble
 * @typedef {"chrome" | "edge" | "firefox" | "safari-ios" | "safari-mac" | "samsung" | "chrome-android" | "chrome-ios" | "other"} Browser
 */

/**
 * @param {string} agent navigator.userAgent
 * @param {number} [touchPoints] navigator.maxTouchPoints: an iPad says that it is a Mac
 * @returns {Browser}
 */
export function browserOf(agent, touchPoints = 0) {
  const isIos = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1);
  if (isIos) return /CriOS|FxiOS|EdgiOS/.test(agent) ? "chrome-ios" : "safari-ios";
  if (/SamsungBrowser/.test(agent)) return "samsung";
  if (/Firefox\//.test(agent)) return "firefox";
  if (/Edg\//.test(agent)) return "edge";
  if (/Chrome\//.test(agent)) return /Android/.test(agent) ? "chrome-android" : "chrome";
  return /Macintosh/.test(agent) && /Safari\//.test(agent) ? "safari-mac" : "other";
}

/** @type {Record<Browser, string[]>} */
const ALLOW = {
  chrome: ["Click the icon at the left end of the address bar.", "Switch Camera and Microphone on.", "Come back here and press Try again."],
  edge: ["Click the lock at the left end of the address bar.", "Set Camera and Microphone to Allow.", "Come back here and press Try again."],
  firefox: ["Click the crossed-out camera at the left end of the address bar.", "Remove the block on Camera and Microphone.", "Press Try again and choose Allow."],
  "safari-mac": ["In the menu bar choose Safari, then Settings for this website.", "Set Camera and Microphone to Allow.", "Come back here and press Try again."],
  "safari-ios": ["Tap the button at the left end of the address bar, then Website Settings.", "Set Camera and Microphone to Allow.", "Reload this page."],
  "chrome-ios": ["Open the Settings app of your phone and scroll to this browser.", "Switch Camera and Microphone on.", "Reload this page."],
  "chrome-android": ["Tap the icon at the left end of the address bar, then Permissions.", "Switch Camera and Microphone on.", "Come back here and tap Try again."],
  samsung: ["Tap the lock in the address bar, then Permissions.", "Allow Camera and Microphone.", "Come back here and tap Try again."],
  other: ["Look for a camera or a lock in the address bar and tap it.", "Allow Camera and Microphone for this page.", "Press Try again."],
}; // prettier-ignore

/**
 * @typedef {object} Advice
 * @property {string} title
 * @property {string[]} steps
 * @property {boolean} canRetry
 */

/**
 * @param {Trouble} trouble
 * @param {"camera" | "microphone" | "both"} what
 * @param {Browser} browser
 * @returns {Advice}
 */
export function advice(trouble, what, browser) {
  const noun = what === "both" ? "camera and microphone" : what;
  switch (trouble) {
    case "refused":
      return {
        title: `This browser does not let the page use your ${noun}`,
        steps: /** @type {string[]} */ (ALLOW[browser]),
        canRetry: true,
      };
    case "system":
      return {
        title: `Your device does not let this browser use the ${noun}`,
        steps: [
          "Mac: System Settings, Privacy and Security, Camera and Microphone: switch this browser on.",
          "Windows: Settings, Privacy, Camera and Microphone: switch on access for desktop apps.",
          "Phone: Settings, Apps, this browser: allow both. Then press Try again.",
        ],
        canRetry: true,
      };
    case "missing":
      return {
        title: `No ${what === "both" ? "camera or microphone" : what} was found`,
        steps: [
          what === "microphone" ? "Plug one in, or use a headset." : "Plug one in, or join with your phone: open the same link there.",
          what === "camera" ? "You can also join without it: your trainer will hear you." : "You can also join without it and use the chat.",
        ],
        canRetry: true,
      };
    case "in-use":
      return {
        title: `Another program is using your ${noun}`,
        steps: ["Close other video calls and camera programs, and other tabs of this page.", "Then press Try again."],
        canRetry: true,
      };
    case "insecure":
      return {
        title: "A browser gives the camera to secure pages only",
        steps: ["The address of this page must begin with https://.", "Ask your trainer for the secure link."],
        canRetry: false,
      };
    case "unsupported":
      return {
        title: "This browser cannot make video calls",
        steps: ["Use a current Chrome, Edge, Firefox or Safari.", "Links opened inside another app: choose Open in browser."],
        canRetry: false,
      };
    default:
      return {
        title: `Your ${noun} did not start`,
        steps: ["Unplug it and plug it in again, or restart the browser.", "Then press Try again."],
        canRetry: true,
      };
  }
}
