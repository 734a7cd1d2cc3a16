// The peer of upload-vs-tus-node: @tus/server with its own file store, as its documentation sets it up. It does not sync.
// node bench/upload_peer.mjs PORT FOLDER

import { createServer } from "node:http";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const [port, directory] = process.argv.slice(2);
const tus = new Server({ path: "/uploads", datastore: new FileStore({ directory }) });

createServer((request, answer) => void tus.handle(request, answer)).listen(Number(port), "127.0.0.1");
