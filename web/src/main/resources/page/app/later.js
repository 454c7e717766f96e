// What is to be sent later: the list of it, and what one does to an entry.

export class Later {
  #client;

  constructor(client) {
    this.#client = client;
  }

  #run(type, body) {
    return this.#client.live.run(type, body);
  }

  async load() {
    const {scheduled} = await this.#run('scheduled.list', {limit: 200});
    this.#client.store.dispatch('scheduled', {list: scheduled});
  }

  moved({scheduled, now}) {
    this.#client.store.dispatch('rescheduled', {id: scheduled, now});
  }

  /** Has what stands in the box sent at a time; it is taken out of the box once that is sure. */
  async schedule(id, text, at) {
    const {targets, entries, files} = this.#client.state;
    const whole = (files[id] ?? []).filter(each => each.file);
    const audience = entries[id]?.conversation.audience;
    await this.#client.change('message.schedule', {
      conversation: id, text, at: at.toISOString(), ...(audience && {audience}),
      ...(targets[id]?.how === 'reply' && {quote: targets[id].pos}),
      ...(whole.length > 0 && {files: whole.map(each => each.file)}),
    });
    this.#client.drafts.type(id, '');
    this.#client.store.dispatch('target', {id});
    this.#client.store.dispatch('uploaded', {id, keys: whole.map(each => each.key)});
    await this.load();
  }

  async change(view, {text, at}) {
    const audience = this.#client.state.entries[view.conversation]?.conversation.audience;
    await this.#run('scheduled.change', {
      scheduled: view.scheduled, ...(text && {text}), ...(at && {at: at.toISOString()}), ...(audience && {audience}),
    });
    await this.load();
  }

  async sendNow(view) {
    const audience = this.#client.state.entries[view.conversation]?.conversation.audience;
    await this.#run('scheduled.send_now', {scheduled: view.scheduled, ...(audience && {audience})});
    await this.load();
  }

  async cancel(view) {
    await this.#run('scheduled.cancel', {scheduled: view.scheduled});
    await this.load();
  }
}
