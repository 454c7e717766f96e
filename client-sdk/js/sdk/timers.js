// @ts-check

/** More than a timer can hold becomes the most that it can. */
const DELAY_MS_MAX = 2 ** 31 - 1;

/** @typedef {import('./types.js').Timers} Timers */

/** @type {Timers} */
export const systemTimers = {
  /** Milliseconds that no change of the clock moves. */
  now: () => performance.now(),
  /** The time of day. */
  wall: () => Date.now(),
  /** Runs a task later; what it returns cancels that. */
  after(ms, task) {
    const timer = setTimeout(task, Math.min(Math.max(0, ms), DELAY_MS_MAX));
    return () => clearTimeout(timer);
  },
};

/** The timers of the connection there is now, one for each purpose. */
export class ConnectionTimers {
  /** @type {Map<string, () => void>} */
  #pending = new Map();
  #timers;

  /** @param {Timers} timers */
  constructor(timers) {
    this.#timers = timers;
  }

  /**
   * Runs a task later, in place of the one that waits for the same purpose.
   * @param {string} purpose
   * @param {number} ms
   * @param {() => void} task
   */
  after(purpose, ms, task) {
    this.cancel(purpose);
    const cancel = this.#timers.after(ms, () => {
      if (this.#pending.get(purpose) === cancel) {
        this.#pending.delete(purpose);
        task();
      }
    });
    this.#pending.set(purpose, cancel);
  }

  /** @param {string} purpose */
  cancel(purpose) {
    this.#pending.get(purpose)?.();
    this.#pending.delete(purpose);
  }

  /** Cancels everything that waits, because the connection is gone. */
  cancelAll() {
    this.#pending.forEach(cancel => cancel());
    this.#pending.clear();
  }
}
