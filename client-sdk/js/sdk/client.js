// @ts-check
import {STANDARD} from './backoff.js';
import {DrawbridgeError} from './errors.js';
import {Engine} from './engine.js';
import {Files} from './files.js';
import {HttpDoor} from './http.js';
import {clientId} from './ids.js';
import {Inbox, Interest, Messages} from './groups.js';
import {MessageCache} from './message-cache.js';
import {platform} from './platform.js';
import {MemoryCursors} from './progress.js';
import {MUTATIONS} from './protocol.js';
import {SignIn} from './sign-in.js';
import {systemTimers} from './timers.js';

const GOODBYE_MS = 5_000;

/** @typedef {import('./types.js').ClientOptions} ClientOptions */

/**
 * Connects one account to a server; it comes back by itself and then takes up where it was. Commands
 * are promises, events come in order to handlers, one at a time.
 */
export class ChatClient {
  #settings;
  #engine;
  #signIn;
  #door;

  /**
   * @param {string | URL} server for example `https://chat.example.com`
   * @param {ClientOptions} options
   */
  constructor(server, options) {
    const settings = {...defaults(), ...options};
    if (!settings.credentials) {
      throw new TypeError('credentials: none (expected: some)');
    }
    if (!settings.WebSocket) {
      throw new TypeError('no WebSocket here (expected: Node 22, a browser, or the option WebSocket)');
    }
    this.#door = new HttpDoor(server, {fetch: settings.fetch, timeoutMs: settings.connectTimeoutMs});
    this.#signIn = new SignIn(settings.credentials, this.#door, settings.device, settings.timers,
      settings.onTokens);
    /** Messages, as the store keeps them. */
    this.store = settings.store;
    this.messages = new Messages(this);
    this.interest = new Interest(this);
    this.inbox = new Inbox(this);
    this.files = new Files(this, this.#door, async refused =>
      (await (refused ? this.#signIn.renewed() : this.#signIn.tokens())).access_token);
    settings.store = purging(settings.store, this.files);
    this.#settings = settings;
    const url = this.#door.address('v1/ws');
    url.protocol = url.protocol.replace('http', 'ws');
    this.#engine = new Engine(settings, url.href, this.#signIn);
  }

  /**
   * Connects, trying again until it works. Resolves with the greeting of the first connection;
   * rejects if the client is closed, or cannot be signed in, before there is one.
   */
  connect() {
    void this.#engine.start();
    return this.#engine.connected;
  }

  /**
   * Sends a command over the live connection. It waits for one if there is none; what has left is
   * sent again after a reconnect. What changes something gets a `client_id` if it has none, so that
   * it is carried out once.
   * @template {import('./protocol.js').CommandType} T
   * @param {T} type
   * @param {import('./protocol.js').Commands[T]} [body]
   * @param {import('./types.js').SendOptions} [options]
   * @returns {Promise<import('./protocol.js').Answers[T]>}
   */
  send(type, body, options = {}) {
    const {timeoutMs = this.#settings.callTimeoutMs, signal, wait = true, onBusy} = options;
    const named = MUTATIONS.has(type) ? {client_id: clientId(), ...body} : {...body};
    if (signal?.aborted) {
      const why = 'it was cancelled';
      return Promise.reject(new DrawbridgeError(type, 'cancelled', why, {sent: false}));
    }
    if (!wait && this.state.name !== 'connected') {
      const why = 'there is no connection';
      return Promise.reject(new DrawbridgeError(type, 'disconnected', why, {sent: false}));
    }
    return new Promise((resolve, reject) => {
      const call = {type, body: named, timeoutMs, onBusy, resolve, reject};
      signal?.addEventListener('abort', () => this.#engine.cancel(call), {once: true});
      this.#engine.call(call);
    });
  }

  /**
   * Registers a handler for an event by its type, for all events (`event`), for those with a position
   * (`log`), for states of the connection (`state`), or for what a resume told (`resumed`). Register
   * handlers before `connect`. What it returns takes the handler out.
   * @param {string} name
   * @param {(happening: any) => unknown} handler the next one waits for what it returns
   */
  on(name, handler) {
    return this.#engine.handlers.on(name, handler);
  }

  /**
   * The events of a name (as in `on`) as they come, until the client is closed; the next is handed
   * over when the one before was dealt with.
   * @param {string} [name]
   */
  events(name = 'event') {
    return this.#engine.handlers.iterate(name, this.#engine.stopped);
  }

  /** What it is doing about its connection. */
  get state() {
    return this.#engine.state;
  }

  /** Whose client it is; undefined before it has signed in. */
  get account() {
    return this.#signIn.current?.account;
  }

  /** The tokens that were used last; undefined before the first sign-in. */
  get tokens() {
    return this.#signIn.current;
  }

  /** Counts since it was made. */
  get stats() {
    const {connections, frames, arrivals} = this.#engine;
    return {
      connections, frames, duplicates: arrivals.streams.duplicates, resyncs: arrivals.resyncs,
    };
  }

  /**
   * The position up to which handlers have seen a conversation; undefined if it does not arrive in
   * full.
   * @param {string} conversation
   */
  position(conversation) {
    return this.#engine.progress.position(conversation);
  }

  /**
   * Lets go of a conversation as when the server says that its access has ended; no handler hears of
   * it. For what knows that earlier, such as another tab.
   * @param {string} conversation
   */
  purge(conversation) {
    this.#engine.arrivals.purge(conversation);
  }

  /** The network may be there again, or the device was asleep: does not wait any longer. */
  wake() {
    this.#engine.wake();
  }

  /** Resolves with the cause when the client is closed for good, by either side. */
  get closed() {
    return this.#engine.stopped;
  }

  /**
   * Closes for good: says goodbye, fails what is pending, and saves the cursors. Waits for the
   * handlers of what has arrived, a few seconds at most.
   */
  async close() {
    this.#engine.stop({kind: 'application', why: 'the application closed it'});
    await new Promise(done => {
      const cancel = this.#settings.timers.after(GOODBYE_MS, () => done(undefined));
      this.#engine.handlers.post([], undefined, () => {
        cancel();
        done(undefined);
      });
    });
    await this.#engine.progress.flush();
  }
}

function defaults() {
  const log = (/** @type {string} */ message, /** @type {unknown} */ error) =>
    console.warn(`drawbridge: ${message}`, error ?? '');
  return {
    credentials: undefined,
    WebSocket: platform.WebSocket,
    fetch: undefined,
    device: platform.device,
    tab: undefined,
    callTimeoutMs: 30_000,
    connectTimeoutMs: 10_000,
    heartbeatMs: 20_000,
    backoff: STANDARD,
    retries: {mutations: true, reads: true, busy: true},
    inFlightMax: 64,
    waitingMax: 10_000,
    eventsBufferedMax: 4_096,
    cursors: new MemoryCursors(),
    store: new MessageCache(),
    onTokens: () => {},
    onHandlerError: (/** @type {unknown} */ error, /** @type {string} */ name) =>
      log(`a handler of ${name} failed`, error),
    log,
    random: Math.random,
    timers: systemTimers,
  };
}

/**
 * A store with what else has to go at a purge.
 * @param {import('./types.js').LocalStore} store
 * @param {Files} files
 * @returns {import('./types.js').LocalStore}
 */
const purging = (store, files) => ({
  happened: event => store.happened(event),
  loaded: (conversation, messages) => store.loaded(conversation, messages),
  purge(conversation) {
    store.purge(conversation);
    files.purge(conversation);
  },
  purgeAll() {
    store.purgeAll();
    files.purgeAll();
  },
});
