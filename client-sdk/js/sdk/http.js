// @ts-check
import {DrawbridgeError, refusal} from './errors.js';
import {MUTATIONS} from './protocol.js';
import {clientId} from './ids.js';

export {clientId, DrawbridgeError};

/** Sends commands by HTTP, one request each. */
export class HttpDoor {
  #base;
  #fetch;
  #timeoutMs;

  /**
   * @param {string | URL} server for example `https://chat.example.com`
   * @param {{fetch?: typeof fetch, timeoutMs?: number}} [options]
   */
  constructor(server, options = {}) {
    this.#base = base(server);
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.#timeoutMs = options.timeoutMs ?? 10_000;
  }

  /** The address of a path below the server's. @param {string} path */
  address(path) {
    return new URL(path, this.#base);
  }

  /**
   * Runs one command.
   * @template {import('./protocol.js').CommandType} T
   * @param {T} type
   * @param {import('./protocol.js').Commands[T]} [body]
   * @param {string} [token] an access token, for commands that need one
   * @returns {Promise<import('./protocol.js').Answers[T]>}
   */
  async send(type, body, token) {
    const named = MUTATIONS.has(type) ? {client_id: clientId(), ...body} : body ?? {};
    const response = await this.fetch(type, `v1/${type}`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', ...bearer(token)},
      body: JSON.stringify(named),
      signal: AbortSignal.timeout(this.#timeoutMs),
    });
    if (!response.ok) {
      throw await refused(type, response);
    }
    return response.json();
  }

  /**
   * One request, without cookies and caches.
   * @param {string} what is asked for, as the failure names it
   * @param {string} path
   * @param {RequestInit} init
   */
  async fetch(what, path, init) {
    try {
      return await this.#fetch(this.address(path), {credentials: 'omit', cache: 'no-store', ...init});
    } catch (cause) {
      if (cause instanceof DrawbridgeError) {
        throw cause;
      }
      const {name} = /** @type {Error} */ (cause);
      throw name === 'TimeoutError'
        ? new DrawbridgeError(what, 'timed_out', `no answer within ${this.#timeoutMs} ms`, {cause})
        : new DrawbridgeError(what, name === 'AbortError' ? 'cancelled' : 'disconnected',
          'the connection was lost before the answer', {cause});
    }
  }
}

/** @param {string | undefined} token @returns {Record<string, string>} */
export const bearer = token => token === undefined ? {} : {Authorization: `Bearer ${token}`};

/**
 * Why a request was refused, by its answer. A status without our body comes from something in
 * between, such as a proxy.
 * @param {string} what @param {Response} response
 */
export async function refused(what, response) {
  const error = await response.json().catch(() => undefined);
  if (typeof error?.code === 'string' && typeof error.message === 'string') {
    return refusal(what, error);
  }
  return new DrawbridgeError(what, response.status >= 500 ? 'unavailable' : 'unreadable',
    `HTTP status ${response.status}`);
}

/** @param {string | URL} server */
function base(server) {
  const url = new URL(server);
  url.protocol = url.protocol.replace(/^ws/, 'http');
  if (!/^https?:$/.test(url.protocol)) {
    throw new TypeError(`${url.protocol} (expected: http, https, ws or wss)`);
  }
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  return url;
}
