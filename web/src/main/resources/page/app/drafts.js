// What one has begun to write, kept on the server for all devices: saved when the typing pauses.

const PAUSE_MS = 1_000;
const BYTES_MAX = 16_384;

const utf8 = new TextEncoder();

export const bytesOf = text => utf8.encode(text).length;

/** What is to be done on the server so that it has what stands in the box; nothing if it has. Pure. */
export function step(saved, text) {
  const wanted = text?.trim() && bytesOf(text) <= BYTES_MAX ? text : undefined;
  if (wanted === saved || (!wanted && text?.trim())) {
    return undefined;
  }
  return wanted ? 'save' : saved === undefined ? undefined : 'discard';
}

export class Drafts {
  #client;
  #saved = new Map();
  #timers = new Map();
  #told = false;

  constructor(client) {
    this.#client = client;
  }

  get #state() {
    return this.#client.state;
  }

  type(id, text) {
    this.#client.store.dispatch('draft', {id, text});
    clearTimeout(this.#timers.get(id));
    this.#timers.set(id, setTimeout(() => this.#save(id), PAUSE_MS));
  }

  async #save(id) {
    this.#timers.delete(id);
    const text = this.#state.drafts[id];
    const how = this.#state.entries[id] && step(this.#saved.get(id), text);
    if (!how) {
      return;
    }
    const target = this.#state.targets[id];
    try {
      if (how === 'save') {
        this.#saved.set(id, text);
        await this.#client.live.run('draft.save', {conversation: id, text, ...(target?.how === 'reply' && {quote: target.pos})});
      } else {
        this.#saved.delete(id);
        await this.#client.live.run('draft.discard', {conversation: id});
      }
    } catch (error) {
      this.#saved.delete(id);
      if (error.refused && !this.#told) {
        this.#told = true;
        this.#client.tell(Object.assign(error, {key: 'draft_here_only', code: undefined}));
      }
    }
  }

  /** The text was taken to be sent, and its draft goes with it. */
  sent(id) {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#saved.delete(id);
    this.#client.store.dispatch('draft', {id, text: ''});
  }

  /** What other devices have begun; what was begun here stays. */
  async load() {
    const {drafts} = await this.#client.live.run('draft.list', {limit: 200});
    const there = new Set(drafts.map(each => each.conversation));
    drafts.forEach(each => this.#take(each.conversation, each));
    for (const id of Object.keys(this.#state.drafts)) {
      if (!there.has(id)) {
        this.#saved.delete(id);
        await this.#save(id);
      }
    }
  }

  /** Another device saved a draft, or let it go. */
  moved({conversation: id, draft}) {
    if (draft) {
      this.#take(id, draft);
    } else if (!this.#timers.has(id) && this.#state.drafts[id] === this.#saved.get(id)) {
      this.#saved.delete(id);
      this.#client.store.dispatch('draft', {id, text: ''});
    }
  }

  #take(id, {text, quote}) {
    const mine = this.#state.drafts[id];
    const untouched = !this.#timers.has(id) && (!mine || mine === this.#saved.get(id));
    this.#saved.set(id, text);
    if (untouched) {
      this.#client.store.dispatch('draft', {id, text});
      if (quote && !this.#state.targets[id]) {
        this.#client.store.dispatch('target', {id, target: {how: 'reply', pos: quote}});
      }
    }
  }

  /** What is still to be saved is saved now: the session ends, or the page is left. */
  flush() {
    return Promise.all([...this.#timers].map(([id, timer]) => {
      clearTimeout(timer);
      return this.#save(id);
    }));
  }

  forget(id) {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#saved.delete(id);
  }
}
