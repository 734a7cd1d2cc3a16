/** What a page that may not ask the server has with it: a trainer's remote has no login. Touches no page. */

import { Refusal } from "../lib/http.js";

/**
 * @param {Record<string, Record<string, any>>} carried by address
 * @returns {{get: typeof import("../lib/http.js").get, post: typeof import("../lib/http.js").post}} as lib/http.js asks; what did not come along is not found
 */
export function carriedHttp(carried) {
  return {
    async get(url) {
      const found = carried[url];
      if (!found) throw new Refusal("not-found", "It did not come along with this page. Open the link again.", null, 404);
      return found;
    },
    async post() {
      throw new Refusal("not-allowed", "A remote changes nothing that is kept.", null, 403);
    },
  };
}
