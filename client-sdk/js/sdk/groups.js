// @ts-check
/** @typedef {import('./client.js').ChatClient} ChatClient */
/** @typedef {import('./protocol.js').Commands} Commands */
/** @typedef {Partial<Commands['message.send']>} MoreOfSend */

/** Messages of conversations. */
export class Messages {
  #client;

  /** @param {ChatClient} client */
  constructor(client) {
    this.#client = client;
  }

  /**
   * Sends a message: Markdown. `more` may name a quote, files, the audience, and a `client_id`.
   * @param {string} conversation @param {string} text @param {MoreOfSend} [more]
   */
  send(conversation, text, more = {}) {
    return this.#client.send('message.send', {...more, conversation, text});
  }

  /** @param {string} conversation @param {number} pos @param {string} text */
  edit(conversation, pos, text) {
    return this.#client.send('message.edit', {conversation, pos, text});
  }

  /** @param {string} conversation @param {number} pos */
  delete(conversation, pos) {
    return this.#client.send('message.delete', {conversation, pos});
  }

  /** @param {string} conversation @param {number} pos @param {string} emoji @param {boolean} [on] */
  react(conversation, pos, emoji, on = true) {
    return this.#client.send('message.react', {conversation, pos, emoji, on});
  }

  /** @param {string} conversation @param {number} pos @param {boolean} [on] */
  pin(conversation, pos, on = true) {
    return this.#client.send('message.pin', {conversation, pos, on});
  }

  /**
   * A page: the newest, or those before, after or around a position.
   * @param {string} conversation
   * @param {{before?: number, after?: number, around?: number, limit?: number}} [where]
   */
  history(conversation, where = {}) {
    return this.#client.send('message.history', {conversation, ...where});
  }

  /**
   * All messages from the newest back, a page at a time as they are asked for.
   * @param {string} conversation @param {number} [limit] of a page
   */
  async *all(conversation, limit) {
    /** @type {{before?: number, limit?: number}} */
    let where = limit === undefined ? {} : {limit};
    for (let more = true; more;) {
      const page = await this.history(conversation, where);
      yield* [...page.messages].reverse();
      more = page.more_before && page.messages.length > 0;
      where = {...where, before: page.messages[0]?.pos};
    }
  }
}

/** The conversations that arrive in full. */
export class Interest {
  #client;

  /** @param {ChatClient} client */
  constructor(client) {
    this.#client = client;
  }

  /**
   * Gets all events of a conversation from now on, over reconnects too; with a cursor those after it.
   * @param {string} conversation @param {number} [cursor]
   */
  open(conversation, cursor) {
    return this.#client.send('interest.open',
      cursor === undefined ? {conversation} : {conversation, cursor});
  }

  /** @param {string} conversation */
  close(conversation) {
    return this.#client.send('interest.close', {conversation});
  }

  /** @param {string} conversation @param {boolean} [on] */
  follow(conversation, on = true) {
    return this.#client.send('interest.follow', {conversation, on});
  }
}

/** The account's conversations. */
export class Inbox {
  #client;

  /** @param {ChatClient} client */
  constructor(client) {
    this.#client = client;
  }

  /** A page. @param {Commands['inbox.list']} [which] */
  list(which = {}) {
    return this.#client.send('inbox.list', which);
  }

  /**
   * All entries, page by page, each once. One that moves to the front meanwhile may be on no page:
   * its `head` tells.
   * @param {Commands['inbox.list']} [which]
   */
  async *all(which = {}) {
    const seen = new Set();
    for (let after = which.after, first = true; first || after !== undefined; first = false) {
      const page = await this.list(after === undefined ? which : {...which, after});
      for (const entry of page.entries) {
        if (!seen.has(entry.conversation.conversation)) {
          seen.add(entry.conversation.conversation);
          yield entry;
        }
      }
      after = page.next;
    }
  }

  /** One has read up to there. @param {string} conversation @param {number} pos */
  read(conversation, pos) {
    return this.#client.send('marker.read', {conversation, pos});
  }
}
