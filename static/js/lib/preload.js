/** Modules that a page wants a moment later: fetched at once then, and not one after the other as each names the next. */

/** @param {string} id of the page's list of their addresses, as JSON; without one nothing happens */
export function preload(id) {
  const list = document.getElementById(id);
  if (!list) return;
  const links = /** @type {string[]} */ (JSON.parse(list.textContent || "[]")).map((href) => {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = href;
    return link;
  });
  list.remove();
  document.head.append(...links);
}
