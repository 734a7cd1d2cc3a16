/** What we write into a description, and that the rest stays as it was. */

import assert from "node:assert/strict";
import test from "node:test";

import { startWell } from "../../static/js/live/sdp.js";

const SDP = [
  "v=0",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111",
  "a=rtpmap:111 opus/48000/2",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "m=video 9 UDP/TLS/RTP/SAVPF 96 97 102",
  "a=rtpmap:96 VP8/90000",
  "a=rtcp-fb:96 nack pli",
  "a=rtpmap:97 rtx/90000",
  "a=fmtp:97 apt=96",
  "a=rtpmap:102 H264/90000",
  "a=fmtp:102 profile-level-id=42e01f",
  "",
].join("\r\n");

test("each video codec begins at a rate that carries a picture, and nothing else is touched", () => {
  const told = startWell(SDP).split("\r\n");
  const added = told.filter((line) => !SDP.split("\r\n").includes(line));
  assert.deepEqual(added, ["a=fmtp:96 x-google-start-bitrate=1600", "a=fmtp:102 profile-level-id=42e01f;x-google-start-bitrate=1600"]);
  assert.equal(told.length, SDP.split("\r\n").length + 1);
  assert.equal(told.at(-1), "");
});

test("a description without video stays as it is", () => {
  const sound = SDP.split("m=video")[0] ?? "";
  assert.equal(startWell(sound), sound);
});
