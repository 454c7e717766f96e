// @ts-check
import {Arrivals} from './arrivals.js';
import {Connection} from './connection.js';
import {DrawbridgeError} from './errors.js';
import {Handlers} from './handlers.js';
import {Liveness} from './liveness.js';
import {ProgressKeeper} from './progress.js';
import {CLOSES} from './protocol.js';
import {Reconnects} from './reconnects.js';
import {Session} from './session.js';
import {hopeless} from './sign-in.js';
import {ConnectionTimers} from './timers.js';

/** While calls wait for answers it reads on a little longer: a handler may wait for one of them. */
const WHILE_CALLS_WAIT = 4;

/** @typedef {import('./types.js').Cause} Cause */
/** @typedef {import('./types.js').State} State */

/**
 * Keeps one client connected: signs in, opens a socket for its session, watches it, and comes back
 * when it ends.
 */
export class Engine {
  /** @type {State} */
  state = {name: 'idle'};
  connections = 0;
  #settings;
  #timers;
  #signIn;
  #url;
  #reconnects;
  #liveness;
  #connectionTimers;
  #session;
  /** @type {{connection?: Connection} | undefined} */
  #current;
  #watching = false;
  #paused = false;
  #overrun = false;
  #cancelWait = () => {};

  /**
   * @param {any} settings
   * @param {string} url of the WebSocket
   * @param {import('./sign-in.js').SignIn} signIn
   */
  constructor(settings, url, signIn) {
    this.#settings = settings;
    this.#timers = settings.timers;
    this.#signIn = signIn;
    this.#url = url;
    this.handlers = new Handlers(settings.eventsBufferedMax / 2, () => this.#relieved(),
      settings.onHandlerError);
    this.progress = new ProgressKeeper(settings.cursors, this.#timers, error =>
      settings.log('progress was not saved; it is tried again with the next event', error));
    this.#reconnects = new Reconnects(settings.backoff, settings.random, this.#timers);
    this.#liveness = new Liveness(settings.heartbeatMs);
    this.#connectionTimers = new ConnectionTimers(this.#timers);
    this.arrivals = new Arrivals(settings.store, this.handlers, this.progress, this.#timers);
    this.#session = new Session(settings, this.#timers, this.#connectionTimers, signIn,
      this.arrivals, this);
    /** Settles with the first connection, or when there will be none. @type {Promise<any>} */
    this.connected = new Promise((resolve, reject) => {
      this.greet = resolve;
      this.giveUp = reject;
    });
    this.connected.catch(() => {});
    /** Resolves when the client is closed for good. @type {Promise<Cause>} */
    this.stopped = new Promise(resolve => { this.stopNow = resolve; });
  }

  /** Takes up where the cursors say an earlier process was, and connects. */
  async start() {
    if (this.state.name !== 'idle') {
      return;
    }
    this.state = {name: 'connecting', attempt: 0};
    try {
      await this.arrivals.restore();
    } catch (error) {
      this.stop({kind: 'application', why: `the cursors cannot be read: ${error}`});
      return;
    }
    this.#attempt();
  }

  /** @param {import('./calls.js').Call} call */
  call(call) {
    this.#session.add(call);
    const current = this.#current;
    if (current?.connection && !this.#watching && this.state.name === 'connected') {
      this.#beat(current, true);
    }
    this.#relieved();
  }

  /** @param {import('./calls.js').Call} call */
  cancel(call) {
    this.#session.cancel(call);
  }

  get frames() {
    return this.#session.frames;
  }

  /** The network may be there again: does not wait any longer, and looks at what is open. */
  wake() {
    if (this.state.name === 'waiting' && !this.#overrun) {
      this.#cancelWait();
      this.#attempt();
    } else if (this.state.name === 'connected' && this.#current) {
      this.#look(this.#current);
    }
  }

  /** Closes for good. @param {Cause} cause */
  stop(cause) {
    if (this.state.name === 'closed') {
      return;
    }
    this.#cancelWait();
    this.#current?.connection?.close();
    this.#leave();
    this.#session.close(cause.why);
    this.#become({name: 'closed', cause});
    this.giveUp?.(new DrawbridgeError('session.start', 'closed', `the client is closed: ${cause.why}`));
    this.stopNow?.(cause);
  }

  async #attempt() {
    if (this.state.name === 'closed') {
      return;
    }
    this.#become({name: 'connecting', attempt: this.#reconnects.attempt()});
    /** @type {{connection?: Connection}} */
    const current = {};
    this.#current = current;
    let tokens;
    try {
      tokens = await this.#signIn.tokens();
    } catch (error) {
      if (current === this.#current) {
        this.#signInFailed(current, error);
      }
      return;
    }
    if (current !== this.#current) {
      return;
    }
    const lost = (/** @type {string} */ why, /** @type {number | undefined} */ code) =>
      this.#ended(current, why, code);
    this.#connectionTimers.after('connect', this.#settings.connectTimeoutMs,
      () => lost('no answer in time', undefined));
    this.connections++;
    try {
      const connection = new Connection(this.#settings.WebSocket, this.#url, this.#timers, {
        opened: () => current === this.#current && this.#session.start(connection, tokens),
        frame: frame => this.#frame(current, frame),
        ended: lost,
      });
      current.connection = connection;
    } catch (error) {
      lost(`no connection: ${error}`, undefined);
    }
  }

  /** @param {{connection?: Connection}} current @param {unknown} error */
  #signInFailed(current, error) {
    const why = `signing in failed: ${/** @type {Error} */ (error).message}`;
    if (hopeless(error)) {
      this.stop({kind: 'sign_in_needed', why});
    } else {
      this.#ended(current, why);
    }
  }

  /** @param {{connection?: Connection}} current @param {any} frame */
  #frame(current, frame) {
    if (current === this.#current) {
      this.#session.frame(frame);
      this.#keepPace();
    }
  }

  started() {
    this.#reconnects.started();
  }

  /** @param {any} hello @param {boolean} resumed */
  ready(hello, resumed) {
    const current = this.#current;
    if (current) {
      this.#become({name: 'connected', hello, resumed});
      this.#connectionTimers.cancel('connect');
      this.#liveness.begin();
      this.#beat(current, this.#session.callsWait);
      this.greet?.(hello);
    }
  }

  /** @param {number} ms */
  comeBackAfter(ms) {
    this.#reconnects.comeBackAfter(ms);
  }

  /** @param {string} why @param {number} [closeCode] */
  unusable(why, closeCode) {
    if (this.#current) {
      this.#ended(this.#current, why, closeCode);
    }
  }

  /** @param {{connection?: Connection}} current @param {string} why @param {number} [closeCode] */
  #ended(current, why, closeCode) {
    if (current !== this.#current || this.state.name === 'closed') {
      return;
    }
    current.connection?.abort();
    this.#leave();
    const known = closeCode !== undefined && CLOSES[closeCode] !== undefined;
    /** @type {Cause} */
    const cause = known ? {kind: 'server', why, closeCode} : {kind: 'lost', why};
    const next = this.#reconnects.ended(closeCode);
    if (!next) {
      this.stop(cause);
      return;
    }
    if (next.newToken) {
      this.#signIn.accessRefused();
    }
    this.#become({name: 'waiting', delayMs: next.delayMs, cause});
    if (!this.#overrun) {
      this.#cancelWait = this.#timers.after(next.delayMs, () => void this.#attempt());
    }
  }

  #leave() {
    this.#current = undefined;
    this.#paused = false;
    this.#connectionTimers.cancelAll();
    this.#session.detach();
  }

  /** @param {{connection?: Connection}} current @param {boolean} callsWait */
  #beat(current, callsWait) {
    this.#watching = callsWait;
    this.#connectionTimers.after('heartbeat', this.#liveness.interval(callsWait),
      () => this.#look(current));
  }

  /** Looks whether the connection still lives. @param {{connection?: Connection}} current */
  #look(current) {
    const {connection} = current;
    if (!connection) {
      return;
    }
    const callsWait = this.#session.callsWait;
    const advice =
      this.#liveness.look(this.#timers.now(), connection.heardAt, !this.#paused, callsWait);
    if (advice === 'give_up') {
      this.#ended(current, 'no sign of life');
      return;
    }
    if (advice === 'ask' && !connection.ping()) {
      this.#session.ask();
    }
    this.#beat(current, callsWait);
  }

  /** So that memory stays bounded when handlers are slow. */
  #keepPace() {
    const max = this.#settings.eventsBufferedMax * (this.#session.callsWait ? WHILE_CALLS_WAIT : 1);
    if (this.#paused || this.handlers.queued < max || !this.#current?.connection) {
      return;
    }
    if (this.#current.connection.pause(true)) {
      this.#paused = true;
    } else {
      // A browser's socket cannot stop: what comes meanwhile is asked for again later.
      this.#overrun = true;
      this.#ended(this.#current, 'the handlers are too slow for what comes');
    }
  }

  /** More may be read: handlers have caught up, or a call waits for its answer. */
  #relieved() {
    const {eventsBufferedMax} = this.#settings;
    const max = this.#session?.callsWait ? WHILE_CALLS_WAIT * eventsBufferedMax : eventsBufferedMax;
    if (this.#paused && this.handlers.queued < max) {
      this.#paused = false;
      this.#current?.connection?.pause(false);
    }
    if (this.#overrun && this.handlers.queued <= eventsBufferedMax / 2) {
      this.#overrun = false;
      if (this.state.name === 'waiting') {
        this.#cancelWait = this.#timers.after(0, () => void this.#attempt());
      }
    }
  }

  /** @param {State} next */
  #become(next) {
    this.state = next;
    this.handlers.post(['state'], next);
  }
}
