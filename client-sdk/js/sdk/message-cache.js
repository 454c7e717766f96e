// @ts-check
/** @typedef {import('./protocol.js').Message} Message */
/** @typedef {import('./protocol.js').LogEvent} LogEvent */

/** @typedef {import('./types.js').LocalStore} LocalStore */

/**
 * Keeps the newest messages of the conversations used last, in memory, with edits, deletions, pins
 * and reactions applied.
 * @implements {LocalStore}
 */
export class MessageCache {
  #conversationsMax;
  #messagesMax;
  /** What was touched last stands last. @type {Map<string, Map<number, Message>>} */
  #conversations = new Map();

  /**
   * @param {number} [conversationsMax] beyond it the one that was touched longest ago is forgotten
   * @param {number} [messagesMax] of one conversation; beyond it the oldest is forgotten
   */
  constructor(conversationsMax = 100, messagesMax = 200) {
    this.#conversationsMax = conversationsMax;
    this.#messagesMax = messagesMax;
  }

  /** What is kept of a conversation, in the order of the positions. @param {string} conversation */
  messages(conversation) {
    return [...(this.#conversations.get(conversation)?.values() ?? [])]
      .sort((one, other) => one.pos - other.pos);
  }

  /** @param {string} conversation @param {number} pos */
  message(conversation, pos) {
    return this.#conversations.get(conversation)?.get(pos);
  }

  /** @param {LogEvent} event */
  happened(event) {
    if (event.type === 'message.posted') {
      this.#put(event.conversation, [event.message]);
    } else if ('target' in event) {
      const messages = this.#conversations.get(event.conversation);
      const old = messages?.get(event.target);
      if (messages && old) {
        messages.set(event.target, changed(old, event));
      }
    }
  }

  /** @param {string} conversation @param {Message[]} messages */
  loaded(conversation, messages) {
    this.#put(conversation, messages);
  }

  /** @param {string} conversation */
  purge(conversation) {
    this.#conversations.delete(conversation);
  }

  purgeAll() {
    this.#conversations.clear();
  }

  /** @param {string} conversation @param {Message[]} fresh */
  #put(conversation, fresh) {
    const messages = this.#conversations.get(conversation) ?? new Map();
    this.#conversations.delete(conversation);
    this.#conversations.set(conversation, messages);
    fresh.forEach(message => messages.set(message.pos, message));
    if (messages.size > this.#messagesMax) {
      [...messages.keys()].sort((one, other) => one - other)
        .slice(0, messages.size - this.#messagesMax)
        .forEach(pos => messages.delete(pos));
    }
    if (this.#conversations.size > this.#conversationsMax) {
      const [oldest] = this.#conversations.keys();
      this.#conversations.delete(oldest);
    }
  }
}

/** @param {Message} old @param {LogEvent} event @returns {Message} */
function changed(old, event) {
  switch (event.type) {
    case 'message.edited':
      return {...old, text: event.text, edited_at: event.edited_at, previews: []};
    case 'message.deleted': {
      const {text, poll, forwarded, ...left} = old;
      return {...left, files: [], previews: []};
    }
    case 'message.reacted':
      return {...old, reactions: reacted(old.reactions ?? [], event)};
    case 'message.files':
      return {...old, files: event.files};
    case 'message.pinned':
      return {...old, pinned: event.on};
    case 'message.previews':
      return {...old, previews: event.previews};
    case 'poll.closed':
      return old.poll ? {...old, poll: {...old.poll, closed: true}} : old;
    default:
      return old;
  }
}

/**
 * @param {import('./protocol.js').Reaction[]} reactions
 * @param {{emoji: string, person: string, on: boolean}} event
 */
function reacted(reactions, {emoji, person, on}) {
  const known = reactions.some(reaction => reaction.emoji === emoji);
  const all = known ? reactions : [...reactions, {emoji, people: []}];
  return all
    .map(reaction => {
      if (reaction.emoji !== emoji) {
        return reaction;
      }
      const others = reaction.people.filter(each => each !== person);
      return {emoji, people: on ? [...others, person] : others};
    })
    .filter(reaction => reaction.people.length > 0);
}
