// What this tab knows: the inbox, the messages of each conversation by position, the names seen.

export class Store {
  me;
  entries = new Map();
  names = new Map();
  #messages = new Map();

  setInbox(entries) {
    this.entries = new Map(entries.map(entry => [entry.conversation.conversation, entry]));
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

  /** Access has ended: nothing of the conversation stays in this tab. */
  forget(id) {
    this.entries.delete(id);
    this.#messages.delete(id);
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
  }

  lastPos(id) {
    return Math.max(0, ...this.#of(id).keys());
  }

  /** Applies an event about a message; true if something shown has changed. */
  apply(event) {
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
        return true;
      case 'message.deleted':
        delete message.text;
        message.reactions = [];
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
