// Many small rooms: in each somebody makes a change every two seconds; then everybody leaves, and what the server still
// keeps in memory is read as time goes by. `cargo xtask bench rooms` builds the server and runs it.
//
//   --rooms=1000 --members=5 --seconds=30  the load
//   --idle=90       for how many seconds to look on afterwards
//   --only=Atoll    whose name begins so    --out=FILE  all figures as JSON    --atoll="…"  more for `atoll serve`

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gather, load } from "./load.mjs";
import { memory, processorSeconds, sleep, stop } from "./process.mjs";
import { servers } from "./servers.mjs";
import { keep, machine, option, table } from "./table.mjs";

const ROOMS = Number(option("rooms", "1000"));
const MEMBERS = Number(option("members", "5"));
const SECONDS = Number(option("seconds", "30"));
const IDLE = Number(option("idle", "90"));
const ONLY = option("only", "").split("+");

// Changes a second of each room.
const RATE = 0.5;
// How often the memory of the empty server is read, in seconds.
const EVERY = 5;

async function measure(server) {
  const folder = mkdtempSync(join(tmpdir(), "atoll-rooms-"));
  let running;
  try {
    running = await server.start(folder);
    await sleep(500);
    const fresh = memory(running.pid).now;
    const begin = Date.now();
    const clients = await gather(server, running, { rooms: ROOMS, members: MEMBERS, sampled: ROOMS });
    const gathered = (Date.now() - begin) / 1_000;
    const joined = memory(running.pid).now;
    const measured = await load(server, running, clients, { rate: ROOMS * RATE, seconds: SECONDS });
    for (const { socket } of clients) socket.close();
    const before = processorSeconds(running.pid);
    const after = [];
    for (let second = 0; second < IDLE; second += EVERY) {
      await sleep(EVERY * 1_000);
      after.push({ second: second + EVERY, memory: memory(running.pid).now });
    }
    const left = after.at(-1)?.memory ?? Number.NaN;
    return { ...measured, fresh, gathered, joined, after, left, idle: processorSeconds(running.pid) - before };
  } finally {
    if (running) await stop(running);
    rmSync(folder, { recursive: true, force: true });
  }
}

const COLUMNS = [
  ["server", ({ name }) => name],
  ["when seen", ({ kept }) => kept],
  ["seen %", ({ seen, expected }) => (100 * seen) / expected],
  ["p50 ms", ({ p50 }) => p50],
  ["p99 ms", ({ p99 }) => p99],
  ["max ms", ({ max }) => max],
  ["CPU s", ({ processor }) => processor],
  ["fresh MiB", ({ fresh }) => fresh],
  ["joined MiB", ({ joined }) => joined],
  ["loaded MiB", ({ memory }) => memory],
  ["peak MiB", ({ memoryMost }) => memoryMost],
  [`${IDLE} s after MiB`, ({ left }) => left],
  ["CPU s when empty", ({ idle }) => idle],
];

const rows = [];
for (const server of servers().filter(({ name }) => ONLY.some((start) => name.startsWith(start)))) {
  try {
    rows.push({ name: server.name, kept: server.kept, ...(await measure(server)) });
    process.stderr.write(`${server.name}: ${JSON.stringify(rows.at(-1))}\n`);
  } catch (error) {
    process.stderr.write(`${server.name}: ${error.message}\n`);
  }
}
console.log(`${machine().at}, ${machine().cores} cores, ${ROOMS} rooms of ${MEMBERS}, ${SECONDS} s\n`);
console.log(table(COLUMNS, rows));
keep(option("out"), { rooms: ROOMS, members: MEMBERS, seconds: SECONDS, rate: RATE, rows });
process.exit(0);
