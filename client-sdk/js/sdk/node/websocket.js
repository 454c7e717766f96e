// @ts-check
import {createHash, randomBytes} from 'node:crypto';
import {request as httpRequest} from 'node:http';
import {request as httpsRequest} from 'node:https';
import {BadFrame, OPCODES, Reader, frame} from './websocket-frames.js';

const SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A page of history may hold a hundred messages; nothing is larger. */
const MESSAGE_BYTES_MAX = 16 * 1024 * 1024;

/** The time that the other side has to answer a goodbye. */
const GOODBYE_MS = 2_000;
const NO_CODE = 1005;
const LOST = 1006;

/**
 * A WebSocket of a client (RFC 6455) on what Node has: as that of browsers, with text alone, and
 * besides `ping`, `pause` and `terminate`. Extensions are not offered.
 */
export class NodeWebSocket {
  onopen = () => {};
  onmessage = (/** @type {{data: unknown}} */ _message) => {};
  onclose = (/** @type {{code: number, reason: string}} */ _close) => {};
  onerror = (/** @type {unknown} */ _error) => {};
  /** Anything was heard. */
  onalive = () => {};
  /** As in browsers: connecting, open, closing, closed. */
  readyState = 0;
  #request;
  /** @type {import('node:net').Socket | undefined} */
  #socket;
  #reader = new Reader(MESSAGE_BYTES_MAX);
  #code = LOST;
  #reason = '';
  #paused = false;
  /** @type {NodeJS.Timeout | undefined} */
  #goodbye;

  /** @param {string} url */
  constructor(url) {
    const address = new URL(url);
    const secure = address.protocol === 'wss:';
    address.protocol = secure ? 'https:' : 'http:';
    const key = randomBytes(16).toString('base64');
    const accept = createHash('sha1').update(key + SUFFIX).digest('base64');
    this.#request = (secure ? httpsRequest : httpRequest)(address, {
      agent: false,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': key,
      },
    });
    this.#request.on('upgrade', (response, socket, head) => {
      if (response.headers['sec-websocket-accept'] !== accept) {
        socket.destroy();
        this.#over(new Error('not a WebSocket'));
      } else {
        this.#opened(/** @type {import('node:net').Socket} */ (socket), head);
      }
    });
    this.#request.on('response', response => {
      response.destroy();
      this.#over(new Error(`HTTP status ${response.statusCode} (expected: 101)`));
    });
    this.#request.on('error', error => this.#over(error));
    this.#request.end();
  }

  /** @param {string} text */
  send(text) {
    this.#write(OPCODES.text, Buffer.from(text));
  }

  /** Asks for a sign of life. */
  ping() {
    this.#write(OPCODES.ping, Buffer.alloc(0));
  }

  /** Stops reading, or goes on. @param {boolean} paused */
  pause(paused) {
    this.#paused = paused;
    if (paused) {
      this.#socket?.pause();
    } else {
      this.#socket?.resume();
      setImmediate(() => this.#read());
    }
  }

  /** Says goodbye. */
  close(code = 1000) {
    if (this.readyState === 0) {
      this.terminate();
    } else if (this.readyState === 1) {
      const payload = Buffer.alloc(2);
      payload.writeUInt16BE(code);
      this.#write(OPCODES.close, payload);
      this.readyState = 2;
      this.#socket?.end();
      this.#goodbye = setTimeout(() => this.terminate(), GOODBYE_MS);
    }
  }

  /** Lets go of it without a word. */
  terminate() {
    this.#request.destroy();
    this.#socket?.destroy();
    this.#over();
  }

  /** @param {import('node:net').Socket} socket @param {Buffer} head */
  #opened(socket, head) {
    this.#socket = socket;
    this.readyState = 1;
    socket.setNoDelay(true);
    socket.setTimeout(0);
    socket.on('data', chunk => {
      this.onalive();
      this.#reader.add(chunk);
      this.#read();
    });
    socket.on('error', error => this.#over(error));
    socket.on('end', () => socket.destroy());
    socket.on('close', () => this.#over());
    this.onopen();
    this.#reader.add(head);
    this.#read();
  }

  #read() {
    try {
      while (!this.#paused && this.readyState !== 3) {
        const message = this.#reader.next();
        if (!message) {
          return;
        }
        this.#message(message.opcode, message.payload);
      }
    } catch (error) {
      const bad = error instanceof BadFrame ? error : new BadFrame(1007, 'a text that is not UTF-8');
      this.onerror(bad);
      this.close(bad.code);
      this.terminate();
    }
  }

  /** @param {number} opcode @param {Buffer} payload */
  #message(opcode, payload) {
    switch (opcode) {
      case OPCODES.ping:
        this.#write(OPCODES.pong, payload);
        break;
      case OPCODES.pong:
        break;
      case OPCODES.close:
        this.#code = payload.length >= 2 ? payload.readUInt16BE() : NO_CODE;
        this.#reason = payload.subarray(2).toString();
        this.close();
        this.#socket?.destroy();
        this.#over();
        break;
      case OPCODES.text:
        this.onmessage({data: new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(payload)});
        break;
      default:
        this.onmessage({data: payload});
    }
  }

  /** @param {number} opcode @param {Buffer} payload */
  #write(opcode, payload) {
    if (this.readyState === 1) {
      this.#socket?.write(frame(opcode, payload));
    }
  }

  /** @param {unknown} [error] */
  #over(error) {
    if (this.readyState === 3) {
      return;
    }
    this.readyState = 3;
    clearTimeout(this.#goodbye);
    if (error) {
      this.onerror(error);
    }
    this.onclose({code: this.#code, reason: this.#reason});
  }
}
