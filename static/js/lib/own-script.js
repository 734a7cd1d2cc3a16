/** Scripts a page loads by address, such as a worker: our own, and nothing else passes the browser's check. */

/** @type {{createScriptURL: (address: string) => unknown} | null} */
let policy = null;

/**
 * @param {string | URL} address
 * @returns {any} what a `Worker` or a `src` takes: where the browser enforces trusted types, a trusted one
 */
export function ownScript(address) {
  const { href } = new URL(address, document.baseURI);
  const types = /** @type {any} */ (globalThis).trustedTypes;
  if (!types) return check(href);
  policy ??= /** @type {{createScriptURL: (address: string) => unknown}} */ (types.createPolicy("spotter", { createScriptURL: check }));
  return policy.createScriptURL(href);
}

/** @param {string} href */
function check(href) {
  const { origin, pathname } = new URL(href);
  const isOurs = pathname.startsWith("/static/") || /^\/(?:c\/[\w.-]+\/program|sessions\/[\w.-]+\/gym)\/worker\.js$/u.test(pathname);
  if (origin !== location.origin || !isOurs) throw new TypeError("not a script of ours");
  return href;
}
