// @ts-check

/** Events held for one conversation; more, and the connection is not worth keeping. */
const HELD_MAX = 1_024;

/** Conversations that were not opened by the application but arrive in full, as DMs do. */
const UNASKED_MAX = 10_000;

/** @typedef {import('./protocol.js').LogEvent} LogEvent */
/**
 * @typedef {{asked: boolean, positioned: boolean, received: number, catchingUp: boolean,
 *     gapEnd: number, held: LogEvent[]}} Stream
 */

/**
 * The positions of the conversations that arrive in full: what is passed to the application rises
 * strictly, over any number of connections. An event that arrives while a gap of its conversation is
 * being asked for (after a reconnect, a conversation may go live before the server reads the cursor)
 * is held until the gap is there.
 */
export class Streams {
  /** What was touched last stands last. @type {Map<string, Stream>} */
  #streams = new Map();

  /** Events dropped because they had been there before. */
  duplicates = 0;

  /** Takes up where an earlier process was. @param {Record<string, number>} cursors */
  restore(cursors) {
    for (const [conversation, pos] of Object.entries(cursors)) {
      const stream = this.#stream(conversation);
      stream.asked = true;
      position(stream, pos);
    }
  }

  /** True if events wait for a gap to be filled. */
  get holding() {
    return this.#all().some(stream => stream.held.length > 0);
  }

  /** True if one conversation holds more than is sound. @param {string} conversation */
  overfull(conversation) {
    return (this.#streams.get(conversation)?.held.length ?? 0) > HELD_MAX;
  }

  /**
   * An event arrived.
   * @param {LogEvent} event
   * @returns {LogEvent[]} what is passed to the application now, in order
   */
  accept(event) {
    const stream = this.#stream(event.conversation);
    if (stream.catchingUp) {
      stream.held.push(event);
      return [];
    }
    if (stream.held.length === 0) {
      return this.#deliver(stream, [event]);
    }
    if (event.pos >= stream.held[0].pos) {
      return [...this.#release(stream), ...this.#deliver(stream, [event])];
    }
    const due = this.#deliver(stream, [event]);
    return stream.received >= stream.gapEnd ? [...due, ...this.#release(stream)] : due;
  }

  /** The cursor to open a conversation with; undefined if it is new. @param {string} conversation */
  cursor(conversation) {
    const stream = this.#streams.get(conversation);
    return stream?.positioned ? stream.received : undefined;
  }

  /** Whether it arrives in full, or is asked for again. @param {string} conversation */
  holds(conversation) {
    const stream = this.#streams.get(conversation);
    return stream !== undefined && (stream.positioned || stream.asked);
  }

  /**
   * The application opens a conversation from a position of its own choice.
   * @param {string} conversation @param {number} pos
   */
  rewind(conversation, pos) {
    const stream = this.#stream(conversation);
    stream.held = [];
    position(stream, pos);
  }

  /** The client asks for the gap after the cursor. @param {string} conversation */
  catchUp(conversation) {
    const stream = this.#streams.get(conversation);
    if (stream?.positioned) {
      stream.catchingUp = true;
    }
  }

  /**
   * The server has opened a conversation.
   * @param {string} conversation @param {number} head
   */
  opened(conversation, head) {
    const stream = this.#stream(conversation);
    stream.asked = true;
    if (!stream.positioned) {
      position(stream, Math.max(head, stream.received));
    }
    return this.caughtUp(conversation, head);
  }

  /**
   * An answer came that the gap follows.
   * @param {string} conversation @param {number} head
   * @returns {LogEvent[]} what is passed to the application now
   */
  caughtUp(conversation, head) {
    const stream = this.#streams.get(conversation);
    if (!stream) {
      return [];
    }
    stream.catchingUp = false;
    stream.gapEnd = head;
    return stream.received >= head ? this.#release(stream) : [];
  }

  /** Releases everything that waits for a gap of which nothing more came. */
  releaseStale() {
    return this.#all()
      .filter(stream => !stream.catchingUp)
      .flatMap(stream => this.#release(stream));
  }

  /** The application closed it: it is not asked for again. @param {string} conversation */
  closed(conversation) {
    this.#streams.delete(conversation);
  }

  /** The gap cannot be filled; what comes next still lies above it. @param {string} conversation */
  forgetPosition(conversation) {
    const stream = this.#streams.get(conversation);
    if (stream) {
      forget(stream);
    }
  }

  /** No position but those of these is worth anything. @param {Set<string>} kept */
  forgetPositionsBut(kept) {
    for (const [conversation, stream] of this.#streams) {
      if (!kept.has(conversation)) {
        forget(stream);
        stream.received = 0;
      }
    }
  }

  /** Drops what was held for the connection that is gone; it comes again. */
  disconnected() {
    for (const stream of this.#all()) {
      stream.catchingUp = false;
      stream.held = [];
    }
  }

  /** The conversations that the application has open. */
  asked() {
    return [...this.#streams].filter(([, stream]) => stream.asked).map(([id]) => id);
  }

  /** The cursors of all that arrives in full: what the application opened and used last first. */
  cursors() {
    const newest = [...this.#streams].reverse().filter(([, stream]) => stream.positioned);
    return [...newest.filter(([, stream]) => stream.asked), ...newest.filter(([, stream]) => !stream.asked)]
      .map(([conversation, stream]) => ({conversation, pos: stream.received}));
  }

  #all() {
    return [...this.#streams.values()];
  }

  /** @param {Stream} stream @param {LogEvent[]} events */
  #deliver(stream, events) {
    return events.filter(event => {
      if (event.pos <= stream.received) {
        this.duplicates++;
        return false;
      }
      position(stream, event.pos);
      return true;
    });
  }

  /** @param {Stream} stream */
  #release(stream) {
    const held = stream.held;
    stream.held = [];
    return this.#deliver(stream, held);
  }

  /** @param {string} conversation @returns {Stream} */
  #stream(conversation) {
    const known = this.#streams.get(conversation);
    if (known) {
      this.#streams.delete(conversation);
      this.#streams.set(conversation, known);
      return known;
    }
    if (this.#streams.size >= UNASKED_MAX) {
      this.#forgetOldestUnasked();
    }
    const fresh =
      {asked: false, positioned: false, received: 0, catchingUp: false, gapEnd: 0, held: []};
    this.#streams.set(conversation, fresh);
    return fresh;
  }

  #forgetOldestUnasked() {
    for (const [conversation, stream] of this.#streams) {
      if (!stream.asked) {
        this.#streams.delete(conversation);
        return;
      }
    }
  }
}

/** @param {Stream} stream @param {number} pos */
function position(stream, pos) {
  stream.positioned = true;
  stream.received = pos;
}

/** @param {Stream} stream */
function forget(stream) {
  stream.positioned = false;
  stream.catchingUp = false;
  stream.held = [];
}
