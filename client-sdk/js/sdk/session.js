// @ts-check
import {Calls} from './calls.js';
import {ERRORS, LOG_EVENTS} from './protocol.js';
import {passes} from './errors.js';

/** The time that events are held for a gap after the answer that announced it. */
const GAP_PATIENCE_MS = 2_000;

/** A token is renewed when four fifths of its life are over. */
const RENEW_AFTER = 0.8;
const RENEW_MS_MIN = 1_000;
const RENEW_AGAIN_MS = 5_000;

/** Conversations that are named in one `session.purged`. */
const PURGED_MAX = 200;

/**
 * What the protocol means for the connection.
 * @typedef {object} Owner
 * @property {() => void} started the server has greeted the client
 * @property {(hello: any, caughtUp: boolean) => void} ready calls go from now on
 * @property {(ms: number) => void} comeBackAfter the server says when
 * @property {(why: string, closeCode?: number) => void} unusable of no use any more
 */

/**
 * Speaks the protocol over whichever connection there is: starts the session, resumes, renews the
 * token, sends calls and takes events.
 */
export class Session {
  frames = 0;
  #settings;
  #signIn;
  #arrivals;
  #timers;
  #owner;
  #calls;
  /** @type {any} */
  #starting;
  #ready = false;
  #generation = 0;
  /** What the server does not know yet: nothing of these is kept. @type {Set<string>} */
  #purged = new Set();
  #confirming = false;

  /**
   * @param {any} settings
   * @param {import('./types.js').Timers} timers
   * @param {import('./timers.js').ConnectionTimers} connectionTimers
   * @param {import('./sign-in.js').SignIn} signIn
   * @param {import('./arrivals.js').Arrivals} arrivals
   * @param {Owner} owner
   */
  constructor(settings, timers, connectionTimers, signIn, arrivals, owner) {
    this.#settings = settings;
    this.#timers = connectionTimers;
    this.#signIn = signIn;
    this.#arrivals = arrivals;
    arrivals.owner = this;
    this.#owner = owner;
    this.#calls = new Calls(settings, timers, this);
    this.wallClock = () => timers.wall();
  }

  /**
   * Begins on a fresh connection.
   * @param {{send(text: string): void}} connection
   * @param {import('./types.js').Tokens} tokens
   */
  start(connection, tokens) {
    this.#calls.attach(connection);
    const {tab} = this.#settings;
    this.#urgent('session.start',
      {access_token: tokens.access_token, ...(tab === undefined ? {} : {tab})});
  }

  /** Leaves a connection that is gone. */
  detach() {
    this.#starting = undefined;
    this.#ready = false;
    this.#generation++;
    this.#calls.detach();
    this.#arrivals.disconnected();
  }

  /** Fails all calls for good. @param {string} why */
  close(why) {
    this.#calls.close(why);
  }

  /** Takes a call of the application. @param {import('./calls.js').Call} call */
  add(call) {
    if (call.type === 'interest.open') {
      call.body = this.#arrivals.place(call.body, this.#ready);
    }
    this.#calls.add(call);
  }

  /** @param {import('./calls.js').Call} call */
  cancel(call) {
    this.#calls.cancel(call);
  }

  /** Whether a call has no answer yet. */
  get callsWait() {
    return this.#calls.pending > 0;
  }

  /** Asks for a sign of life: what is answered without looking anything up. */
  ask() {
    this.#urgent('interest.close', {conversation: 'c_0000000000000'});
  }

  /** Takes a frame of the server. @param {any} frame */
  frame(frame) {
    this.frames++;
    if (frame.type === 'hello') {
      this.#greeted(frame);
    } else if (frame.type === 'reply') {
      this.#calls.answered(frame);
    } else if (frame.type === 'error') {
      if (frame.id === undefined) {
        this.#settings.log(`the server refused a frame: ${frame.code}`);
      } else {
        this.#calls.refused(frame);
      }
    } else {
      this.#event(frame);
    }
  }

  /** @param {any} hello */
  #greeted(hello) {
    this.#starting = hello;
    this.#signIn.aheadMs = Date.parse(hello.server_time) - this.wallClock();
    this.#owner.started();
    this.#renewLater();
    const resume = this.#arrivals.greeted(hello);
    if (resume) {
      this.#urgent('session.resume', resume);
    } else {
      this.#becomeReady([], false);
    }
  }

  /** @param {any} event */
  #event(event) {
    if (event.type === 'server.draining') {
      this.#owner.comeBackAfter(event.reconnect_after_ms);
    }
    this.#reopen(this.#arrivals.event(event));
    if (LOG_EVENTS.has(event.type) && this.#arrivals.streams.overfull(event.conversation)) {
      this.#owner.unusable('too many events before a gap was filled');
    }
  }

  /** @param {Iterable<string>} toOpen @param {boolean} caughtUp */
  #becomeReady(toOpen, caughtUp) {
    const hello = this.#starting;
    if (!hello) {
      return;
    }
    this.#starting = undefined;
    this.#ready = true;
    this.#owner.ready(hello, caughtUp);
    this.#reopen(this.#arrivals.unopened(toOpen));
    this.#confirm();
    this.#calls.ready(hello.limits.in_flight_per_connection_max ?? 1);
    this.#releaseLater();
  }

  /** Bounds the time that events are held back for a gap. */
  #releaseLater() {
    if (this.#arrivals.streams.holding) {
      this.#timers.after('gap', GAP_PATIENCE_MS, () => this.#arrivals.releaseStale());
    }
  }

  /** @param {import('./calls.js').Call} call @param {any} result */
  answered(call, result) {
    if (call.type === 'session.resume' && call.urgent && result.type === 'resumed') {
      this.#becomeReady(this.#arrivals.resumed(result), true);
    } else if (!(call.type === 'interest.close' && call.urgent)) {
      this.#arrivals.answered(call, result);
      this.#releaseLater();
    }
  }

  /** @param {import('./calls.js').Call} call @param {any} error */
  refused(call, error) {
    const resume = call.type === 'session.resume' && call.urgent;
    if (call.type === 'session.start' || call.type === 'session.renew'
      // To start over would lose what the positions still stand for.
      || (resume && passes(error.code))) {
      if (error.retry_after_ms !== undefined) {
        this.#owner.comeBackAfter(error.retry_after_ms);
      }
      const code = ERRORS[error.code]?.status === 401 ? 4001 : undefined;
      this.#owner.unusable(`the session was not started: ${error.code}`, code);
    } else if (resume && this.#starting) {
      this.#becomeReady(this.#arrivals.resumeRefused(this.#starting.since), false);
    } else if (call.type === 'interest.open') {
      this.#arrivals.openRefused(call.body.conversation, error.code === 'not_found');
    }
  }

  /** @param {Iterable<string>} conversations */
  #reopen(conversations) {
    for (const conversation of conversations) {
      this.#calls.add(this.#own('interest.open', this.#arrivals.place({conversation}, true),
        this.#settings.callTimeoutMs));
    }
  }

  /** The access to a conversation has ended. @param {string} conversation */
  ended(conversation) {
    this.#calls.ended(conversation);
  }

  /** Handlers have heard of it too: nothing is kept any more. @param {string} conversation */
  purged(conversation) {
    this.#purged.add(conversation);
    this.#confirm();
  }

  /** Tells the server what is kept no more; what it does not hear of is told after the next start. */
  #confirm() {
    if (!this.#ready || this.#confirming || this.#purged.size === 0) {
      return;
    }
    this.#confirming = true;
    const some = [...this.#purged].slice(0, PURGED_MAX);
    const over = (/** @type {boolean} */ heard) => {
      some.forEach(each => heard && this.#purged.delete(each));
      this.#confirming = false;
      this.#confirm();
    };
    const call = this.#own('session.purged', {conversations: some}, this.#settings.callTimeoutMs);
    call.resolve = () => over(true);
    call.reject = error => over(error.refused);
    this.#calls.add(call);
  }

  #renewLater() {
    const tokens = this.#signIn.current;
    if (tokens) {
      this.#renewAfter(Math.max(RENEW_MS_MIN, this.#signIn.left(tokens) * RENEW_AFTER));
    }
  }

  /** An answer that comes after the connection ended serves the next one. @param {number} ms */
  #renewAfter(ms) {
    this.#timers.after('renew', ms, async () => {
      const asked = this.#generation;
      const tokens = await this.#signIn.renewed().catch(() => undefined);
      if (asked !== this.#generation) {
        return;
      }
      if (tokens) {
        this.#urgent('session.renew', {access_token: tokens.access_token});
        this.#renewLater();
      } else {
        this.#renewAfter(RENEW_AGAIN_MS);
      }
    });
  }

  /** @param {string} type @param {any} body */
  #urgent(type, body) {
    this.#calls.addUrgent(this.#own(type, body, this.#settings.connectTimeoutMs));
  }

  /**
   * A call of the client itself: what it comes to is heard as it arrives.
   * @param {string} type @param {any} body @param {number} timeoutMs
   * @returns {import('./calls.js').Call}
   */
  #own(type, body, timeoutMs) {
    return {type, body, timeoutMs, resolve() {}, reject() {}};
  }
}
