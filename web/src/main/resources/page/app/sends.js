// What was written and is on its way: sent one by one in its order, once each. What cannot be sent stands beside its
// fate until a person decides: nothing that was written is lost.

import {clientId} from 'drawbridge-client';

const AGAIN_MS = 5_000;

/** What was not sent when a session ended, for who signs in again in this tab: in its memory, and nowhere else. */
let kept;

export class Sends {
  #client;
  #busy = false;
  #timer;

  constructor(client) {
    this.#client = client;
  }

  get #state() {
    return this.#client.state;
  }

  #dispatch(type, action) {
    this.#client.store.dispatch(type, action);
  }

  /** Puts a message among what is to be sent. */
  async send(id, text, quote) {
    const files = (this.#state.files[id] ?? []).filter(each => each.file);
    this.#client.drafts.sent(id);
    this.#dispatch('target', {id});
    this.#dispatch('uploaded', {id, keys: files.map(each => each.key)});
    this.#dispatch('written', {unsent: {
      client_id: clientId(), conversation: id, text, quote, files: files.map(each => each.file),
      audience: this.#state.entries[id]?.conversation.audience,
    }});
    await this.flush();
  }

  /** Sends what waits; it is for the SDK to wait for a connection, and to send again what was cut off. */
  async flush() {
    clearTimeout(this.#timer);
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        await this.#send(next);
      }
    } catch (error) {
      if (error.refused) {
        this.#timer = setTimeout(() => this.flush(), error.retryAfterMs ?? AGAIN_MS);
      }
    } finally {
      this.#busy = false;
    }
  }

  #next() {
    return this.#state.unsent.find(each => each.fate?.how !== 'refused');
  }

  async #send(unsent) {
    const {client_id, conversation, text, quote, audience, files} = unsent;
    const fate = (how, error) => this.#dispatch('fate', {client_id, fate: {how, code: error.code, text: error.reason, wait: error.retryAfterMs}});
    try {
      await this.#client.live.send('message.send', {
        client_id, conversation, text, discard_draft: true,
        ...(quote && {quote}), ...(audience && {audience}), ...(files.length > 0 && {files}),
      }, {timeoutMs: Infinity, onBusy: error => fate('waits', error)});
      this.#dispatch('settled', {client_id});
    } catch (error) {
      if (error.code === 'internal') {
        fate('waits', error);
        throw error;
      }
      if (error.code === 'closed' && !error.refused) {
        // This tab has left: what is on its way is kept with the rest.
        throw error;
      }
      fate('refused', error);
      if (error.code === 'audience_changed') {
        await this.#client.refresh(conversation);
        await this.#client.loadRoster(conversation);
      }
    }
  }

  /** Sends what was refused once more, to those who read it now. */
  again(unsent) {
    this.#dispatch('settled', unsent);
    this.#dispatch('written', {unsent: {
      ...unsent, client_id: clientId(), fate: undefined,
      audience: this.#state.entries[unsent.conversation]?.conversation.audience,
    }});
    return this.flush();
  }

  /** Takes a text back into the box, before what stands there. */
  edit({client_id, conversation: id, text, quote}) {
    const begun = this.#state.drafts[id];
    this.#dispatch('settled', {client_id});
    this.#client.drafts.type(id, begun ? `${text}\n\n${begun}` : text);
    if (quote) {
      this.#dispatch('target', {id, target: {how: 'reply', pos: quote}});
    }
  }

  drop({client_id}) {
    this.#dispatch('settled', {client_id});
  }

  /** Keeps what was not sent when a session ends, for the same person in this tab. */
  keep() {
    clearTimeout(this.#timer);
    kept = this.#state.unsent.length > 0 ? {account: this.#state.me?.account, unsent: this.#state.unsent} : undefined;
  }

  /** Takes up what was kept, of conversations that are still there; it is sent when a person says so. */
  async restore() {
    const mine = kept?.account === this.#state.me.account ? kept.unsent : [];
    kept = undefined;
    for (const each of mine) {
      if (this.#state.entries[each.conversation] || await this.#client.refresh(each.conversation)) {
        this.#dispatch('written', {unsent: {...each, fate: {how: 'refused', code: 'signed_out'}}});
      }
    }
  }
}
