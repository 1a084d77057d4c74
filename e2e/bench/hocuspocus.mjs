// Hocuspocus as its guide starts it, from the folder PEER; with SQLITE it keeps documents in that file, as its own
// extension does it: two seconds after the last change, ten at most.

import { createRequire } from "node:module";
import { join } from "node:path";

const load = createRequire(join(process.env.PEER, "package.json"));
const { Server } = load("@hocuspocus/server");
const extensions = [];
if (process.env.SQLITE) {
  const { SQLite } = load("@hocuspocus/extension-sqlite");
  extensions.push(new SQLite({ database: process.env.SQLITE }));
}
const server = new Server({ port: Number(process.env.PORT), address: "127.0.0.1", quiet: true, extensions });
await server.listen();
