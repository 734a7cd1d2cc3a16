/** All connections of this device: one to each other device it has something to show or to see. */

import { openConnection } from "./connection.js";
import { lanesBetween, offers, receives, sends } from "./lanes.js";

/**
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {import("./types.d.ts").MediaState} MediaState
 * @typedef {import("./lanes.js").Lane} Lane
 * @typedef {import("./connection.js").Connection} Connection
 * @typedef {import("./connection.js").View} View
 * @typedef {import("./attempt.js").Signal} Signal
 */

/**
 * @typedef {object} Links
 * @property {(peers: Peer[]) => void} follow the devices in the room now; connections come and go with them
 * @property {(message: Signal & {from: string}) => void} take
 * @property {(peer?: string) => void} poke
 * @property {(peer: string) => void} renew
 * @property {(lane: Lane) => void} refresh
 * @property {(servers: RTCIceServer[]) => void} setServers
 * @property {() => Record<string, View>} views by peer
 * @property {() => Promise<RTCStatsReport[]>} stats of every connection there is
 * @property {() => Promise<import("./tracks.js").Report[]>} reports the same, with what each track is
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {Peer} options.me
 * @param {(lane: Lane) => MediaStreamTrack | null} options.track
 * @param {(lane: Lane) => boolean} [options.isMusic] a sound that we send is music, in stereo
 * @param {(message: Signal & {to: string}) => void} options.send
 * @param {(peer: string) => boolean} options.canSend
 * @param {(peer: string) => MediaState | undefined} options.mediaOf
 * @param {() => number} options.newGen
 * @param {() => void} options.changed
 * @param {typeof openConnection} [options.open]
 * @returns {Links}
 */
export function openLinks({ me, track, isMusic, send, canSend, mediaOf, newGen, changed, open = openConnection }) {
  /** @type {Map<string, Connection>} */
  const links = new Map();
  /** @type {RTCIceServer[]} */
  let servers = [];
  /** @type {Map<string, Signal[]>} */
  const early = new Map();

  /** @param {Peer} peer */
  function link(peer) {
    const lanes = lanesBetween(me, peer);
    if (lanes.length === 0) return;
    const connection = open({
      isOffering: offers(me, peer),
      plan: { lanes, isSending: sends(me, peer), isReceiving: receives(me, peer), track, ...(isMusic && { isMusic }) },
      servers,
      send: (signal) => send({ ...signal, to: peer.id }),
      canSend: () => canSend(peer.id),
      expects: () => {
        const media = mediaOf(peer.id);
        return Boolean(media && (media.mic || media.camera || media.screen || media.music));
      },
      newGen,
      changed,
    });
    links.set(peer.id, connection);
    for (const signal of early.get(peer.id) ?? []) connection.take(signal);
    early.delete(peer.id);
  }

  return {
    follow(peers) {
      const others = peers.filter((peer) => peer.id !== me.id);
      const ids = new Set(others.map((peer) => peer.id));
      for (const [id, connection] of links) {
        if (ids.has(id)) continue;
        connection.close();
        links.delete(id);
      }
      for (const peer of others) if (!links.has(peer.id)) link(peer);
      changed();
    },
    take({ from, ...signal }) {
      const connection = links.get(from);
      if (connection) connection.take(signal);
      else early.set(from, [...(early.get(from) ?? []), signal].slice(-40)); // its admission is still on the way
    },
    poke(peer) {
      for (const [id, connection] of links) if (peer === undefined || peer === id) connection.poke();
    },
    renew(peer) {
      links.get(peer)?.renew();
    },
    refresh(lane) {
      for (const connection of links.values()) connection.refresh(lane);
    },
    setServers(next) {
      servers = next;
      for (const connection of links.values()) connection.setServers(next);
    },
    views: () => Object.fromEntries([...links].map(([id, connection]) => [id, connection.view()])),
    async stats() {
      const all = await Promise.all([...links.values()].map((connection) => connection.stats()));
      return all.filter((one) => one !== null);
    },
    async reports() {
      const all = await Promise.all(
        [...links].map(async ([peer, connection]) => {
          const report = await connection.report();
          return report && { ...report, key: `${peer} ${report.key}`, peer };
        }),
      );
      return all.filter((one) => one !== null);
    },
    close() {
      for (const connection of links.values()) connection.close();
      links.clear();
    },
  };
}
