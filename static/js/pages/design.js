/** The toasts of /design. */

import { toast } from "../lib/toast.js";

for (const button of document.querySelectorAll("[data-toast]")) {
  if (!(button instanceof HTMLElement)) continue;
  const kind = button.dataset["kind"] === "warn" ? "warn" : "good";
  button.addEventListener("click", () => toast(button.dataset["toast"] ?? "", kind));
}
