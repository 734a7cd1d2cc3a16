// The peer of fanout-vs-node: a Socket.IO server in Node that fans out the same messages, from memory, and keeps no log.
// node bench/fanout_peer.mjs PORT

import { createServer } from "node:http";
import { Server } from "socket.io";
import parser from "socket.io-msgpack-parser";

const http = createServer();
const io = new Server(http, {
  path: "/live/",
  transports: ["websocket"],
  parser,
  pingInterval: 5000,
  pingTimeout: 5000,
  maxHttpBufferSize: 65536,
});
const rooms = new Map();

io.use((socket, next) => {
  const { room, peer, resume } = socket.handshake.auth;
  next(typeof room === "string" && typeof peer === "string" && resume ? undefined : new Error("bad-hello"));
});

io.on("connection", (socket) => {
  const { room, peer } = socket.handshake.auth;
  if (!rooms.has(room)) rooms.set(room, { head: 0, hasSpoken: false });
  const state = rooms.get(room);
  socket.join(room);
  socket.emit("welcome", { room, peer, caller: "client", now_ms: Date.now(), head: state.head, snapshot: null, events: [] });

  socket.on("cue.send", (body, answer) => {
    const { say, kind, focus, to, speak, valid_ms } = body;
    if (typeof say !== "string" || say.length > 60) return answer({ ok: false, error: "bad-message" });
    state.head += 1;
    state.hasSpoken = true;
    io.to(room).emit("event", {
      seq: state.head,
      at_ms: Date.now(),
      type: "cue",
      actor: peer,
      audience: to,
      payload: { say, kind, focus, to, speak },
      valid_ms,
    });
    return answer({ ok: true, seq: state.head });
  });
  socket.on("clock", (body, answer) => answer({ ok: true, t0: body.t0, t1_ms: Date.now() }));
});

setInterval(() => {
  for (const [room, state] of rooms) {
    if (!state.hasSpoken) io.to(room).emit("beat", { head: state.head, now_ms: Date.now() });
    state.hasSpoken = false;
  }
}, 1000);

http.listen(Number(process.argv[2]), "127.0.0.1");
