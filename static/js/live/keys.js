/** Which key does what in the trainer's room. Pure. */

/**
 * @typedef {"pause" | "skip" | "back" | "add" | "stop" | "timer" | "day" | "done" | "undo" | "rep" | "edge" | "notes" | "exercise" | "free" | "speak" | "marker" | "effort" | "rest" | "clip" | "clips" | "replay" | "assess" | "slower" | "faster" | "chat" | "form" | "people" | "safety" | "admit" | "mic" | "camera" | "share"
 *   | "private" | "mute" | "spotlight" | "aside" | "hold" | "meet" | "lower" | "record" | "connection"
 *   | "fullscreen" | "mirror" | "swap" | "help" | "close"} Deed
 * @typedef {{kind: "cue", key: string} | {kind: "deed", deed: Deed}} Pressed
 */

/** @type {{keys: string[], shown: string, deed: Deed, words: string}[]} */
export const KEYS = [
  { keys: ["/"], shown: "/", deed: "free", words: "Type a cue of your own" },
  { keys: ["'"], shown: "'", deed: "exercise", words: "Cues of another exercise: search" },
  { keys: ["s"], shown: "S", deed: "speak", words: "Cues spoken aloud: on or off" },
  { keys: ["!"], shown: "!", deed: "rest", words: "Stop: pause everyone, or whom cues go to; again: go on" },
  { keys: [";"], shown: ";", deed: "effort", words: "Ask how hard it was" },
  { keys: ["k"], shown: "K", deed: "clip", words: "Clip that: keep the last seconds" },
  { keys: ["v"], shown: "V", deed: "replay", words: "Replay the newest clip on both screens; again: back to training" },
  { keys: [","], shown: ",", deed: "slower", words: "Replay: slower" },
  { keys: ["."], shown: ".", deed: "faster", words: "Replay: faster" },
  { keys: ["l"], shown: "L", deed: "clips", words: "Clips" },
  { keys: ["q"], shown: "Q", deed: "assess", words: "Assess: film a step on your client's device" },
  { keys: [" "], shown: "Space", deed: "pause", words: "Timer: pause, go on; during a replay: that" },
  { keys: ["ArrowRight"], shown: "→", deed: "skip", words: "Timer: next interval; during a replay: a step on" },
  { keys: ["ArrowLeft"], shown: "←", deed: "back", words: "Timer: interval before; during a replay: a step back" },
  { keys: ["+"], shown: "+", deed: "add", words: "Timer: ten seconds more" },
  { keys: ["x"], shown: "X", deed: "stop", words: "Timer: stop" },
  { keys: ["t"], shown: "T", deed: "timer", words: "Timers" },
  { keys: [":"], shown: ":", deed: "day", words: "Exercises of the day" },
  { keys: ["Enter"], shown: "Enter", deed: "done", words: "Set done, as planned or as the fields say; the rest begins" },
  { keys: ["Backspace"], shown: "⌫", deed: "undo", words: "Take the last set back" },
  { keys: ["ArrowUp"], shown: "↑", deed: "rep", words: "One rep more; counts when the set is done" },
  { keys: ["ArrowDown"], shown: "↓", deed: "edge", words: "The set begins; again: it ends" },
  { keys: ["#"], shown: "#", deed: "notes", words: "A note that only you see" },
  { keys: ["m"], shown: "M", deed: "marker", words: "Mark this moment" },
  { keys: ["a"], shown: "A", deed: "admit", words: "Let in who waits" },
  { keys: ["="], shown: "=", deed: "form", words: "Forms: one beside the picture, in which both write" },
  { keys: ["p"], shown: "P", deed: "people", words: "People" },
  { keys: ["*"], shown: "*", deed: "safety", words: "Emergency card: where they are, whom to call" },
  { keys: ["n"], shown: "N", deed: "private", words: "Group: cues to the next client alone; Esc: to everyone" },
  { keys: ["u"], shown: "U", deed: "mute", words: "Group: mute that client, or let them be heard" },
  { keys: ["z"], shown: "Z", deed: "spotlight", words: "Group: that client in the spotlight, large and sharp" },
  { keys: ["o"], shown: "O", deed: "aside", words: "Group: take that client aside; again: back to all" },
  { keys: ["h"], shown: "H", deed: "hold", words: "Group: everybody waits, or goes on" },
  { keys: ["b"], shown: "B", deed: "meet", words: "Group: clients see each other, or do not" },
  { keys: ["j"], shown: "J", deed: "lower", words: "Group: lower the hand that is up for longest" },
  { keys: ["y"], shown: "Y", deed: "record", words: "Record the session, or stop" },
  { keys: ["i"], shown: "I", deed: "connection", words: "Connection: what each picture and voice needs" },
  { keys: ["c"], shown: "C", deed: "chat", words: "Chat" },
  { keys: ["d"], shown: "D", deed: "mic", words: "Microphone" },
  { keys: ["e"], shown: "E", deed: "camera", words: "Camera" },
  { keys: ["g"], shown: "G", deed: "share", words: "Share your screen" },
  { keys: ["w"], shown: "W", deed: "swap", words: "Pin the next picture large, on this screen alone" },
  { keys: ["r"], shown: "R", deed: "mirror", words: "Mirror your own picture" },
  { keys: ["f"], shown: "F", deed: "fullscreen", words: "Full screen" },
  { keys: ["?"], shown: "?", deed: "help", words: "These keys" },
  { keys: ["Escape"], shown: "Esc", deed: "close", words: "Close what is open" },
];

/**
 * @param {object} press
 * @param {string} press.key
 * @param {boolean} press.hasModifier ctrl, alt or meta: the browser's own keys stay the browser's
 * @param {boolean} press.isTyping the focus is in a field
 * @param {boolean} press.isOnButton Space presses the button that has the focus, not the timer's
 * @param {boolean} press.isRepeat
 * @param {string[]} cueKeys the palette's
 * @returns {Pressed | null}
 */
export function pressed({ key, hasModifier, isTyping, isOnButton, isRepeat }, cueKeys) {
  if (hasModifier || isRepeat) return null;
  if (isTyping) return key === "Escape" ? { kind: "deed", deed: "close" } : null;
  if (isOnButton && (key === " " || key === "Enter")) return null;
  if (cueKeys.includes(key)) return { kind: "cue", key };
  const found = KEYS.find(({ keys }) => keys.includes(key) || keys.includes(key.toLowerCase()));
  return found ? { kind: "deed", deed: found.deed } : null;
}
