// Reading one conversation: its pages, the place in it that an address names, its live stream, and how far one has read.

import {lastPos, messagesOf, peopleOf} from './state.js';

const PAGE = 50;
const ROSTER = 200;

export class Reading {
  #client;
  #loaded;
  #busy = false;

  constructor(client) {
    this.#client = client;
  }

  get #state() {
    return this.#client.state;
  }

  #run(type, body) {
    return this.#client.live.run(type, body);
  }

  #dispatch(type, action) {
    this.#client.store.dispatch(type, action);
  }

  /** Whether all of the open conversation's events come from where it was read. */
  whole(id) {
    return this.#loaded === id;
  }

  /** Nothing of the open conversation counts as loaded any more. */
  forget() {
    this.#loaded = undefined;
  }

  /** Reads the newest page, or the one around a position, then opens the live stream after it: nothing falls between. */
  async load(id, pos) {
    // What comes after this is sent when the stream is opened, so that the page around a position misses no change.
    const head = this.#state.entries[id]?.head ?? 0;
    const page = await this.#run('message.history', {conversation: id, ...(pos && {around: pos}), limit: PAGE});
    if (this.#state.openId !== id) {
      return;
    }
    this.#show(id, page);
    if (pos) {
      this.#dispatch('at', {id, pos});
    }
    const from = page.more_after ? head : lastPos(this.#state, id);
    const opened = await this.#run('interest.open', {conversation: id, ...(from > 0 && {cursor: from})});
    this.#dispatch('view', {view: opened.conversation, head: opened.head});
    if (from === 0) {
      await this.#since(id);
    }
    this.#loaded = id;
    this.read();
    this.#beside(id);
  }

  /** Nothing was there to continue from: what came before the stream was open, perhaps after a cut, is read now. */
  async #since(id) {
    const page = await this.#run('message.history', {conversation: id, limit: PAGE});
    if (this.#state.openId === id) {
      this.#dispatch('page', {id, messages: page.messages, more: page.more_before});
    }
  }

  #show(id, page, read) {
    this.#dispatch('page', {
      id, messages: page.messages, more: page.more_before, later: page.more_after, whole: true, ...(read && {read}),
    });
  }

  /** Goes to the first message that was not read when the conversation was opened. */
  async unread() {
    const id = this.#state.openId;
    const {from} = this.#state.missed[id];
    try {
      this.#show(id, await this.#run('message.history', {conversation: id, around: from, limit: PAGE}), from);
      this.#dispatch('at', {id, pos: this.#state.fresh[id] ?? from});
    } catch (error) {
      this.#client.failed(error);
    }
  }

  /** Who is here, how far they have read and what bots offer; without them one can read as well. */
  #beside(id) {
    this.roster(id);
    this.#run('receipt.list', {conversation: id})
      .then(({watermarks}) => this.#dispatch('receipts', {id, watermarks}), () => {});
    this.#run('slash.list', {conversation: id})
      .then(({commands}) => this.#dispatch('slashes', {id, commands}), () => {});
  }

  async roster(id = this.#state.openId) {
    try {
      const {entries} = await this.#run('conversation.roster', {conversation: id, limit: ROSTER});
      if (!this.#state.entries[id]) {
        return;
      }
      this.#dispatch('roster', {id, entries});
      const people = peopleOf(this.#state, id).map(each => each.id).slice(0, ROSTER);
      const {presences} = await this.#run('presence.subscribe', {people});
      this.#dispatch('presence', {presences});
    } catch (error) {
      this.#client.failed(error);
    }
  }

  /** Shows messages before those that are here. */
  older() {
    return this.#further('more', {before: messagesOf(this.#state, this.#state.openId)[0]?.pos}, page => ({more: page.more_before}));
  }

  /** Shows messages after those that are here, until the newest. */
  newer() {
    return this.#further('later', {after: lastPos(this.#state, this.#state.openId)}, page => ({later: page.more_after}));
  }

  async #further(which, window, ends) {
    const id = this.#state.openId;
    if (this.#busy || !this.#state[which][id]) {
      return;
    }
    this.#busy = true;
    try {
      const page = await this.#run('message.history', {conversation: id, ...window, limit: PAGE});
      if (this.#state.openId === id) {
        this.#dispatch('page', {id, messages: page.messages, ...ends(page)});
        this.read();
      }
    } catch (error) {
      this.#client.failed(error);
    } finally {
      this.#busy = false;
    }
  }

  /** Goes to a message, which is marked; without one to the newest. */
  async jump(pos) {
    const id = this.#state.openId;
    const here = pos ? this.#state.messages[id]?.[pos] : !this.#state.later[id];
    try {
      if (!here) {
        this.#show(id, await this.#run('message.history', {conversation: id, ...(pos && {around: pos}), limit: PAGE}));
      }
      if (this.#state.openId === id) {
        this.#dispatch('at', {id, pos});
        this.read();
      }
    } catch (error) {
      this.#client.failed(error);
    }
  }

  /** Goes to the first message of a day or after it. */
  async date(day) {
    const id = this.#state.openId;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const page = await this.#run('message.around_date', {conversation: id, date: day, time_zone: zone, limit: PAGE});
    if (this.#state.openId !== id) {
      return;
    }
    this.#show(id, page);
    const local = iso => new Date(iso).toLocaleDateString('sv');
    const first = page.messages.find(each => local(each.sent_at) >= day) ?? page.messages.at(-1);
    this.#dispatch('at', {id, pos: first?.pos});
  }

  /** What was seen to its end counts as read, while somebody looks. */
  read() {
    const id = this.#state.openId;
    const pos = id && !this.#state.later[id] ? lastPos(this.#state, id) : 0;
    const entry = this.#state.entries[id];
    if (pos > 0 && entry && document.visibilityState === 'visible' && pos > (entry.read_pos ?? 0)) {
      this.#dispatch('read', {id, pos});
      this.#client.quiet(id);
      this.#run('marker.read', {conversation: id, pos}).catch(() => {});
    }
  }

  /** Leaves a conversation: of its events only heads come from now on. Without a connection, from the next one on. */
  close(id) {
    this.#client.live.send('interest.close', {conversation: id}, {timeoutMs: Infinity}).catch(error => this.#client.failed(error));
  }
}
