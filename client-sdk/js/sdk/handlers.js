// @ts-check

/**
 * Runs the application's handlers one at a time, in the order in which things happened. A handler
 * may return a promise: the next one waits for it. What a handler throws is reported and stops
 * nothing.
 */
export class Handlers {
  /** @type {Set<{name: string, handler: (happening: any) => unknown}>} */
  #registered = new Set();
  /** @type {{names: string[], happening: any, conversation?: string, after: () => void}[]} */
  #queue = [];
  #running = false;
  #relievedAt;
  #relieved;
  #failed;

  /**
   * @param {number} relievedAt `relieved` is run when this few are left
   * @param {() => void} relieved
   * @param {(error: unknown, name: string) => void} failed
   */
  constructor(relievedAt, relieved, failed) {
    this.#relievedAt = relievedAt;
    this.#relieved = relieved;
    this.#failed = failed;
  }

  /**
   * Registers a handler; what it returns takes it out.
   * @param {string} name
   * @param {(happening: any) => unknown} handler
   */
  on(name, handler) {
    const registration = {name, handler};
    this.#registered.add(registration);
    return () => {
      this.#registered.delete(registration);
    };
  }

  /** The number of happenings that wait for their handlers. */
  get queued() {
    return this.#queue.length;
  }

  /**
   * Tells the handlers of these names, then runs what depends on that.
   * @param {string[]} names
   * @param {any} happening
   * @param {() => void} [after]
   * @param {string} [conversation] whose content it is
   */
  post(names, happening, after = () => {}, conversation = undefined) {
    this.#queue.push({names, happening, conversation, after});
    if (!this.#running) {
      this.#running = true;
      queueMicrotask(() => this.#run());
    }
  }

  /** Drops what waits of a conversation's content, because the access to it has ended. @param {string} conversation */
  drop(conversation) {
    this.#queue = this.#queue.filter(waiting => waiting.conversation !== conversation);
  }

  /** Drops all content that waits. */
  dropAll() {
    this.#queue = this.#queue.filter(waiting => waiting.conversation === undefined);
  }

  async #run() {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      for (const {name, handler} of this.#registered) {
        if (next.names.includes(name)) {
          try {
            const working = /** @type {any} */ (handler(next.happening));
            if (typeof working?.then === 'function') {
              await working;
            }
          } catch (error) {
            this.#failed(error, next.names[0]);
          }
        }
      }
      next.after();
      if (this.#queue.length === this.#relievedAt) {
        this.#relieved();
      }
    }
    this.#running = false;
    this.#relieved();
  }

  /**
   * The happenings of a name as they come, for `for await`, from the first `next` on. Each counts as
   * handled when the next one is asked for, so that nothing piles up here.
   * @param {string} name
   * @param {Promise<unknown>} ended
   * @returns {AsyncIterableIterator<any>}
   */
  iterate(name, ended) {
    /** @type {{value: any, done: () => void}[]} */
    const offered = [];
    let over = false;
    let wake = () => {};
    let handled = () => {};
    /** @type {(() => void) | undefined} */
    let off;
    const finish = () => {
      over = true;
      off?.();
      handled();
      offered.splice(0).forEach(each => each.done());
      wake();
    };
    const start = () => {
      off = this.on(name, value => new Promise(done => {
        offered.push({value, done: () => done(undefined)});
        wake();
      }));
      ended.then(finish);
    };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        if (!off && !over) {
          start();
        }
        handled();
        handled = () => {};
        while (!over && offered.length === 0) {
          await new Promise(again => { wake = () => again(undefined); });
        }
        const next = offered.shift();
        if (!next) {
          return {value: undefined, done: true};
        }
        handled = next.done;
        return {value: next.value, done: false};
      },
      async return() {
        finish();
        return {value: undefined, done: true};
      },
    };
  }
}
