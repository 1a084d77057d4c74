// A WebSocket client that costs next to nothing, so that whoever makes the load is not what is measured: all sockets
// read into one piece of memory, and one that only has to read does not even look for where messages begin.

import { connect } from "node:net";

// What every socket reads into. Nothing waits between reading and looking, so that one is enough for all.
const SHARED = Buffer.allocUnsafe(256 * 1024);
const PATIENCE = 20_000;
const END_OF_HEAD = Buffer.from("\r\n\r\n");

// Who hears every message, and who only takes what comes off the line.
const HEAD = 0;
const MESSAGES = 1;
const DRAIN = 2;

export class Socket {
  // How many bytes and messages came. Messages are counted only where they are heard.
  bytes = 0;
  messages = 0;
  isOpen = false;
  // Why the server ended it, if it said so.
  farewell;
  #state = HEAD;
  // What came of a head or message that is not complete yet.
  #rest = Buffer.alloc(0);
  #parts = [];

  // Connects, and answers once the server has agreed. `hear` gets each message as bytes that are good only until it
  // returns.
  static open(port, path, hear) {
    const socket = new Socket();
    return new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`the connection could not be made: ${why}`));
      const timer = setTimeout(() => fail("nothing came back"), PATIENCE);
      socket.hear = hear;
      socket.opened = () => {
        clearTimeout(timer);
        socket.isOpen = true;
        resolve(socket);
      };
      const onread = { buffer: SHARED, callback: (length, buffer) => socket.#take(buffer.subarray(0, length)) };
      socket.stream = connect({ port, host: "127.0.0.1", noDelay: true, onread }, () => {
        socket.stream.write(
          `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
            `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
        );
      });
      socket.stream.on("error", (error) => fail(error.message));
      socket.stream.on("close", () => {
        socket.isOpen = false;
        fail("it was closed");
      });
      socket.refused = fail;
    });
  }

  // Says a message: a text, or bytes.
  say(message) {
    const isText = typeof message === "string";
    const length = isText ? Buffer.byteLength(message) : message.length;
    const head = length < 126 ? 6 : length < 65_536 ? 8 : 14;
    const frame = Buffer.allocUnsafe(head + length);
    frame[0] = isText ? 0x81 : 0x82;
    if (head === 6) frame[1] = 0x80 | length;
    else if (head === 8) {
      frame[1] = 0x80 | 126;
      frame.writeUInt16BE(length, 2);
    } else {
      frame[1] = 0x80 | 127;
      frame.writeBigUInt64BE(BigInt(length), 2);
    }
    // A mask of zeros is a mask: the server takes it off all the same, and nothing has to be put on.
    frame.fill(0, head - 4, head);
    if (isText) frame.write(message, head);
    else frame.set(message, head);
    this.stream.write(frame);
  }

  // From now on only reads. There is no way back: where messages begin is not known any more.
  drain() {
    this.#state = DRAIN;
    this.#rest = Buffer.alloc(0);
    this.#parts = [];
  }

  close() {
    this.stream.destroy();
  }

  #take(chunk) {
    this.bytes += chunk.length;
    if (this.#state === DRAIN) return true;
    let bytes = this.#rest.length ? Buffer.concat([this.#rest, chunk]) : chunk;
    if (this.#state === HEAD) {
      const end = bytes.indexOf(END_OF_HEAD);
      if (end >= 0) {
        const status = bytes.toString("latin1", 9, 12);
        if (status !== "101") this.refused(`the server answered ${status}`);
        this.#state = MESSAGES;
        bytes = bytes.subarray(end + 4);
        this.opened();
      }
    }
    while (this.#state === MESSAGES) {
      const after = this.#message(bytes);
      if (after === undefined) break;
      bytes = bytes.subarray(after);
    }
    // What stays is copied: the next socket reads into the same memory.
    if (this.#state !== DRAIN) this.#rest = bytes.length ? Buffer.from(bytes) : bytes;
    return true;
  }

  // Hears the message at the beginning; answers with where the next one begins, or nothing if it is not whole yet.
  #message(bytes) {
    if (bytes.length < 2) return undefined;
    const short = bytes[1] & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length < head) return undefined;
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    const end = head + length;
    if (bytes.length < end) return undefined;
    const body = bytes.subarray(head, end);
    const isLast = bytes[0] & 0x80;
    const kind = bytes[0] & 0x0f;
    if (kind === 8) this.farewell = body.toString("utf8", 2);
    else if (kind === 9) this.#pong(body);
    else if (kind < 3) {
      if (isLast && !this.#parts.length) this.#heard(body);
      else {
        this.#parts.push(Buffer.from(body));
        if (isLast) {
          const whole = Buffer.concat(this.#parts);
          this.#parts = [];
          this.#heard(whole);
        }
      }
    }
    return end;
  }

  #heard(body) {
    this.messages += 1;
    this.hear?.(body, this);
  }

  #pong(body) {
    const frame = Buffer.alloc(6 + body.length);
    frame[0] = 0x8a;
    frame[1] = 0x80 | body.length;
    frame.set(body, 6);
    this.stream.write(frame);
  }
}
