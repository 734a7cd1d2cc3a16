/** Whose things are on this device. Pure. */

/**
 * Whose tapes belong on a client's page: those of the client whose link it is, also under a newer link.
 *
 * @param {string} base where a client's things are: /c/<token>
 * @returns {string}
 */
export function ownerOf(base) {
  return `c:${base.split("/").at(-1)?.split(".")[0] ?? ""}`;
}
