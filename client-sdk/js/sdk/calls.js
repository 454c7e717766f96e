// @ts-check
import {DrawbridgeError, ended, passes, refusal} from './errors.js';
import {LIMITS, MUTATIONS} from './protocol.js';

const BUSY_WAIT_MS = 250;
const UTF8 = new TextEncoder();

/**
 * One command until its answer.
 * @typedef {object} Call
 * @property {string} type
 * @property {any} body
 * @property {number} timeoutMs
 * @property {boolean} [urgent] of the client itself: sent before all others, and not again
 * @property {(error: DrawbridgeError) => void} [onBusy] hears why it waits
 * @property {(result: any) => void} resolve
 * @property {(error: DrawbridgeError) => void} reject
 * @property {number} [sequence]
 * @property {boolean} [sent]
 * @property {boolean} [unsure] its connection was lost before the answer: it may have been carried out
 * @property {boolean} [ended] the access to its conversation has ended since
 * @property {DrawbridgeError} [busy] why it waits
 * @property {() => void} [unwatch]
 */

/**
 * The calls that have no answer yet: those that wait to be sent, in the order of the calls, and
 * those in flight. A call that lost its connection, or that the server was too busy for, waits
 * again at its old place, so that sends keep their order over a reconnect.
 */
export class Calls {
  #settings;
  #timers;
  #observer;
  /** In the order of their sequence. @type {Call[]} */
  #waiting = [];
  /** @type {Map<number, Call>} */
  #inFlight = new Map();
  /** @type {{send(text: string): void} | undefined} */
  #socket;
  /** @type {string | undefined} */
  #closed;
  #ready = false;
  #window = 1;
  #lastId = 0;
  #lastSequence = 0;
  #pausedUntil = 0;
  #paused = false;

  /**
   * @param {{inFlightMax: number, waitingMax: number,
   *     retries: {mutations: boolean, reads: boolean, busy: boolean}}} settings
   * @param {import('./types.js').Timers} timers
   * @param {{answered(call: Call, result: any): void, refused(call: Call, error: any): void}} observer
   *     hears of answers before the callers do, in arrival order
   */
  constructor(settings, timers, observer) {
    this.#settings = settings;
    this.#timers = timers;
    this.#observer = observer;
  }

  /** Calls that have no answer yet. */
  get pending() {
    return this.#waiting.length + this.#inFlight.size;
  }

  /** A call of the application: it waits for a connection. @param {Call} call */
  add(call) {
    if (this.#closed !== undefined) {
      call.reject(closed(call, this.#closed));
    } else if (this.#waiting.length >= this.#settings.waitingMax) {
      const why = `${this.#settings.waitingMax} commands wait already (expected: fewer)`;
      call.reject(new DrawbridgeError(call.type, 'overloaded', why, {sent: false}));
    } else {
      call.sequence = ++this.#lastSequence;
      this.#watch(call);
      this.#waiting.push(call);
      this.#pump();
    }
  }

  /** A call of the client itself, sent at once. @param {Call} call */
  addUrgent(call) {
    if (this.#socket) {
      call.urgent = true;
      call.sequence = ++this.#lastSequence;
      this.#watch(call);
      this.#transmit(call, this.#socket);
    } else {
      this.#failDisconnected(call);
    }
  }

  /** Nobody waits for it any more: unless it has left, it is not sent. @param {Call} call */
  cancel(call) {
    const at = this.#waiting.indexOf(call);
    if (at >= 0) {
      this.#waiting.splice(at, 1);
    }
    call.unwatch?.();
    call.reject(new DrawbridgeError(call.type, 'cancelled', 'it was cancelled', {sent: !!call.sent}));
  }

  /**
   * The access to a conversation has ended: what has not left for it is not sent any more, and what
   * has is not sent again, so that its text is not kept.
   * @param {string} conversation
   */
  ended(conversation) {
    const its = (/** @type {Call} */ call) => call.body.conversation === conversation;
    [...this.#inFlight.values(), ...this.#waiting].filter(its).forEach(call => { call.ended = true; });
    const gone = this.#waiting.filter(call => call.ended && !call.unsure);
    this.#waiting = this.#waiting.filter(call => !gone.includes(call));
    gone.forEach(failEnded);
  }

  /**
   * Takes an open socket; only urgent calls are sent through it until the session has started.
   * @param {{send(text: string): void}} socket
   */
  attach(socket) {
    this.#socket = socket;
    this.#ready = false;
  }

  /** Sends the calls that waited, now that the session has started. @param {number} inFlightMax */
  ready(inFlightMax) {
    this.#ready = true;
    this.#window = Math.max(1, Math.min(inFlightMax, this.#settings.inFlightMax));
    this.#pump();
  }

  /** Lets go of a lost socket; calls without an answer wait to be sent again, or fail. */
  detach() {
    this.#socket = undefined;
    this.#ready = false;
    const lost = [...this.#inFlight.values()];
    this.#inFlight.clear();
    for (const call of lost) {
      const {mutations, reads} = this.#settings.retries;
      call.unsure = true;
      if (call.ended) {
        failEnded(call);
      } else if (!call.urgent && (MUTATIONS.has(call.type) ? mutations : reads)) {
        this.#waitAgain(call);
      } else {
        this.#failDisconnected(call);
      }
    }
  }

  /** Fails all calls, because the client is closed for good. @param {string} why */
  close(why) {
    this.#closed = `the client is closed: ${why}`;
    const all = [...this.#inFlight.values(), ...this.#waiting];
    this.#inFlight.clear();
    this.#waiting = [];
    this.#socket = undefined;
    for (const call of all) {
      call.unwatch?.();
      call.reject(closed(call, this.#closed));
    }
  }

  /** @param {{id: number, result: any}} reply */
  answered(reply) {
    const call = this.#take(reply.id);
    if (call) {
      call.unwatch?.();
      this.#observer.answered(call, reply.result);
      call.resolve(reply.result);
      this.#pump();
    }
  }

  /** @param {{id: number, code: string, message: string, retry_after_ms?: number}} error */
  refused(error) {
    const call = this.#take(error.id);
    if (!call) {
      return;
    }
    if (this.#settings.retries.busy && !call.urgent && !call.ended && passes(error.code)) {
      call.busy = refusal(call.type, error);
      call.onBusy?.(call.busy);
      this.#waitAgain(call);
      this.#pause(error.retry_after_ms ?? BUSY_WAIT_MS);
    } else {
      call.unwatch?.();
      this.#observer.refused(call, error);
      call.reject(refusal(call.type, error));
    }
    this.#pump();
  }

  /** @param {number} id */
  #take(id) {
    const call = this.#inFlight.get(id);
    this.#inFlight.delete(id);
    return call;
  }

  /** @param {Call} call */
  #waitAgain(call) {
    let at = this.#waiting.length;
    while (at > 0 && (this.#waiting[at - 1].sequence ?? 0) > (call.sequence ?? 0)) {
      at--;
    }
    this.#waiting.splice(at, 0, call);
  }

  /** @param {number} ms */
  #pause(ms) {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#timers.now() + ms);
    if (!this.#paused) {
      this.#paused = true;
      this.#timers.after(ms, () => this.#unpause());
    }
  }

  #unpause() {
    const left = this.#pausedUntil - this.#timers.now();
    if (left > 0) {
      this.#timers.after(left, () => this.#unpause());
    } else {
      this.#paused = false;
      this.#pump();
    }
  }

  #pump() {
    while (this.#ready && !this.#paused && this.#socket && this.#inFlight.size < this.#window) {
      const call = this.#waiting.shift();
      if (!call) {
        return;
      }
      this.#transmit(call, this.#socket);
    }
  }

  /** @param {Call} call @param {{send(text: string): void}} socket */
  #transmit(call, socket) {
    const id = ++this.#lastId;
    const frame = JSON.stringify({id, command: {...call.body, type: call.type}});
    const bytes = UTF8.encode(frame).length;
    if (bytes > LIMITS.frame_bytes_max) {
      const message = `a frame of ${bytes} bytes (expected: at most ${LIMITS.frame_bytes_max})`;
      call.unwatch?.();
      call.reject(new DrawbridgeError(call.type, 'too_large', message, {sent: false}));
      return;
    }
    call.sent = true;
    this.#inFlight.set(id, call);
    socket.send(frame);
  }

  /** Fails it when it has had its time. @param {Call} call */
  #watch(call) {
    call.unwatch = this.#timers.after(call.timeoutMs, () => {
      for (const [id, other] of this.#inFlight) {
        if (other === call) {
          this.#inFlight.delete(id);
        }
      }
      this.#waiting = this.#waiting.filter(other => other !== call);
      const message = `no answer within ${call.timeoutMs} ms`;
      call.reject(new DrawbridgeError(call.type, 'timed_out', message,
        {sent: !!call.sent, cause: call.busy}));
      this.#pump();
    });
  }

  /** @param {Call} call */
  #failDisconnected(call) {
    call.unwatch?.();
    const when = call.sent ? 'the answer' : 'it was sent';
    const message = `the connection was lost before ${when}`;
    call.reject(new DrawbridgeError(call.type, 'disconnected', message, {sent: !!call.sent}));
  }
}

/** @param {Call} call @param {string} why */
const closed = (call, why) =>
  new DrawbridgeError(call.type, 'closed', why, {sent: !!call.sent, refused: false});

/** @param {Call} call */
function failEnded(call) {
  call.unwatch?.();
  call.reject(ended(call.type, !!call.sent));
}
