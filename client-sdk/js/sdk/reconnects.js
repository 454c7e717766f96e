// @ts-check
import {before} from './backoff.js';
import {CLOSES} from './protocol.js';

/** Reconnects at once without a steady connection between them; then they take their time. */
const AT_ONCE_MAX = 3;

/** What follows the end of a connection, by the table of close codes. */
export class Reconnects {
  #backoff;
  #random;
  #timers;
  #attempts = 0;
  #atOnce = 0;
  /** @type {number | undefined} */
  #startedAt;
  /** @type {number | undefined} */
  #notBefore;

  /**
   * @param {import('./types.js').Backoff} backoff
   * @param {() => number} random
   * @param {import('./types.js').Timers} timers
   */
  constructor(backoff, random, timers) {
    this.#backoff = backoff;
    this.#random = random;
    this.#timers = timers;
  }

  /** Counts an attempt that begins, from 1 since the last steady connection. */
  attempt() {
    return ++this.#attempts;
  }

  /** The session has started. */
  started() {
    this.#startedAt = this.#timers.now();
  }

  /**
   * Waits as long as the server says and a random time more, so that not all come at once.
   * @param {number} ms
   */
  comeBackAfter(ms) {
    const wait = Math.max(0, ms);
    this.#notBefore = this.#timers.now() + wait + this.#random() * (wait / 4);
  }

  /**
   * What to do after a connection, or an attempt at one, has ended.
   * @param {number | undefined} closeCode
   * @returns {{delayMs: number, newToken: boolean} | undefined} undefined: stay away
   */
  ended(closeCode) {
    const started = this.#startedAt;
    this.#startedAt = undefined;
    if (started !== undefined && this.#timers.now() - started >= this.#backoff.steadyAfterMs) {
      this.#attempts = 0;
      this.#atOnce = 0;
    }
    const known = closeCode === undefined ? undefined : CLOSES[closeCode];
    switch (known?.reconnect) {
      case 'no':
        return undefined;
      case 'now_and_resume':
        return {delayMs: this.#atOnce++ < AT_ONCE_MAX ? 0 : this.#later(), newToken: false};
      case 'after_sign_in':
        return {delayMs: this.#later(), newToken: true};
      default:
        return {delayMs: this.#later(), newToken: false};
    }
  }

  #later() {
    const wait = before(this.#backoff, Math.max(1, this.#attempts), this.#random);
    const asked = (this.#notBefore ?? 0) - this.#timers.now();
    this.#notBefore = undefined;
    return Math.max(wait, asked);
  }
}
