/** What shows an exercise: which comes first. Without this the order is the one that stands there. */

const pictures = document.querySelector("[data-order]");

pictures?.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-way]") : null;
  const row = button?.closest("[data-place]");
  if (!(button instanceof HTMLElement) || !row) return;
  const other = button.dataset["way"] === "-1" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (button.dataset["way"] === "-1") other.before(row);
  else other.after(row);
  button.focus();
});

export {};
