// A workshop: everybody in one room, each making five small changes a second, and how long it takes until the others
// see them. Atoll and its peers, one after the other and several times in turn, by the same generator on the same
// machine. `cargo xtask bench workshop` builds the server and runs it.
//
//   --clients=20,100,200  how many are in the room      --seconds=10  how long
//   --rounds=3            how often, medians are told   --only=Atoll  whose name begins so
//   --out=FILE            all figures as JSON           --atoll="…"   more for `atoll serve`

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gather, load } from "./load.mjs";
import { sleep, stop } from "./process.mjs";
import { servers } from "./servers.mjs";
import { keep, machine, medians, option, table } from "./table.mjs";

const CLIENTS = option("clients", "20,100,200").split(",").map(Number);
const SECONDS = Number(option("seconds", "10"));
const ROUNDS = Number(option("rounds", "3"));
const ONLY = option("only", "").split("+");

// Changes a second of each member, and how many members look at what arrives. The others only read.
const RATE = 5;
const SAMPLED = 20;
// Every program runs faster once it has run a little.
const WARMING = 1;

async function measure(server, members) {
  const folder = mkdtempSync(join(tmpdir(), "atoll-workshop-"));
  let running;
  try {
    running = await server.start(folder);
    const clients = await gather(server, running, { rooms: 1, members, sampled: SAMPLED });
    await sleep(300);
    const { sent, expected, seen } = await warm(server, running, clients, members * RATE);
    if (seen < expected) throw new Error(`of ${sent} changes for warming ${expected - seen} were not seen`);
    const measured = await load(server, running, clients, { rate: members * RATE, seconds: SECONDS });
    if (measured.lost) process.stderr.write(`${measured.lost} were sent away: ${measured.farewell} ${running.said()}\n`);
    for (const { socket } of clients) socket.close();
    return measured;
  } finally {
    if (running) await stop(running);
    rmSync(folder, { recursive: true, force: true });
  }
}

// The first second is not measured; its load is the same.
const warm = (server, running, clients, rate) => load(server, running, clients, { rate, seconds: WARMING });

const COLUMNS = [
  ["server", ({ name }) => name],
  ["when seen", ({ kept }) => kept],
  ["clients", ({ members }) => `${members}`],
  ["seen %", ({ seen, expected }) => (100 * seen) / expected],
  ["p50 ms", ({ p50 }) => p50],
  ["p95 ms", ({ p95 }) => p95],
  ["p99 ms", ({ p99 }) => p99],
  ["max ms", ({ max }) => max],
  ["CPU s", ({ processor }) => processor],
  ["RSS MiB", ({ memory }) => memory],
  ["peak MiB", ({ memoryMost }) => memoryMost],
  ["messages", ({ messages }) => messages],
  ["MiB out", ({ mebibytes }) => mebibytes],
  ["generator CPU s", ({ generator }) => generator],
];

const chosen = servers().filter(({ name }) => ONLY.some((start) => name.startsWith(start)));
if (!chosen.length) throw new Error("nobody to measure: set ATOLL_PROGRAM, PEERBENCH or both");
const rounds = new Map();
for (let round = 0; round < ROUNDS; round += 1) {
  for (const members of CLIENTS) {
    // Everybody is once the first.
    for (let turn = 0; turn < chosen.length; turn += 1) {
      const server = chosen[(turn + round) % chosen.length];
      const key = `${members} ${server.name}`;
      try {
        const measured = await measure(server, members);
        rounds.set(key, [...(rounds.get(key) ?? []), measured]);
        const { p50, p99, processor, memoryMost } = measured;
        const figures = [p50, p99, processor, memoryMost].map((value) => value.toFixed(2)).join(" / ");
        process.stderr.write(`${key}: p50 / p99 ms / CPU s / peak MiB ${figures}\n`);
      } catch (error) {
        process.stderr.write(`${key}: ${error.message}\n`);
      }
    }
  }
}
const rows = CLIENTS.flatMap((members) =>
  chosen
    .filter(({ name }) => rounds.has(`${members} ${name}`))
    .map(({ name, kept }) => {
      const of = rounds.get(`${members} ${name}`);
      return { name, kept, members, rounds: of, ...medians(of) };
    }),
);
console.log(`${machine().at}, ${machine().cores} cores, ${SECONDS} s, ${RATE} changes a second each, medians of ${ROUNDS}\n`);
console.log(table(COLUMNS, rows));
keep(option("out"), { clients: CLIENTS, seconds: SECONDS, rate: RATE, rows });
process.exit(0);
