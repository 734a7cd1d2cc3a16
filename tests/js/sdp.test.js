/** What we write into a description, and that the rest stays as it was. */

import assert from "node:assert/strict";
import test from "node:test";

import { inStereo, startWell } from "../../static/js/live/sdp.js";

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

const TWO = [
  "v=0",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111 63",
  "a=mid:voice",
  "a=rtpmap:111 opus/48000/2",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "a=rtpmap:63 red/48000/2",
  "a=fmtp:63 111/111",
  "m=video 9 UDP/TLS/RTP/SAVPF 96",
  "a=mid:camera",
  "a=rtpmap:96 VP8/90000",
  "m=audio 9 UDP/TLS/RTP/SAVPF 110",
  "a=mid:screen-sound",
  "a=rtpmap:110 opus/48000/2",
  "",
].join("\r\n");
const STEREO = "stereo=1;sprop-stereo=1;maxaveragebitrate=128000";

test("the sound that is chosen is stereo, with or without parameters of its own, and the other is not touched", () => {
  const told = inStereo(TWO, ({ mid }) => mid === "screen-sound");
  assert.equal(told, TWO.replace("a=rtpmap:110 opus/48000/2\r\n", `a=rtpmap:110 opus/48000/2\r\na=fmtp:110 ${STEREO}\r\n`));
  const both = inStereo(TWO, () => true).split("\r\n");
  assert.ok(both.includes(`a=fmtp:111 minptime=10;useinbandfec=1;${STEREO}`));
  assert.ok(both.includes("a=fmtp:63 111/111"));
  assert.equal(both.at(-1), "");
});

test("what was stereo is mono again; m-lines are counted from 0; twice is as once", () => {
  const both = inStereo(TWO, () => true);
  assert.equal(inStereo(both, () => true), both);
  assert.ok(inStereo(both, ({ index }) => index === 2).includes("a=fmtp:111 minptime=10;useinbandfec=1\r\n"));
  assert.ok(inStereo(both, ({ index }) => index === 2).includes(`a=fmtp:110 ${STEREO}\r\n`));
});

test("what is no description stays what it is", () => {
  for (const words of ["", "offer with 4", "m=audio"]) assert.equal(inStereo(words, () => true), words);
});
