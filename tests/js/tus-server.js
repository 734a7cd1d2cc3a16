/** A tus server of the authors of tus, on 127.0.0.1, that can be told to misbehave; and the client's way to it where XMLHttpRequest is missing. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";
import * as client from "tus-js-client";

/** Runs one; `before` may answer a request itself, or cut it. */
export async function tusServer() {
  const folder = await mkdtemp(join(tmpdir(), "tus-"));
  const tus = new Server({
    path: "/uploads",
    datastore: new FileStore({ directory: folder }),
    relativeLocation: true,
  });
  let created = 0;
  /** @type {{method: string, bytes: number, headers: Record<string, any>}[]} */
  const seen = [];
  const rules = { before: /** @type {(request: any, response: any) => boolean} */ (() => false) };
  const http = createServer((request, response) => {
    seen.push({ method: String(request.method), bytes: Number(request.headers["content-length"] ?? 0), headers: request.headers });
    if (rules.before(request, response)) return;
    if (request.method === "POST") response.setHeader("Spotter-Clip", `clip-${(created += 1)}`);
    void tus.handle(request, response);
  });
  await new Promise((go) => http.listen(0, "127.0.0.1", () => go(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (http.address());
  return {
    endpoint: `http://127.0.0.1:${port}/uploads`,
    seen,
    rules,
    methods: () => seen.map(({ method }) => method),
    /** @param {string} url */
    bytesOf: (url) => readFile(join(folder, String(url.split("/").at(-1)))),
    async close() {
      http.closeAllConnections();
      await new Promise((go) => http.close(go));
      await rm(folder, { recursive: true });
    },
  };
}

/** tus-js-client with fetch in the place of XMLHttpRequest. */
export const tus = {
  Upload: class extends client.Upload {
    /** @param {any} source @param {any} options */
    constructor(source, options) {
      super(source, { ...options, httpStack: new FetchStack() });
    }
    static terminate(/** @type {string} */ url, /** @type {any} */ options) {
      return client.Upload.terminate(url, { ...options, httpStack: new FetchStack() });
    }
  },
};

class FetchStack {
  getName = () => "fetch";
  /** @param {string} method @param {string} url */
  createRequest(method, url) {
    /** @type {Record<string, string>} */
    const headers = {};
    const cut = new AbortController();
    return {
      getMethod: () => method,
      getURL: () => url,
      getHeader: (/** @type {string} */ name) => headers[name],
      setHeader: (/** @type {string} */ name, /** @type {string} */ value) => void (headers[name] = value),
      setProgressHandler() {},
      abort: async () => cut.abort(),
      getUnderlyingObject: () => null,
      async send(/** @type {Blob | null} */ body = null) {
        const answer = await fetch(url, { method, headers, body, signal: cut.signal });
        const text = await answer.text();
        return {
          getStatus: () => answer.status,
          getHeader: (/** @type {string} */ name) => answer.headers.get(name),
          getBody: () => text,
          getUnderlyingObject: () => null,
        };
      },
    };
  }
}
