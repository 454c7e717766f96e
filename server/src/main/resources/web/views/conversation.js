// One conversation: its messages, live, and the box to write in.

import {clientId} from '../api.js';
import {el, explain, notice} from '../dom.js';
import {Rows} from '../rows.js';
import {placeName, saying} from '../text.js';
import {messageRows, unsentRow} from './message.js';

const PAGE = 50;
const TYPING_MS = 4_000;

function outside(count) {
  return count === 1
    ? 'One person from outside your workspace will see this.'
    : `${count >= 1_000 ? '1,000 or more' : count} people from outside your workspace will see this.`;
}

export class Conversation {
  #shell;
  #id;
  #more = false;
  #target;
  loaded = false;
  #typingSent = 0;
  #typers = new Map();
  #log = el('ol', {
    class: 'log', role: 'log', 'aria-label': 'Messages', tabindex: 0, onkeydown: event => this.#walk(event),
  });
  #rows = new Rows(this.#log);
  #older = el('button', {class: 'quiet', onclick: () => this.#loadOlder()}, 'Show older messages');
  #banner = el('p', {class: 'banner'});
  #typing = el('p', {class: 'typing', 'aria-live': 'polite'});
  #title = el('h1', {tabindex: -1});
  #people = el('button', {class: 'quiet', 'aria-expanded': 'false', onclick: () => this.#shell.togglePeople()}, 'People');
  #doing = el('span', {});
  #context = el('p', {class: 'context', hidden: true}, this.#doing,
    el('button', {type: 'button', class: 'quiet icon', 'aria-label': 'Cancel', onclick: () => this.#turnTo()}, '✕'));
  #box = el('textarea', {
    rows: 1, 'aria-label': 'Write a message', placeholder: 'Write a message…', autofocus: true,
    onkeydown: event => this.#key(event), oninput: () => this.#input(),
  });
  node = el('section', {class: 'conversation', 'aria-label': 'Conversation'},
    el('header', {}, el('button', {class: 'quiet icon back', 'aria-label': 'Back to the list',
      onclick: () => this.#shell.openConversation(undefined)}, '‹'), this.#title,
      this.#people),
    this.#banner, this.#log, this.#typing, this.#context,
    el('form', {class: 'composer', onsubmit: event => this.#send(event)}, this.#box,
      el('button', {class: 'primary', type: 'submit'}, 'Send')));

  constructor(shell, id) {
    this.#shell = shell;
    this.#id = id;
    this.showDraft();
  }

  /** Reads the newest page, then opens the live stream after it: nothing falls between. */
  async load() {
    const {store, live} = this.#shell;
    this.loaded = false;
    this.#log.ariaLive = 'off';
    store.clear(this.#id);
    const page = await live.run('message.history', {conversation: this.#id, limit: PAGE});
    page.messages.forEach(message => store.put(message));
    this.#more = page.more_before;
    await this.#follow();
    this.loaded = true;
    this.draw();
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#log.ariaLive = 'polite';
  }

  /** The place to continue from: the box; on a touch screen, where that opens a keyboard, the title. */
  focus() {
    (matchMedia('(pointer: coarse)').matches ? this.#title : this.#box).focus();
  }

  /** Notes whether the list of people stands beside. */
  set peopleShown(on) {
    this.#people.ariaExpanded = String(on);
    if (!on) {
      this.#people.focus();
    }
  }

  /** Opens the stream after what is here. */
  async #follow() {
    const {store, live} = this.#shell;
    const body = {conversation: this.#id};
    if (store.lastPos(this.#id) > 0) {
      body.cursor = store.lastPos(this.#id);
    }
    const opened = await live.run('interest.open', body);
    store.putView(opened.conversation, opened.head);
    this.#read();
  }

  draw() {
    const {store} = this.#shell;
    const view = store.entries.get(this.#id)?.conversation;
    if (!view) {
      return;
    }
    this.#title.textContent = placeName(view);
    this.#banner.hidden = !(view.has_externals || view.foreign);
    this.#banner.textContent = view.foreign
      ? 'You are a guest here: this conversation belongs to another workspace.'
      : outside(view.externals);
    const closed = view.state !== 'open' || view.replies_locked;
    this.#box.disabled = closed;
    this.#box.placeholder = closed ? 'This conversation is closed.' : 'Write a message…';
    const atEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 80;
    const messages = store.messages(this.#id);
    this.#rows.draw([
      ...(this.#more ? [['older', () => el('li', {class: 'older'}, this.#older)]] : []),
      ...(messages.length === 0 ? [['empty', () => el('li', {class: 'empty'}, 'Nothing here yet. Say hello.')]] : []),
      ...messageRows(messages, {
        nameOf: id => store.names.get(id),
        quoted: pos => store.message(this.#id, pos),
        mine: store.me.account,
        writable: !closed,
        badges: view.badge_in_messages,
        remove: message => confirm('Delete this message for everybody?') && this.#change('message.delete', message),
        edit: message => this.#turnTo('edit', message),
        reply: message => this.#turnTo('reply', message),
        react: (message, emoji, on) => this.#change('message.react', message, {emoji, on}),
      }),
      ...store.unsent(this.#id).map(unsentRow),
    ]);
    if (atEnd) {
      this.#log.scrollTop = this.#log.scrollHeight;
    }
  }

  /** An event of this conversation that changed what is shown. */
  changed(event) {
    this.#typers.delete(event.message?.author.id);
    this.#drawTyping();
    this.draw();
    this.#read();
  }

  typing(person) {
    this.#typers.set(person, Date.now() + 2 * TYPING_MS);
    this.#drawTyping();
    setTimeout(() => this.#drawTyping(), 2 * TYPING_MS + 100);
  }

  #drawTyping() {
    const now = Date.now();
    const names = [...this.#typers].filter(([, until]) => until > now)
      .map(([id]) => this.#shell.store.names.get(id) ?? 'Somebody');
    this.#typing.textContent = names.length > 0 ? `${names.join(', ')} is typing…` : '';
  }

  /** Arrow keys go from message to message, Tab from there to what can be done with it. */
  #walk(event) {
    const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
    if (!step) {
      return;
    }
    const messages = [...this.#log.querySelectorAll('.message')];
    const at = messages.indexOf(event.target.closest('.message'));
    const next = at < 0 ? messages.at(-1) : messages[at + step];
    event.preventDefault();
    next?.focus();
  }

  async #loadOlder() {
    const {store, live} = this.#shell;
    const before = store.messages(this.#id)[0]?.pos;
    let page;
    try {
      page = await live.run('message.history', {conversation: this.#id, before, limit: PAGE});
    } catch (error) {
      notice(explain(error));
      return;
    }
    page.messages.forEach(message => store.put(message));
    this.#more = page.more_before;
    const fromEnd = this.#log.scrollHeight - this.#log.scrollTop;
    this.draw();
    this.#log.scrollTop = this.#log.scrollHeight - fromEnd;
  }

  async #send(event) {
    event.preventDefault();
    const text = this.#box.value.trim();
    if (!text) {
      return;
    }
    const target = this.#target;
    if (target?.how !== 'edit') {
      this.#shell.store.setDraft(this.#id, '');
    }
    this.#turnTo();
    this.#box.focus();
    if (target?.how === 'edit') {
      await this.#edit(target.message, text);
      return;
    }
    const {store} = this.#shell;
    store.write({
      client_id: clientId(), conversation: this.#id, text, quote: target?.message.pos, at: new Date().toISOString(),
      audience: store.entries.get(this.#id)?.conversation.audience,
    });
    this.draw();
    this.#log.scrollTop = this.#log.scrollHeight;
    await this.#shell.sendUnsent();
  }

  async #edit(message, text) {
    if (text !== message.text && !(await this.#change('message.edit', message, {text}))) {
      this.#turnTo('edit', message);
      this.#box.value = text;
    }
  }

  /** Shows what was begun here, unless a message is being edited. */
  showDraft() {
    if (this.#target?.how !== 'edit') {
      this.#box.value = this.#shell.store.draft(this.#id);
    }
  }

  /** Turns the box to a new message, an answer, or a better text of one's own. */
  #turnTo(how, message) {
    this.#target = how && {how, message};
    this.showDraft();
    this.#context.hidden = !how;
    if (how === 'edit') {
      this.#doing.textContent = 'Editing your message';
      this.#box.value = message.text;
    } else if (how) {
      this.#doing.textContent = `Answering ${message.author.name}: ${saying(message)}`;
    }
    if (how) {
      this.#box.focus();
    }
  }

  /** True if the server did it. */
  async #change(type, message, body = {}) {
    try {
      await this.#shell.live.run(type,
        {client_id: clientId(), conversation: this.#id, pos: message.pos, ...body});
      return true;
    } catch (error) {
      notice(explain(error));
      return false;
    }
  }

  #key(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      this.#send(event);
    } else if (event.key === 'Escape') {
      this.#turnTo();
    }
  }

  #input() {
    if (this.#target?.how !== 'edit') {
      this.#shell.store.setDraft(this.#id, this.#box.value);
    }
    if (Date.now() - this.#typingSent > TYPING_MS) {
      this.#typingSent = Date.now();
      this.#shell.live.run('typing.start', {conversation: this.#id}).catch(() => {});
    }
  }

  #read() {
    const {store, live} = this.#shell;
    const pos = store.lastPos(this.#id);
    const entry = store.entries.get(this.#id);
    if (pos > 0 && entry && document.visibilityState === 'visible' && pos > (entry.read_pos ?? 0)) {
      entry.read_pos = pos;
      entry.unread = false;
      entry.unread_count = 0;
      live.run('marker.read', {conversation: this.#id, pos}).catch(() => {});
    }
  }
}
