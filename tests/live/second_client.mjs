// Runs static/example/client.js in Node with socket.io-client as npm has it, and tells on standard output what it saw.
// node second_client.mjs URL SEAT_JSON

import { createInterface } from "node:readline";
import { io } from "socket.io-client";
import parser from "socket.io-msgpack-parser";

import { openRoom } from "../../static/example/client.js";

const [url, seat] = process.argv.slice(2);
const say = (what) => console.log(JSON.stringify(what));
const room = openRoom({
  io,
  parser,
  url,
  seat: JSON.parse(seat),
  hear: {
    welcome: (caller, snapshot) => say({ welcome: caller, head: snapshot?.head ?? null }),
    event: (event, isLive) => say({ event, isLive }),
    closed: (code, message) => {
      say({ closed: code, message });
      process.exit(0);
    },
  },
});

for await (const line of createInterface({ input: process.stdin })) {
  const [name, body] = JSON.parse(line);
  if (name === "drop") room.drop();
  else if (name === "now") say({ now: room.now() });
  else room.command(name, body).then((answer) => say({ answer }));
}
