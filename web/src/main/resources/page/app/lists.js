// The list of conversations: its pages, what is new in front of it, and what one does to an entry.

const PAGE = 100;
const AGAIN_MS = 1_000;
const FRONT_MIN = 20;

export class Lists {
  #client;
  #dirty = new Set();
  #timer;
  #busy = false;
  #archived = false;

  constructor(client) {
    this.#client = client;
  }

  get #state() {
    return this.#client.state;
  }

  #run(type, body) {
    return this.#client.live.run(type, body);
  }

  /** Reads the list from its front: as much as was read before, a page at least. */
  async load() {
    const wanted = Math.max(1, Object.values(this.#state.entries).filter(each => !each.archived).length);
    const [first, invited] = await Promise.all(
      [this.#run('inbox.list', {limit: PAGE}), this.#run('invitation.list')]);
    const entries = [...first.entries];
    let {next} = first;
    while (next && entries.length < wanted) {
      const page = await this.#run('inbox.list', {limit: PAGE, after: next});
      entries.push(...page.entries);
      ({next} = page);
    }
    this.#client.store.dispatch('inbox', {entries, next, invitations: invited.invitations});
    this.#client.ring.keep(entries.map(each => each.conversation.conversation));
    if (this.#archived) {
      await this.archived();
    }
  }

  /** The next page, if there is one. */
  async more() {
    const {next} = this.#state;
    if (!next || this.#busy) {
      return;
    }
    this.#busy = true;
    try {
      const page = await this.#run('inbox.list', {limit: PAGE, after: next});
      // An undefined next says that this was the last one.
      this.#client.store.dispatch('entries', {entries: page.entries, next: page.next ?? null});
    } catch (error) {
      this.#client.failed(error);
    } finally {
      this.#busy = false;
    }
  }

  /** All that is left, for a filter; a list without end ends it. */
  async all(most = 20) {
    for (let pages = 0; this.#state.next && pages < most; pages++) {
      await this.more();
    }
  }

  async archived() {
    this.#archived = true;
    try {
      const page = await this.#run('inbox.list', {limit: 200, show: 'archived'});
      this.#client.store.dispatch('entries', {entries: page.entries});
    } catch (error) {
      this.#client.failed(error);
    }
  }

  /** Something is new in this conversation: its preview and counts are asked for, for all that come at once. */
  dirty(id) {
    this.#dirty.add(id);
    this.#timer ??= setTimeout(() => this.#front(), this.#timer === undefined ? 50 : AGAIN_MS);
  }

  async #front() {
    const limit = Math.min(200, this.#dirty.size + FRONT_MIN);
    this.#dirty.clear();
    try {
      const page = await this.#run('inbox.list', {limit});
      const open = this.#state.openId;
      const entries = page.entries.filter(each => each.conversation.conversation !== open || !this.#state.entries[open]);
      this.#client.store.dispatch('entries', {entries});
    } catch {
      // The connection is gone; coming back reads the list.
    }
    this.#timer = this.#dirty.size > 0 ? setTimeout(() => this.#front(), AGAIN_MS) : undefined;
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** Puts a conversation away until something new is in it, or back. */
  async archive(entry, on) {
    const id = entry.conversation.conversation;
    if (await this.#done('inbox.archive', {conversation: id, ...(on && {pos: entry.head || Date.now() * 1000})})) {
      this.#client.store.dispatch('entry', {id, change: {archived: on, ...(on && {reminded: false, unread: false, unread_count: 0})}});
    }
  }

  async remind(id, at) {
    if (await this.#done('inbox.remind', {conversation: id, ...(at && {at: at.toISOString()})})) {
      this.#client.store.dispatch('entry', {id, change: {remind_at: at?.toISOString(), reminded: false}});
    }
  }

  /** What one follows is important, and all that happens there comes at once. */
  async follow(id, on) {
    if (await this.#client.attempt('interest.follow', {conversation: id, on})) {
      this.#client.store.dispatch('entry', {id, change: {followed: on, important: on}});
      this.dirty(id);
    }
  }

  /** Nothing is told of it up to then; without a time as everywhere else. */
  async mute(id, until) {
    const now = await this.#run('notify.conversation', {conversation: id}).catch(error => this.#client.tell(error));
    return now && this.#done('notify.conversation_set', {
      conversation: id, ...(now.level && {level: now.level}), ...(now.mail && {mail: now.mail}),
      ...(until && {muted_until: until.toISOString()}),
    });
  }

  async #done(type, body) {
    try {
      await this.#run(type, body);
      return true;
    } catch (error) {
      this.#client.tell(error);
      return false;
    }
  }
}
