// @ts-check

const LOOKS_WHILE_CALLS_WAIT = 10;
const PATIENCE_WHILE_CALLS_WAIT = 2;

/**
 * When a silent connection is asked for a sign of life, and when it is given up. While calls wait
 * for answers it looks often, because a network may fail without a word.
 */
export class Liveness {
  #heartbeatMs;
  /** @type {number | undefined} */
  #askedAt;

  /**
   * @param {number} heartbeatMs how much silence is asked about, and how long an answer to that is
   *     waited for; while calls wait, a tenth and half of it
   */
  constructor(heartbeatMs) {
    this.#heartbeatMs = heartbeatMs;
  }

  /** A new connection. */
  begin() {
    this.#askedAt = undefined;
  }

  /**
   * The time until the next look.
   * @param {boolean} callsWait
   */
  interval(callsWait) {
    return callsWait ? this.#heartbeatMs / LOOKS_WHILE_CALLS_WAIT : this.#heartbeatMs;
  }

  /**
   * Looks.
   * @param {number} now
   * @param {number} heardAt when the server was heard last
   * @param {boolean} listening false if nothing can be heard, because nothing is read
   * @param {boolean} callsWait
   * @returns {'wait' | 'ask' | 'give_up'}
   */
  look(now, heardAt, listening, callsWait) {
    if (!listening || this.#askedAt === undefined || heardAt > this.#askedAt) {
      this.#askedAt = undefined;
    }
    if (!listening || now - heardAt < this.interval(callsWait)) {
      return 'wait';
    }
    const patience = callsWait ? this.#heartbeatMs / PATIENCE_WHILE_CALLS_WAIT : this.#heartbeatMs;
    if (this.#askedAt !== undefined && now - this.#askedAt >= patience) {
      return 'give_up';
    }
    this.#askedAt ??= now;
    return 'ask';
  }
}
