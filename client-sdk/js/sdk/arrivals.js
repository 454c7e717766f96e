// @ts-check
import {LIMITS, LOG_EVENTS} from './protocol.js';
import {Streams} from './streams.js';

/**
 * Passes on events, and answers that move positions: to streams, local store, handlers and
 * progress, in this order.
 */
export class Arrivals {
  streams = new Streams();
  /** How often something had to be loaded again. */
  resyncs = 0;
  #store;
  #handlers;
  #progress;
  #timers;
  /**
   * Hears at once that the access to a conversation has ended, and when nothing of it is kept.
   * @type {{ended(conversation: string): void, purged(conversation: string): void}}
   */
  owner = {ended() {}, purged() {}};
  /** @type {string | undefined} */
  #since;
  /** @type {{conversation: string, pos: number}[]} */
  #resumed = [];
  /** @type {{conversation: string, pos: number}[]} */
  #beyond = [];
  /** @type {Set<string>} */
  #reloading = new Set();
  #reloadingAll = false;

  /**
   * @param {import('./types.js').LocalStore} store
   * @param {import('./handlers.js').Handlers} handlers
   * @param {import('./progress.js').ProgressKeeper} progress
   * @param {import('./types.js').Timers} timers
   */
  constructor(store, handlers, progress, timers) {
    this.#store = store;
    this.#handlers = handlers;
    this.#progress = progress;
    this.#timers = timers;
  }

  /** Takes up where an earlier process was. */
  async restore() {
    const saved = await this.#progress.load();
    this.#since = saved.since;
    this.streams.restore(saved.cursors);
  }

  /**
   * A session has started. A resume takes a bounded number of cursors; the rest is opened one by
   * one.
   * @param {any} hello
   * @returns {{since: string, cursors: object[]} | undefined} what to resume; undefined if nothing
   *     can have been missed
   */
  greeted(hello) {
    const cursors = this.streams.cursors();
    if (this.#since === undefined) {
      this.#beyond = cursors;
      this.#begin(hello.since);
      return undefined;
    }
    const atOnce = Math.min(hello.limits.cursors_max ?? LIMITS.cursors_max, LIMITS.cursors_max);
    cursors.forEach(cursor => this.streams.catchUp(cursor.conversation));
    this.#resumed = cursors.slice(0, atOnce);
    this.#beyond = cursors.slice(atOnce);
    return {since: this.#since, cursors: this.#resumed};
  }

  /** These, what resume did not take, and what is to be loaded again. @param {Iterable<string>} others */
  unopened(others) {
    const opens = new Set(others);
    this.#beyond
      .filter(cursor => this.streams.cursor(cursor.conversation) !== undefined)
      .forEach(cursor => opens.add(cursor.conversation));
    this.streams.asked()
      .filter(conversation => this.streams.cursor(conversation) === undefined)
      .forEach(conversation => opens.add(conversation));
    return opens;
  }

  /** Forgets what belonged to the connection that is gone. */
  disconnected() {
    this.#resumed = [];
    this.#beyond = [];
    this.streams.disconnected();
  }

  /** @param {string} text */
  #begin(text) {
    this.#since = text;
    this.#progress.since(text);
  }

  /**
   * An event.
   * @param {any} event
   * @returns {Iterable<string>} the conversations that have to be opened again
   */
  event(event) {
    if (LOG_EVENTS.has(event.type)) {
      this.#deliver(this.streams.accept(event));
    } else if (event.type === 'access.ended') {
      this.#ended(event);
    } else if (event.type === 'resync') {
      return this.#resync(event.conversation);
    } else {
      this.#post(event);
    }
    return [];
  }

  /**
   * The answer to resume.
   * @param {import('./protocol.js').SessionResultResumed} answer
   * @returns {Iterable<string>} the conversations that have to be opened one by one
   */
  resumed(answer) {
    answer.lost.forEach(({conversation, at, reason}) =>
      this.#ended({type: 'access.ended', conversation, at, reason}));
    const reopen = new Set(answer.resync ? this.#resyncAll(this.#goingOn(answer)) : []);
    this.#caughtUp(answer).forEach(conversation => reopen.add(conversation));
    answer.gained.forEach(conversation => this.#post({type: 'access.gained', conversation}));
    answer.heads.forEach(({conversation, head, mentioned}) =>
      this.#post({type: 'head', conversation, head, mentioned}));
    this.#since = answer.since;
    this.#handlers.post(['resumed'], answer, () => this.#progress.since(answer.since));
    return reopen;
  }

  /** The server cannot resume: everything is new. @param {string} since */
  resumeRefused(since) {
    this.#begin(since);
    return this.#resyncAll(new Set());
  }

  /**
   * An answer that says something about positions or content.
   * @param {{type: string, body: any}} call
   * @param {any} result
   */
  answered(call, result) {
    if (call.type === 'interest.open' && result.type === 'opened') {
      this.#opened(call.body.conversation, result.head);
    } else if (result.type === 'history' && call.body.conversation) {
      this.#store.loaded(call.body.conversation, result.messages);
    } else if (call.type === 'interest.close' && result.type === 'done') {
      this.streams.closed(call.body.conversation);
      this.#progress.forget(call.body.conversation);
    }
  }

  /** @param {string} conversation @param {number} head */
  #opened(conversation, head) {
    const fresh = this.streams.cursor(conversation) === undefined;
    this.#deliver(this.streams.opened(conversation, head));
    if (fresh) {
      this.#progress.handled(conversation, head);
    }
    this.#reloaded(conversation);
  }

  /**
   * A conversation could not be opened: what was held of it is given up.
   * @param {string} conversation @param {boolean} gone
   */
  openRefused(conversation, gone) {
    if (gone && this.streams.holds(conversation)) {
      const at = new Date(this.#timers.wall()).toISOString();
      this.#ended({type: 'access.ended', conversation, at, reason: 'removed'});
    } else {
      this.#deliver(this.streams.caughtUp(conversation, 0));
    }
    this.#reloaded(conversation);
  }

  /**
   * An open without a position goes on where the client was; one with it is a choice.
   * @param {{conversation: string, cursor?: number}} open
   * @param {boolean} connected
   */
  place({conversation, cursor}, connected) {
    if (cursor !== undefined) {
      this.streams.rewind(conversation, cursor);
      this.#progress.handled(conversation, cursor);
    }
    if (connected) {
      this.streams.catchUp(conversation);
    }
    const from = this.streams.cursor(conversation);
    return from === undefined ? {conversation} : {conversation, cursor: from};
  }

  /** Delivers what was held for a gap that should have come by now. */
  releaseStale() {
    this.#deliver(this.streams.releaseStale());
  }

  /** @param {import('./protocol.js').SessionResultResumed} answer */
  #caughtUp(answer) {
    const heads = new Map(answer.heads.map(({conversation, head}) => [conversation, head]));
    const open = new Set(answer.opened);
    /** @type {string[]} */
    const missing = [];
    for (const {conversation} of this.#resumed) {
      if (open.has(conversation)) {
        this.#deliver(this.streams.caughtUp(conversation, heads.get(conversation) ?? 0));
      } else if (this.streams.cursor(conversation) !== undefined) {
        missing.push(conversation);
      }
    }
    return missing;
  }

  /** The purge comes before any handler hears of it. @param {any} ended */
  #ended(ended) {
    const {conversation} = ended;
    this.#letGo(conversation);
    this.#post(ended, () => {
      this.#progress.forget(conversation);
      this.owner.purged(conversation);
    });
    this.#notReloaded(conversation);
  }

  /** Keeps nothing of a conversation, whatever the server says of it. @param {string} conversation */
  purge(conversation) {
    this.#letGo(conversation);
    // A handler that works on one of its events finishes first.
    this.#handlers.post([], undefined, () => this.#progress.forget(conversation));
    this.#notReloaded(conversation);
  }

  /** @param {string} conversation */
  #letGo(conversation) {
    this.streams.closed(conversation);
    this.#store.purge(conversation);
    this.#handlers.drop(conversation);
    this.owner.ended(conversation);
  }

  /**
   * Handlers hear of it when the conversations are open again, so that what they load is whole.
   * @param {string | undefined} conversation
   */
  #resync(conversation) {
    if (conversation === undefined) {
      return this.#resyncAll(new Set());
    }
    this.resyncs++;
    this.#store.purge(conversation);
    this.streams.forgetPosition(conversation);
    this.#reloading.add(conversation);
    return [conversation];
  }

  /**
   * Everything but these is opened again; these go on from where they are.
   * @param {Set<string>} goingOn
   */
  #resyncAll(goingOn) {
    this.resyncs++;
    this.#store.purgeAll();
    const again = this.streams.asked().filter(conversation => !goingOn.has(conversation));
    this.streams.forgetPositionsBut(goingOn);
    this.#progress.forgetAllBut(goingOn);
    again.forEach(conversation => this.#reloading.add(conversation));
    this.#reloadingAll = true;
    this.#tellIfAllReloaded();
    return again;
  }

  /**
   * The conversations that go on; also those whose cursors did not fit into one resume.
   * @param {import('./protocol.js').SessionResultResumed} answer
   */
  #goingOn(answer) {
    const goingOn = new Set(answer.opened);
    if (goingOn.size > 0) {
      this.#beyond.forEach(cursor => goingOn.add(cursor.conversation));
    }
    return goingOn;
  }

  /** Nobody waits for it any more. @param {string} conversation */
  #notReloaded(conversation) {
    this.#reloading.delete(conversation);
    this.#tellIfAllReloaded();
  }

  /** @param {string} conversation */
  #reloaded(conversation) {
    if (this.#reloading.delete(conversation) && !this.#reloadingAll) {
      this.#post({type: 'resync', conversation});
    }
    this.#tellIfAllReloaded();
  }

  #tellIfAllReloaded() {
    if (this.#reloadingAll && this.#reloading.size === 0) {
      this.#reloadingAll = false;
      this.#post({type: 'resync'});
    }
  }

  /** @param {import('./protocol.js').LogEvent[]} due */
  #deliver(due) {
    for (const event of due) {
      const {conversation, pos} = event;
      this.#store.happened(event);
      const seen = () => this.#progress.handled(conversation, pos);
      this.#handlers.post([event.type, 'log', 'event'], event, seen, conversation);
    }
  }

  /** @param {any} event @param {() => void} [after] */
  #post(event, after) {
    this.#handlers.post([event.type, 'event'], event, after);
  }
}
