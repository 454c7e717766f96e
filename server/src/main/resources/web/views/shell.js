// The signed-in page: the list on the left, one conversation, its people; and what events change.

import {keep} from '../api.js';
import {el, explain, notice, show} from '../dom.js';
import {Live} from '../socket.js';
import {Store} from '../store.js';
import {avatar} from '../text.js';
import {Conversation} from './conversation.js';
import {Inbox} from './inbox.js';
import {People} from './people.js';
import {startDialog} from './start.js';

const WANTED = 'drawbridge.open';

export class Shell {
  store = new Store();
  live = new Live({
    hello: () => this.#connected().catch(error => notice(explain(error))),
    event: event => this.#event(event),
    state: text => this.#state(text),
    ended: reason => this.#leave(reason),
  });
  #done;
  #open;
  #openId;
  #people;
  #inbox = new Inbox(id => this.openConversation(id));
  #me = el('p', {class: 'me'});
  #status = el('p', {class: 'status', role: 'status'}, 'Connecting…');
  #main = el('main', {});
  #node = el('div', {class: 'shell'},
    el('nav', {'aria-label': 'Conversations'},
      el('header', {}, el('p', {class: 'brand'}, 'Drawbridge'),
        el('button', {class: 'quiet', onclick: () => startDialog(this)}, '+ New')),
      this.#status, this.#inbox.node,
      el('footer', {}, this.#me, el('button', {class: 'quiet', onclick: () => this.#signOut()}, 'Sign out'))),
    this.#main);

  constructor(done) {
    this.#done = done;
  }

  start() {
    this.#main.replaceChildren(this.#nothing());
    show(this.#node);
    document.addEventListener('visibilitychange', this.#seen);
    this.live.connect();
  }

  async openConversation(id) {
    if (this.#openId && this.#openId !== id) {
      this.live.run('interest.close', {conversation: this.#openId}).catch(() => {});
    }
    this.#openId = id;
    this.#people = undefined;
    this.#open = id && new Conversation(this, id);
    this.#main.replaceChildren(id ? this.#open.node : this.#nothing());
    this.#node.classList.toggle('reading', Boolean(id));
    this.#draw();
    if (id) {
      try {
        await this.#open.load();
      } catch (error) {
        notice(explain(error));
      }
      this.#draw();
    }
  }

  togglePeople() {
    if (this.#people) {
      this.#people.node.remove();
      this.#people = undefined;
    } else if (this.#openId) {
      this.#people = new People(this, this.#openId);
      this.#main.append(this.#people.node);
      this.#people.load();
    }
  }

  /** At the start, and again after every reconnect. */
  async #connected() {
    this.#state('');
    this.store.me = await this.live.run('account.me');
    this.#me.replaceChildren(avatar({id: this.store.me.account, name: this.store.me.name}), this.store.me.name);
    await this.#loadInbox();
    const wanted = sessionStorage.getItem(WANTED);
    sessionStorage.removeItem(WANTED);
    if (wanted && this.store.entries.has(wanted)) {
      await this.openConversation(wanted);
    } else if (this.#openId && this.store.entries.has(this.#openId)) {
      await this.#open.follow();
      this.#open.draw();
    } else if (this.#openId) {
      await this.openConversation(undefined);
    }
  }

  async #loadInbox() {
    const inbox = await this.live.run('inbox.list', {limit: 200});
    this.store.setInbox(inbox.entries);
    this.#draw();
  }

  #event(event) {
    const here = event.conversation === this.#openId;
    switch (event.type) {
      case 'head':
        this.store.moved(event.conversation, event.head, true);
        break;
      case 'access.gained':
        this.store.putView(event.conversation);
        this.#loadInbox().catch(() => {});
        break;
      case 'access.ended':
        this.#ended(event);
        break;
      case 'conversation.changed':
        this.#refresh(event.conversation);
        break;
      case 'member.joined':
      case 'member.left':
        this.#refresh(event.conversation);
        if (here) {
          this.#people?.load();
        }
        break;
      case 'typing':
        if (here && event.person !== this.store.me.account) {
          this.#open.typing(event.person);
        }
        return;
      case 'resync':
        this.#resync(event.conversation);
        return;
      case 'session.ended':
        this.#leave(`You were signed out (${event.reason}).`);
        return;
      default:
        this.#logged(event, here);
    }
    this.#draw();
  }

  #logged(event, here) {
    const changed = this.store.apply(event);
    if (event.type === 'message.posted') {
      const own = event.message.author.id === this.store.me?.account;
      this.store.moved(event.conversation, event.pos, !here && !own, event.message.text);
    }
    if (changed && here) {
      this.#open.changed(event);
    }
  }

  #ended(event) {
    const name = this.store.entries.get(event.conversation)?.conversation.name ?? 'a conversation';
    this.store.forget(event.conversation);
    if (event.conversation === this.#openId) {
      this.#openId = undefined;
      this.openConversation(undefined);
    }
    notice(`You no longer have access to “${name}” (${event.reason}).`);
  }

  async #refresh(id) {
    try {
      const shown = await this.live.run('conversation.show', {conversation: id});
      this.store.putView(shown.conversation);
      this.#draw();
      if (id === this.#openId) {
        this.#open.draw();
      }
    } catch {
      // It is gone, or the connection is: both are told otherwise.
    }
  }

  #resync(id) {
    if (!id || id === this.#openId) {
      this.#connected().then(() => this.#openId && this.openConversation(this.#openId)).catch(() => {});
    }
  }

  #nothing() {
    return el('section', {class: 'nothing'},
      el('p', {}, 'Choose a conversation, or start one.'));
  }

  #draw() {
    this.#inbox.draw(this.store.inbox(), this.#openId);
  }

  #state(text) {
    this.#status.textContent = text;
  }

  #seen = () => {
    if (document.visibilityState === 'visible' && this.#open && this.store.me) {
      this.#open.changed({});
    }
  };

  async #signOut() {
    await this.live.run('account.sign_out').catch(() => {});
    this.#leave();
  }

  #leave(reason) {
    document.removeEventListener('visibilitychange', this.#seen);
    this.live.close();
    keep(null);
    this.#done(reason);
  }
}
