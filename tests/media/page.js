// A peer of the relay in a page without any of Spotter's scripts.
window.peer = {
  pc: null,
  tracks: {},
  async film(video = { width: 640, height: 360, frameRate: 30 }) {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video });
    this.tracks = { voice: stream.getAudioTracks()[0], camera: stream.getVideoTracks()[0] };
  },
  /** Takes an offer; gives the answer as soon as it is written: the relay needs none of our candidates. */
  async answer(sdp) {
    const old = this.pc;
    const pc = (this.pc = new RTCPeerConnection({ iceServers: [], bundlePolicy: "max-bundle" }));
    this.videos = {};
    pc.ontrack = ({ transceiver, track }) => {
      const element = document.createElement(track.kind);
      element.autoplay = element.muted = element.playsInline = true;
      element.srcObject = new MediaStream([track]);
      document.body.append(element);
      this.videos[transceiver.mid] = element;
    };
    await pc.setRemoteDescription({ type: "offer", sdp });
    for (const transceiver of pc.getTransceivers()) {
      if (/^(sound|picture)-/.test(transceiver.mid)) continue;
      transceiver.direction = "sendonly";
      await transceiver.sender.replaceTrack(this.tracks[transceiver.mid] ?? null);
    }
    await pc.setLocalDescription();
    if (old) setTimeout(() => old.close(), 2000);
    return pc.localDescription.sdp;
  },
  /** What came in and went out, by mid. */
  async numbers() {
    const found = {};
    const mids = new Map(this.pc.getTransceivers().map((each) => [each.mid, each]));
    for (const [mid, { receiver, sender }] of mids) {
      for (const report of (await (/-\d+$/.test(mid) ? receiver : sender).getStats()).values()) {
        if (report.type === "inbound-rtp") {
          const { packetsReceived, framesDecoded, framesDropped, freezeCount, frameHeight, pliCount, nackCount, packetsLost } = report;
          const { totalAudioEnergy, retransmittedPacketsReceived, codecId, jitter } = report;
          found[mid] = { packetsReceived, framesDecoded, framesDropped, freezeCount, frameHeight, pliCount, nackCount, packetsLost };
          Object.assign(found[mid], { totalAudioEnergy, retransmittedPacketsReceived, codecId, jitter });
        }
        if (report.type === "outbound-rtp") {
          const { packetsSent, bytesSent, frameHeight, frameWidth, pliCount, nackCount, qualityLimitationReason } = report;
          found[mid] = { packetsSent, bytesSent, frameHeight, frameWidth, pliCount, nackCount, qualityLimitationReason };
        }
        if (report.type === "candidate-pair" && report.nominated) found.pair = report;
      }
    }
    return JSON.parse(JSON.stringify(found));
  },
};
