// The load: members of rooms who each make a small change now and then, evenly spread over time, and what some of them
// see of it. One program sends and receives, so that there is one clock.

import { monitorEventLoopDelay } from "node:perf_hooks";
import { memory, processorSeconds, sleep } from "./process.mjs";

// A change carries when it was sent, in microseconds, and by whom: `~T` and 13 digits, `c` and 5 digits, and a number
// that makes it unique.
const MARK = Buffer.from("~T");
const WHEN = 13;
const WHO = 5;

// How long what was sent may take to arrive, after the last was sent.
const PATIENCE = 30_000;

export const quantile = (values, share) => {
  if (!values.length) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  return sorted[low] + (sorted[Math.ceil(at)] - sorted[low]) * (at - low);
};

// Lets `members` people into `rooms` rooms each, `sampled` of all of them listening.
export async function gather(server, running, { rooms, members, sampled }) {
  const clients = [];
  const every = Math.max(1, Math.floor((rooms * members) / sampled));
  for (let number = 0; number < rooms; number += 1) {
    const room = await server.room(running, members);
    for (let member = 0; member < members; member += 1) {
      const socket = await server.join(running, room, member);
      const listens = clients.length % every === 0 && clients.length / every < sampled;
      clients.push({ room, number, member, socket, index: clients.length, listens });
    }
  }
  return clients;
}

// Sends `rate` changes a second for `seconds`, one member after the other, and waits until all have arrived.
export async function load(server, running, clients, { rate, seconds }) {
  const listeners = clients.filter(({ listens }) => listens);
  const seen = [];
  const acknowledged = [];
  for (const client of clients) {
    if (client.listens) listen(client, seen, acknowledged);
    else client.socket.drain();
  }
  const delay = monitorEventLoopDelay({ resolution: 2 });
  delay.enable();
  const before = { server: processorSeconds(running.pid), self: process.cpuUsage(), bytes: bytes(clients) };
  const messages = listeners.reduce((sum, { socket }) => sum + socket.messages, 0);
  const sent = await send(server, clients, rate, seconds);
  const expected = listeners.reduce((sum, client) => sum + sent.byRoom[client.number] - client.sent, 0);
  await quiet(seen, expected);
  delay.disable();
  const self = process.cpuUsage(before.self);
  const used = memory(running.pid);
  return {
    sent: sent.count,
    expected,
    seen: seen.length,
    lost: clients.filter(({ socket }) => !socket.isOpen).length,
    farewell: clients.find(({ socket }) => socket.farewell)?.socket.farewell,
    p50: quantile(seen, 0.5),
    p95: quantile(seen, 0.95),
    p99: quantile(seen, 0.99),
    max: quantile(seen, 1),
    acknowledged50: quantile(acknowledged, 0.5),
    acknowledged99: quantile(acknowledged, 0.99),
    processor: processorSeconds(running.pid) - before.server,
    memory: used.now,
    memoryMost: used.most,
    // What one listener got, on average.
    messages: (listeners.reduce((sum, { socket }) => sum + socket.messages, 0) - messages) / listeners.length,
    mebibytes: (bytes(clients) - before.bytes) / 2 ** 20,
    generator: (self.user + self.system) / 1e6,
    generatorDelay99: delay.percentile(99) / 1e6,
  };
}

function listen(client, seen, acknowledged) {
  client.socket.hear = (body) => {
    const now = performance.now();
    if (body.indexOf('{"farewell"') === 0) client.socket.farewell = `${body}`;
    for (let at = body.indexOf(MARK); at >= 0; at = body.indexOf(MARK, at + 2 + WHEN + WHO)) {
      const when = Number(body.latin1Slice(at + 2, at + 2 + WHEN)) / 1_000;
      const who = Number(body.latin1Slice(at + 3 + WHEN, at + 3 + WHEN + WHO));
      (who === client.index ? acknowledged : seen).push(now - when);
    }
  };
}

async function send(server, clients, rate, seconds) {
  const total = Math.round(rate * seconds);
  const byRoom = [];
  for (const client of clients) {
    client.sent = 0;
    byRoom[client.number] = 0;
  }
  // In turn through all rooms, so that the members of one do not all speak at once.
  const rooms = byRoom.length;
  const members = clients.length / rooms;
  const begin = performance.now();
  let count = 0;
  while (count < total) {
    const due = Math.min(total, Math.floor(((performance.now() - begin) / 1_000) * rate));
    for (; count < due; count += 1) {
      const client = clients[(count % rooms) * members + (Math.floor(count / rooms) % members)];
      const when = `${Math.round(performance.now() * 1_000)}`.padStart(WHEN, "0");
      const mark = `~T${when}c${`${client.index}`.padStart(WHO, "0")}n${count}`;
      if (!client.socket.isOpen) continue;
      client.socket.say(server.change(client, mark));
      client.sent += 1;
      byRoom[client.number] += 1;
    }
    await sleep(1);
  }
  return { count, byRoom };
}

// Waits until everything expected was seen, or nothing more comes.
async function quiet(seen, expected) {
  let last = -1;
  let still = 0;
  for (const end = Date.now() + PATIENCE; seen.length < expected && still < 30 && Date.now() < end; ) {
    await sleep(100);
    still = seen.length === last ? still + 1 : 0;
    last = seen.length;
  }
  // More than expected would be something done twice.
  await sleep(100);
}

const bytes = (clients) => clients.reduce((sum, { socket }) => sum + socket.bytes, 0);
