// @ts-check

const PAUSE_MS = 1_000;

/** @typedef {import('./types.js').Progress} Progress */
/** @typedef {import('./types.js').CursorStore} CursorStore */

/** Forgets everything with the process. @implements {CursorStore} */
export class MemoryCursors {
  /** @type {Progress} */
  #saved = {cursors: {}};

  load() {
    return this.#saved;
  }

  /** @param {Progress} progress */
  save(progress) {
    this.#saved = progress;
  }
}

/** Saves what the handlers have seen, at most once a second and at the end. */
export class ProgressKeeper {
  /** @type {Map<string, number>} */
  #handled = new Map();
  /** @type {string | undefined} */
  #since;
  #store;
  #timers;
  #failed;
  #dirty = false;
  #cancel = () => {};
  #scheduled = false;
  /** @type {Promise<void>} */
  #saving = Promise.resolve();

  /**
   * @param {CursorStore} store
   * @param {import('./types.js').Timers} timers
   * @param {(error: unknown) => void} failed
   */
  constructor(store, timers, failed) {
    this.#store = store;
    this.#timers = timers;
    this.#failed = failed;
  }

  /** Reads what an earlier process saved. */
  async load() {
    const progress = await this.#store.load();
    this.#handled = new Map(Object.entries(progress.cursors));
    this.#since = progress.since;
    return progress;
  }

  /** @param {string} conversation @param {number} pos */
  handled(conversation, pos) {
    this.#handled.set(conversation, pos);
    this.#schedule();
  }

  /** @param {string} conversation */
  position(conversation) {
    return this.#handled.get(conversation);
  }

  /** The handlers have seen all membership changes up to here. @param {string} text */
  since(text) {
    this.#since = text;
    this.#schedule();
  }

  /** @param {string} conversation */
  forget(conversation) {
    if (this.#handled.delete(conversation)) {
      this.#schedule();
    }
  }

  /** @param {Set<string>} kept */
  forgetAllBut(kept) {
    for (const conversation of [...this.#handled.keys()]) {
      if (!kept.has(conversation)) {
        this.#handled.delete(conversation);
      }
    }
    this.#schedule();
  }

  /** Saves now if anything changed, one save after the other. */
  flush() {
    this.#cancel();
    this.#scheduled = false;
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  async #save() {
    if (!this.#dirty) {
      return;
    }
    this.#dirty = false;
    try {
      await this.#store.save({
        ...(this.#since === undefined ? {} : {since: this.#since}),
        cursors: Object.fromEntries(this.#handled),
      });
    } catch (error) {
      this.#dirty = true;
      this.#failed(error);
    }
  }

  #schedule() {
    this.#dirty = true;
    if (!this.#scheduled) {
      this.#scheduled = true;
      this.#cancel = this.#timers.after(PAUSE_MS, () => void this.flush());
    }
  }
}
