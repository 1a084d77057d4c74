// Who is measured: Atoll, and the servers that somebody would take instead, where they are installed (see the guide).
// Each says how it is started, how one takes part in a room of it, and what a small change looks like on its line.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, start } from "./process.mjs";
import { Socket } from "./socket.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const PEERS = process.env.PEERBENCH;
const PATIENCE = 20_000;

// Everybody who can be measured here, in the order of the table.
export function servers() {
  const found = [];
  if (process.env.ATOLL_PROGRAM) {
    found.push(atoll("Atoll, SQLite", (folder) => join(folder, "atoll.db")));
    if (process.env.ATOLL_POSTGRES) found.push(atoll("Atoll, PostgreSQL", () => process.env.ATOLL_POSTGRES));
  }
  if (PEERS && existsSync(join(PEERS, "collab-yws"))) {
    found.push(yWebsocket("y-websocket, memory", () => ({})));
    found.push(yWebsocket("y-websocket, LevelDB", (folder) => ({ YPERSISTENCE: join(folder, "level") })));
  }
  if (PEERS && existsSync(join(PEERS, "collab-hocus"))) {
    found.push(hocuspocus("Hocuspocus, memory", () => ({})));
    found.push(hocuspocus("Hocuspocus, SQLite", (folder) => ({ SQLITE: join(folder, "peer.db") })));
  }
  return found;
}

// Everybody comes from this one machine, which a server that faces the world would wonder about.
const FROM_ONE_ADDRESS = {
  ATOLL_LOG: "warn",
  ATOLL_CONNECTIONS_PER_ADDRESS: "0",
  ATOLL_JOINS_PER_ADDRESS: "0",
  ATOLL_LANDSCAPES_PER_ADDRESS: "0",
};

// What is on the disk when a change is seen by others.
const WHEN_SEEN = { atoll: "on disk", memory: "never", later: "not yet" };

function atoll(name, database) {
  return {
    name,
    kept: WHEN_SEEN.atoll,
    async start(folder) {
      const assets = join(folder, "assets");
      mkdirSync(assets, { recursive: true });
      writeFileSync(join(assets, "index.html"), "<!doctype html>");
      const port = await freePort();
      const words = ["serve", "--listen", `127.0.0.1:${port}`, "--database", database(folder), "--assets", assets];
      return start(process.env.ATOLL_PROGRAM, [...words, ...more()], { port, env: FROM_ONE_ADDRESS });
    },
    // A landscape in which everybody has a context of their own.
    async room({ port }, members) {
      const contexts = Array.from({ length: members }, (_, member) => ({
        id: `c${member + 1}`,
        name: `Context ${member}`,
        frame: frame(member, 0),
      }));
      const file = JSON.stringify({ format: "atoll", version: 3, landscape: { name: "Workshop" }, contexts });
      const answer = await fetch(`http://127.0.0.1:${port}/api/landscapes`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ file }),
      });
      if (!answer.ok) throw new Error(`no landscape was made: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    async join({ port }, room, member) {
      const person = { id: `p${member}`, name: `Person ${member}` };
      const join = { protocol: 1, landscape: room.id, person, ...(room.token && { token: room.token }) };
      const isIn = (body) => body.indexOf('{"welcome"') === 0;
      return joined(port, "/api/live", isIn, (socket) => socket.say(JSON.stringify({ join })));
    },
    // Renames and moves the member's own context, in turn.
    change(client, mark) {
      const id = `c${client.member + 1}`;
      const turn = (client.turn = (client.turn ?? 0) + 1);
      const command =
        turn % 2
          ? { set: { id, field: "name", value: `Context ${client.member} at ${turn}` } }
          : { place: { frames: { [id]: frame(client.member, turn) } } };
      return JSON.stringify({ submit: { commands: [{ key: mark, command }] } });
    },
  };
}

function frame(member, turn) {
  return [(member % 20) * 240 + (turn % 64), Math.floor(member / 20) * 160, 144, 88];
}

// What else to tell Atoll: `--atoll="--flag value"`.
function more() {
  const given = process.argv.find((word) => word.startsWith("--atoll="));
  return given ? given.slice("--atoll=".length).split(" ").filter(Boolean) : [];
}

function yWebsocket(name, env) {
  const folder = join(PEERS, "collab-yws");
  const { change } = yjs(folder);
  return {
    name,
    kept: name.includes("memory") ? WHEN_SEEN.memory : WHEN_SEEN.later,
    async start(data) {
      const port = await freePort();
      const program = join(folder, "node_modules/y-websocket/bin/server.cjs");
      return start(process.execPath, [program], { port, env: { ...env(data), PORT: `${port}`, HOST: "127.0.0.1" } });
    },
    room: async () => ({ id: unique() }),
    join: ({ port }, room) => joined(port, `/${room.id}`, isStep2(0), (socket) => socket.say(STEP_1)),
    change: (client, mark) => update(Buffer.alloc(0), change(client, mark)),
  };
}

function hocuspocus(name, env) {
  const folder = join(PEERS, "collab-hocus");
  const { change } = yjs(folder);
  const prefix = (room) => text(room.id);
  return {
    name,
    kept: name.includes("memory") ? WHEN_SEEN.memory : WHEN_SEEN.later,
    async start(data) {
      const port = await freePort();
      const more = { ...env(data), PORT: `${port}`, PEER: folder };
      return start(process.execPath, [join(HERE, "hocuspocus.mjs")], { port, env: more });
    },
    room: async () => ({ id: unique() }),
    join({ port }, room) {
      const start = prefix(room);
      return joined(port, "/", isStep2(start.length), (socket) => {
        socket.say(Buffer.concat([start, Buffer.from([2, 0]), text("token")]));
        socket.say(Buffer.concat([start, STEP_1]));
      });
    },
    change: (client, mark) => update(prefix(client.room), change(client, mark)),
  };
}

let rooms = 0;
const unique = () => `room-${process.pid}-${(rooms += 1)}`;

// "Send me what I do not have", from somebody who has nothing.
const STEP_1 = Buffer.from([0, 0, 1, 0]);
const isStep2 = (at) => (body) => body[at] === 0 && body[at + 1] === 1;
const update = (prefix, bytes) => Buffer.concat([prefix, Buffer.from([0, 2]), number(bytes.length), bytes]);
const text = (words) => Buffer.concat([number(Buffer.byteLength(words)), Buffer.from(words)]);

// An unsigned number of any size, seven bits a byte.
function number(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push(128 | (value % 128));
  return Buffer.from([...bytes, value]);
}

// A change as Yjs itself makes it: a member sets its own key of one shared map.
function yjs(folder) {
  const Y = createRequire(join(folder, "package.json"))("yjs");
  return {
    change(client, mark) {
      if (!client.document) {
        client.document = new Y.Doc();
        client.map = client.document.getMap("contexts");
        client.document.on("update", (bytes) => {
          client.made = bytes;
        });
      }
      client.map.set(`k${client.member}`, mark);
      return client.made;
    },
  };
}

// Connects, says the first words, and answers once the server has let one in.
async function joined(port, path, isIn, begin) {
  let letIn, left;
  const inside = new Promise((resolve, reject) => {
    letIn = resolve;
    left = reject;
  });
  const socket = await Socket.open(port, path, (body) => {
    if (isIn(body)) letIn();
    else if (body.indexOf('{"farewell"') === 0) left(new Error(`not let in: ${body}`));
  });
  begin(socket);
  const timer = setTimeout(() => left(new Error("not let in: nothing came back")), PATIENCE);
  await inside;
  clearTimeout(timer);
  return socket;
}
