// The knowledge of this tab: the inbox, the messages of each conversation by position, the names seen.

import {saying} from './text.js';

export class Store {
  me;
  entries = new Map();
  invitations = new Map();
  names = new Map();
  #messages = new Map();
  #seen = new Map();
  #unsent = [];
  #drafts = new Map();

  setInbox(entries) {
    this.entries = new Map(entries.map(entry => [entry.conversation.conversation, entry]));
  }

  setInvitations(invitations) {
    this.invitations = new Map(invitations.map(each => [each.invitation, each]));
  }

  /** The conversation with the newest event first. */
  inbox() {
    return [...this.entries.values()].sort((a, b) => b.head - a.head);
  }

  putView(view, head = 0) {
    const entry = this.entries.get(view.conversation);
    this.entries.set(view.conversation, {
      ...(entry ?? {head, unread: false, unread_count: 0, mentions: 0, read_pos: 0}),
      conversation: view,
    });
  }

  moved(id, head, unread, preview) {
    const entry = this.entries.get(id);
    if (entry) {
      entry.head = Math.max(entry.head, head);
      entry.unread = unread;
      entry.preview = preview ?? entry.preview;
    }
  }

  /** The last message says something else now, or nothing: so does its preview. */
  retold(id, pos) {
    const entry = this.entries.get(id);
    if (entry && pos >= this.lastPos(id)) {
      const message = this.message(id, pos);
      entry.preview = message && saying(message);
    }
  }

  /** Access has ended: nothing of the conversation stays in this tab. */
  forget(id) {
    this.entries.delete(id);
    this.clear(id);
    this.#unsent = this.#unsent.filter(each => each.conversation !== id);
    this.#drafts.delete(id);
  }

  /** The messages that were written and are not known to be stored; kept in order until they are. */
  unsent(id) {
    return this.#unsent.filter(each => each.conversation === id);
  }

  nextUnsent() {
    return this.#unsent[0];
  }

  write(message) {
    this.#unsent.push(message);
  }

  settled(unsent) {
    this.#unsent = this.#unsent.filter(each => each !== unsent);
  }

  /** Gives a refused text back to the writer, unless something else was begun since. */
  giveBack(unsent) {
    this.settled(unsent);
    if (!this.draft(unsent.conversation)) {
      this.setDraft(unsent.conversation, unsent.text);
    }
  }

  /** The text that was begun in a conversation and not sent. */
  draft(id) {
    return this.#drafts.get(id) ?? '';
  }

  setDraft(id, text) {
    this.#drafts.set(id, text);
  }

  message(id, pos) {
    return this.#of(id).get(pos);
  }

  messages(id) {
    return [...this.#of(id).values()].sort((a, b) => a.pos - b.pos);
  }

  put(message) {
    this.names.set(message.author.id, message.author.name);
    this.#of(message.conversation).set(message.pos, message);
  }

  clear(id) {
    this.#messages.delete(id);
    this.#seen.delete(id);
  }

  lastPos(id) {
    return Math.max(0, ...this.#of(id).keys());
  }

  /** The position that this tab has reached in the conversation's events, to continue from after a reconnect. */
  cursor(id) {
    return Math.max(this.#seen.get(id) ?? 0, this.lastPos(id));
  }

  /** Applies an event about a message; true if something shown has changed. */
  apply(event) {
    if (event.pos > (this.#seen.get(event.conversation) ?? 0)) {
      this.#seen.set(event.conversation, event.pos);
    }
    if (event.type === 'message.posted') {
      this.put(event.message);
      return true;
    }
    const message = this.#of(event.conversation).get(event.target);
    if (!message) {
      return false;
    }
    switch (event.type) {
      case 'message.edited':
        message.text = event.text;
        message.edited_at = event.edited_at;
        message.previews = [];
        return true;
      case 'message.deleted':
        delete message.text;
        delete message.quote;
        message.pinned = false;
        message.reactions = [];
        message.files = [];
        message.previews = [];
        delete message.poll;
        return true;
      case 'message.files':
        message.files = event.files;
        return true;
      case 'message.previews':
        message.previews = event.previews;
        return true;
      case 'poll.closed':
        if (message.poll) {
          message.poll.closed = true;
        }
        return true;
      case 'message.reacted':
        react(message, event);
        return true;
      case 'message.pinned':
        message.pinned = event.on;
        return true;
      default:
        return false;
    }
  }

  #of(id) {
    if (!this.#messages.has(id)) {
      this.#messages.set(id, new Map());
    }
    return this.#messages.get(id);
  }
}

function react(message, {emoji, person, on}) {
  const known = message.reactions.find(reaction => reaction.emoji === emoji);
  const others = (known?.people ?? []).filter(other => other !== person);
  const people = on ? [...others, person] : others;
  message.reactions = message.reactions.filter(reaction => reaction.emoji !== emoji);
  if (people.length > 0) {
    message.reactions.push({emoji, people});
  }
}
