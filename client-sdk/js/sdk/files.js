// @ts-check
import {before} from './backoff.js';
import {DrawbridgeError, ended} from './errors.js';
import {bearer, refused} from './http.js';

/** The attempts in a row that may bring nothing. */
const FRUITLESS_MAX = 5;
const BACKOFF = {firstMs: 500, maxMs: 4_000, steadyAfterMs: 0};

/** A piece of an upload: progress is told after each, and a cut costs no more than one. */
const PIECE_BYTES = 1024 * 1024;
const UNAUTHENTICATED = 401;
const PASSING = new Set([UNAUTHENTICATED, 409, 429, 503]);

/** @typedef {import('./types.js').Source} Source */
/** @typedef {import('./types.js').Watched} Watched */

/** The bytes of files, by HTTP; what was cut goes on where it stopped, a few times. */
export class Files {
  #client;
  #door;
  #token;
  /** Addresses of what is shown, by conversation. @type {Map<string, Set<string>>} */
  #addresses = new Map();
  /** What is on its way, by conversation. @type {Map<string, Map<AbortController, string>>} */
  #transfers = new Map();

  /**
   * @param {import('./client.js').ChatClient} client
   * @param {import('./http.js').HttpDoor} door
   * @param {(refused: boolean) => Promise<string>} token
   */
  constructor(client, door, token) {
    this.#client = client;
    this.#door = door;
    this.#token = token;
  }

  /**
   * Uploads a file for a conversation; it stops when the access to that ends.
   * @param {string} conversation
   * @param {Source} source
   * @param {Watched & {name?: string, pieceBytes?: number}} [options]
   * @returns {Promise<string>} the id by which a message carries it
   */
  upload(conversation, source, options = {}) {
    return this.#during('file.upload', conversation, options.signal, signal =>
      this.#upload(conversation, source, {...options, signal}));
  }

  /**
   * @param {string} conversation @param {Source} source
   * @param {Watched & {name?: string, pieceBytes?: number}} options
   * @returns {Promise<string>}
   */
  async #upload(conversation, source, {name, onProgress, signal, pieceBytes = PIECE_BYTES}) {
    const {size} = source;
    const called = name ?? /** @type {{name?: string}} */ (source).name ?? 'file';
    let {file, received} = await this.#client.send('file.begin', {conversation, name: called, size});
    let denied = false;
    let fruitless = 0;
    for (let first = true; first || received < size; first = false) {
      signal?.throwIfAborted();
      const had = received;
      try {
        const piece = await source.slice(received, Math.min(size, received + pieceBytes));
        const response = await this.#fetch('file.upload', `v1/files/${file}?offset=${received}`,
          denied, {method: 'PUT', body: piece, signal});
        denied = response.status === UNAUTHENTICATED;
        if (response.ok) {
          ({received} = await response.json());
        } else if (!PASSING.has(response.status)) {
          throw await refused('file.upload', response);
        }
      } catch (error) {
        if (!(error instanceof DrawbridgeError) || error.code !== 'disconnected') {
          throw error;
        }
      }
      if (received === had && had < size) {
        await this.#fruitless('file.upload', fruitless++);
        ({received} = await this.#client.send('file.progress', {file}));
      }
      fruitless = received > had ? 0 : fruitless;
      onProgress?.(received, size);
    }
    return file;
  }

  /**
   * The bytes of a file as they come; where a connection is cut it goes on from there. The second
   * value of each pair is how many there will be in all, the third the tag: the SHA-256 in quotes.
   * @param {string} file
   * @param {{signal?: AbortSignal, version?: number}} [options]
   * @returns {AsyncGenerator<[Uint8Array, number, string]>}
   */
  async *pieces(file, {signal, version} = {}) {
    const path = `v1/files/${file}${version === undefined ? '' : `?version=${version}`}`;
    let have = 0;
    let all = -1;
    let tag = '';
    let denied = false;
    let fruitless = 0;
    while (all < 0 || have < all) {
      const had = have;
      /** @type {Record<string, string>} */
      const headers = have > 0 ? {Range: `bytes=${have}-`, 'If-Range': tag} : {};
      try {
        const response = await this.#fetch('file.download', path, denied, {headers, signal});
        denied = response.status === UNAUTHENTICATED;
        if (response.ok) {
          if (have > 0 && response.status !== 206) {
            throw new DrawbridgeError('file.download', 'conflict', 'another version came meanwhile');
          }
          tag = response.headers.get('etag') ?? '';
          all = have + Number(response.headers.get('content-length') ?? 0);
          for await (const bytes of chunks(response)) {
            have += bytes.length;
            yield [bytes, all, tag];
          }
        } else if (!PASSING.has(response.status)) {
          throw await refused('file.download', response);
        }
      } catch (error) {
        if (error instanceof DrawbridgeError ? error.code !== 'disconnected' : signal?.aborted) {
          throw error;
        }
      }
      fruitless = have > had ? 0 : fruitless;
      if (all < 0 || have < all) {
        await this.#fruitless('file.download', fruitless++);
      }
    }
  }

  /**
   * A file as a whole. Its SHA-256 is compared with what the server says, where the platform can
   * (not on a page that came without TLS). With `conversation` it stops when the access to that ends.
   * @param {string} file
   * @param {Watched & {version?: number, type?: string, conversation?: string}} [options]
   * @returns {Promise<Blob>}
   */
  blob(file, {conversation, ...options} = {}) {
    return conversation === undefined
      ? this.#blob(file, options)
      : this.#during('file.download', conversation, options.signal, signal =>
        this.#blob(file, {...options, signal}));
  }

  /**
   * @param {string} file
   * @param {Watched & {version?: number, type?: string}} options
   */
  async #blob(file, {onProgress, type, ...options}) {
    /** @type {Uint8Array[]} */
    const parts = [];
    let done = 0;
    let tag = '';
    for await (const [bytes, all, called] of this.pieces(file, options)) {
      parts.push(bytes);
      done += bytes.length;
      tag = called;
      onProgress?.(done, all);
    }
    const blob = new Blob(/** @type {BlobPart[]} */ (parts), type === undefined ? {} : {type});
    if (tag && globalThis.crypto?.subtle) {
      const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
      const hex = Array.from(new Uint8Array(hash), byte => byte.toString(16).padStart(2, '0'));
      if (tag !== `"${hex.join('')}"`) {
        const why = 'the file is not what the server says it is';
        throw new DrawbridgeError('file.download', 'unreadable', why);
      }
    }
    return blob;
  }

  /**
   * A picture in small, as JPEG or PNG, if it has thumbnails.
   * @param {string} file @param {'small' | 'large'} size
   */
  async thumbnail(file, size) {
    const path = `v1/files/${file}/thumbnail?size=${size}`;
    let response = await this.#fetch('file.thumbnail', path, false, {});
    if (response.status === UNAUTHENTICATED) {
      response = await this.#fetch('file.thumbnail', path, true, {});
    }
    if (!response.ok) {
      throw await refused('file.thumbnail', response);
    }
    return response.blob();
  }

  /**
   * An address for a page to show a blob by. It ends with the access to its conversation, or when
   * `release` is called with it.
   * @param {string} conversation @param {Blob} blob
   */
  address(conversation, blob) {
    const address = URL.createObjectURL(blob);
    const all = this.#addresses.get(conversation) ?? new Set();
    this.#addresses.set(conversation, all.add(address));
    return address;
  }

  /** @param {string} address */
  release(address) {
    URL.revokeObjectURL(address);
    this.#addresses.forEach(all => all.delete(address));
  }

  /**
   * Does something that stops when the access to a conversation ends, or the signal says so.
   * @template T
   * @param {string} what @param {string} conversation @param {AbortSignal | undefined} signal
   * @param {(signal: AbortSignal) => Promise<T>} work
   */
  async #during(what, conversation, signal, work) {
    const stop = new AbortController();
    const cancel = () => stop.abort(signal?.reason);
    if (signal?.aborted) {
      cancel();
    }
    signal?.addEventListener('abort', cancel, {once: true});
    const all = this.#transfers.get(conversation) ?? new Map();
    this.#transfers.set(conversation, all.set(stop, what));
    try {
      return await work(stop.signal);
    } finally {
      signal?.removeEventListener('abort', cancel);
      all.delete(stop);
      if (all.size === 0 && this.#transfers.get(conversation) === all) {
        this.#transfers.delete(conversation);
      }
    }
  }

  /** Ends the transfers and addresses of a conversation. @param {string} conversation */
  purge(conversation) {
    this.#transfers.get(conversation)?.forEach((what, stop) => stop.abort(ended(what)));
    this.#transfers.delete(conversation);
    this.#revoke(conversation);
  }

  /** @param {string} conversation */
  #revoke(conversation) {
    this.#addresses.get(conversation)?.forEach(address => URL.revokeObjectURL(address));
    this.#addresses.delete(conversation);
  }

  purgeAll() {
    [...this.#addresses.keys()].forEach(conversation => this.#revoke(conversation));
  }

  /** @param {string} what @param {string} path @param {boolean} denied @param {RequestInit} init */
  async #fetch(what, path, denied, init) {
    const token = await this.#token(denied);
    return this.#door.fetch(what, path, {...init, headers: {...bearer(token), ...init.headers}});
  }

  /** Waits before what brought nothing is tried again. @param {string} what @param {number} times */
  async #fruitless(what, times) {
    if (times + 1 >= FRUITLESS_MAX) {
      throw new DrawbridgeError(what, 'disconnected', 'it was cut again and again');
    }
    if (times > 0) {
      await new Promise(later => setTimeout(later, before(BACKOFF, times, Math.random)));
    }
  }
}

/** The bytes of an answer; a cut ends them. @param {Response} response */
async function* chunks(response) {
  const reader = response.body?.getReader();
  try {
    while (reader) {
      const next = await reader.read().catch(() => ({done: true, value: undefined}));
      if (next.done || !next.value) {
        return;
      }
      yield next.value;
    }
  } finally {
    await reader?.cancel().catch(() => {});
  }
}
