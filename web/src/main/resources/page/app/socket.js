// The live connection: commands as promises, events to one listener, and coming back by itself.

import {CommandError, accessToken, clientId, distrust, renewIn, serverTime} from './api.js';

const BACKOFF_MS_MIN = 500;
const BACKOFF_MS_MAX = 20_000;
/** Each tab of the browser has a connection of its own. */
const TAB = clientId();
const AGAIN_MS = 1_000;
const TRIES_MAX = 5;
const PASSING = new Set(['busy', 'rate_limited', 'unavailable']);
const TOKEN_REFUSED = new Set([4001, 4002]);
// What to say where reconnecting does not help.
const FOR_GOOD = {
  4004: 'signed_out_misunderstood',
  4005: 'signed_out_replaced',
};

/** The command may have been carried out or not: what has a client_id can be sent again. */
export class Disconnected extends Error {
  key = 'not_connected';
}

export class Live {
  #socket;
  #listener;
  #waiting = new Map();
  #nextId = 1;
  #attempts = 0;
  #delay;
  #renewal;
  #closed = false;

  /** listener: {hello(frame), event(frame), cut(), ended(key)} */
  constructor(listener) {
    this.#listener = listener;
  }

  async connect() {
    let token;
    try {
      token = await accessToken();
    } catch (error) {
      if (error.code === 'unauthenticated' || error.code === 'token_expired') {
        this.#end('signed_out_expired');
      } else {
        this.#again();
      }
      return;
    }
    const url = new URL('v1/ws', document.baseURI);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.onopen = () => this.#write(0, 'session.start', {access_token: token, tab: TAB});
    socket.onmessage = message => this.#frame(JSON.parse(message.data));
    socket.onclose = close => socket === this.#socket && this.#lost(close);
  }

  /**
   * Runs one command; one that the server does not serve now is tried again, a few times. Fails
   * with a CommandError, or when the connection goes. waits hears of each time that it has to wait.
   */
  async run(type, body = {}, waits = () => {}) {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(type, body);
      } catch (error) {
        if (!PASSING.has(error.code) || tries === TRIES_MAX) {
          throw error;
        }
        waits(error);
        const wait = error.retryAfterMs ?? AGAIN_MS;
        await new Promise(later => setTimeout(later, wait));
      }
    }
  }

  #once(type, body) {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return Promise.reject(new Disconnected());
    }
    return new Promise((resolve, reject) => {
      const id = ++this.#nextId;
      this.#waiting.set(id, {resolve, reject});
      this.#write(id, type, body);
    });
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#renewal);
    this.#socket?.close(1000);
  }

  #write(id, type, body) {
    this.#socket.send(JSON.stringify({id: id || 1, command: {type, ...body}}));
  }

  #frame(frame) {
    switch (frame.type) {
      case 'hello':
        this.#attempts = 0;
        serverTime(frame.server_time);
        this.#renewLater();
        this.#listener.hello(frame);
        break;
      case 'reply':
        this.#settle(frame.id, waiting => waiting.resolve(frame.result));
        break;
      case 'error':
        this.#settle(frame.id, waiting => waiting.reject(new CommandError(frame)));
        break;
      case 'server.draining':
        this.#delay = frame.reconnect_after_ms;
        break;
      default:
        this.#listener.event(frame);
    }
  }

  #settle(id, how) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting) {
      how(waiting);
    }
  }

  #renewLater() {
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(async () => {
      try {
        await this.run('session.renew', {access_token: await accessToken()});
      } catch {
        // The connection ends with its token; coming back brings a new one or the sign-in page.
      }
      this.#renewLater();
    }, renewIn());
  }

  #lost(close) {
    clearTimeout(this.#renewal);
    for (const waiting of this.#waiting.values()) {
      waiting.reject(new Disconnected());
    }
    this.#waiting.clear();
    if (this.#closed) {
      return;
    }
    if (close.code in FOR_GOOD) {
      this.#end(FOR_GOOD[close.code]);
      return;
    }
    if (TOKEN_REFUSED.has(close.code)) {
      distrust();
    }
    this.#again();
  }

  #again() {
    if (this.#closed) {
      return;
    }
    this.#listener.cut();
    const most = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** this.#attempts++);
    const wait = this.#delay ?? most / 2 + (Math.random() * most) / 2;
    this.#delay = undefined;
    const connect = () => {
      clearTimeout(later);
      removeEventListener('online', connect);
      this.#closed || this.connect();
    };
    const later = setTimeout(connect, wait);
    addEventListener('online', connect);
  }

  #end(key) {
    this.#closed = true;
    this.#listener.ended(key);
  }
}
