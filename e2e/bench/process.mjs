// Programs under measurement: started at a free port, read from the system's own accounts, and ended.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";

const PATIENCE = 15_000;
// The system counts a program's time in hundredths of a second.
const TICKS = 100;
const KIBIBYTE = 1024;

export const sleep = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));

export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

// Starts a program that will listen at `port`, and waits until it does. What it says on standard error is kept for the
// case that it does not.
export async function start(program, words, { env = {}, port } = {}) {
  const child = spawn(program, words, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => {
    said = (said + data).slice(-2_000);
  });
  for (const end = Date.now() + PATIENCE; !(await listens(port)); await sleep(50)) {
    if (child.exitCode !== null || Date.now() > end) {
      child.kill("SIGKILL");
      throw new Error(`${program} ${words.join(" ")} does not listen at ${port}: ${said}`);
    }
  }
  return { child, port, pid: child.pid, said: () => said };
}

export async function stop({ child }) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGKILL");
  await gone;
}

// Seconds of processor time that a program has used, with all its threads.
export function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

// What a program has in memory now, and the most that it had, in MiB.
export function memory(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const read = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / KIBIBYTE;
  return { now: read("VmRSS"), most: read("VmHWM") };
}

function listens(port) {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      done(true);
    });
    socket.on("error", () => done(false));
  });
}
