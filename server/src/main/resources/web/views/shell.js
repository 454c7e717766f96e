// The signed-in page: the list on the left, one conversation, its people; and what events change.

import {clientId, keep} from '../api.js';
import {el, explain, notice, show} from '../dom.js';
import {Disconnected, Live} from '../socket.js';
import {Store} from '../store.js';
import {avatar, saying} from '../text.js';
import {Conversation} from './conversation.js';
import {Inbox} from './inbox.js';
import {People} from './people.js';
import {startDialog} from './start.js';

const WANTED = 'drawbridge.open';

const ENDS = {
  left: name => `You left “${name}”.`,
  expired: name => `Your time in “${name}” is over.`,
  suspended: name => `“${name}” is closed to you for now.`,
};

const SIGNED_OUT = {
  revoked: 'You were signed out.',
  suspended: 'Your account is suspended.',
  replaced: 'This session was opened elsewhere, or you are signed in in too many places.',
};

export class Shell {
  store = new Store();
  live = new Live({
    hello: frame => this.#connected(frame).catch(error => this.#failed(error)),
    event: event => this.#event(event),
    state: text => this.#state(text),
    ended: reason => this.#leave(reason),
  });
  #done;
  #open;
  #openId;
  #since;
  #people;
  #sending = false;
  #left = false;
  #inbox = new Inbox(id => this.openConversation(id), (invitation, yes) => this.#answer(invitation, yes));
  #me = el('p', {class: 'me'});
  #new = el('button', {class: 'quiet', onclick: () => startDialog(this)}, '+ New');
  #status = el('p', {class: 'status', role: 'status'}, 'Connecting…');
  #main = el('main', {});
  #node = el('div', {class: 'shell'},
    this.#status,
    el('nav', {'aria-label': 'Conversations'},
      el('header', {}, el('p', {class: 'brand'}, 'Drawbridge'),
        this.#new),
      this.#inbox.node,
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
    const before = this.#openId;
    if (this.#openId && this.#openId !== id) {
      this.live.run('interest.close', {conversation: this.#openId}).catch(() => {});
    }
    this.#openId = id;
    this.#people = undefined;
    this.#open = id && new Conversation(this, id);
    this.#main.replaceChildren(id ? this.#open.node : this.#nothing());
    this.#node.classList.toggle('reading', Boolean(id));
    this.#draw();
    if (!id) {
      this.#inbox.focus(before);
    } else {
      this.#open.focus();
      try {
        await this.#open.load();
      } catch (error) {
        this.#failed(error);
      }
      this.#draw();
    }
  }

  /** Takes up an invitation, or declines it. */
  async #answer({invitation, conversation}, yes) {
    try {
      await this.live.run(yes ? 'invitation.accept' : 'invitation.decline', {client_id: clientId(), invitation});
      this.store.invitations.delete(invitation);
      await this.#loadInbox();
      if (yes) {
        await this.openConversation(conversation);
      }
    } catch (error) {
      notice(explain(error));
    }
  }

  /** Opens the direct conversation with somebody, in the workspace where I see them if I am a member there. */
  async message(person) {
    const seen = this.store.entries.get(this.#openId)?.conversation;
    const workspace = seen?.foreign ? undefined : seen?.workspace;
    try {
      const opened = await this.live.run('dm.open',
        {client_id: clientId(), ...(workspace && {workspace}), people: [person]});
      this.store.putView(opened.conversation);
      await this.openConversation(opened.conversation.conversation);
    } catch (error) {
      notice(explain(error));
    }
  }

  togglePeople() {
    if (this.#people) {
      this.#people.node.remove();
      this.#people = undefined;
      this.#open.peopleShown = false;
    } else if (this.#openId) {
      this.#people = new People(this, this.#openId);
      this.#main.append(this.#people.node);
      this.#open.peopleShown = true;
      this.#people.focus();
      this.#people.load();
    }
  }

  /** At the start; and after every reconnect, where the server says what was missed. */
  async #connected(hello) {
    this.#state('');
    if (this.#since) {
      await this.#resume();
    } else {
      await this.#begin();
      this.#since ??= hello.since;
    }
    await this.sendUnsent();
  }

  async #begin() {
    this.store.me = await this.live.run('account.me');
    this.#me.replaceChildren(avatar({id: this.store.me.account, name: this.store.me.name}),
      el('span', {class: 'name'}, this.store.me.name));
    this.#new.hidden = this.store.me.workspaces.length === 0;
    await this.#loadInbox();
    const wanted = sessionStorage.getItem(WANTED);
    sessionStorage.removeItem(WANTED);
    if (wanted && this.store.entries.has(wanted)) {
      await this.openConversation(wanted);
    }
  }

  /** Asks what was gained, lost and changed; the events of the open conversation follow by themselves. */
  async #resume() {
    const pos = this.#open?.loaded ? this.store.cursor(this.#openId) : 0;
    const resumed = await this.live.run('session.resume', {
      since: this.#since,
      cursors: pos > 0 ? [{conversation: this.#openId, pos}] : [],
    });
    this.#since = resumed.since;
    resumed.lost?.forEach(lost => this.#ended(lost));
    await this.#loadInbox();
    if (this.#openId && !this.store.entries.has(this.#openId)) {
      await this.openConversation(undefined);
    } else if (this.#openId && (resumed.resync || !resumed.opened?.includes(this.#openId))) {
      await this.#open.load();
    } else if (this.#openId) {
      this.#open.changed({});
      this.#people?.load();
    }
  }

  #failed(error) {
    if (!(error instanceof Disconnected)) {
      notice(explain(error));
    }
  }

  /** Sends what was written, one by one; what the connection cut off is sent again, and stored once. */
  async sendUnsent() {
    if (this.#sending) {
      return;
    }
    this.#sending = true;
    try {
      let unsent;
      while ((unsent = this.store.nextUnsent())) {
        await this.#send(unsent);
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#sending = false;
    }
  }

  async #send(unsent) {
    const {client_id, conversation, text, quote, audience} = unsent;
    try {
      await this.live.run('message.send',
        {client_id, conversation, text, ...(quote && {quote}), ...(audience && {audience})});
      this.store.settled(unsent);
    } catch (error) {
      if (error instanceof Disconnected) {
        throw error;
      }
      this.store.giveBack(unsent);
      this.#failed(error);
      if (error.code === 'audience_changed') {
        await this.#refresh(conversation);
      }
      if (conversation === this.#openId) {
        this.#open.showDraft();
      }
    }
    if (conversation === this.#openId) {
      this.#open.draw();
    }
  }

  async #loadInbox() {
    const [inbox, invited] = await Promise.all(
      [this.live.run('inbox.list', {limit: 200}), this.live.run('invitation.list')]);
    this.store.setInbox(inbox.entries);
    this.store.setInvitations(invited.invitations);
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
      case 'invitation.received':
        this.store.invitations.set(event.invitation.invitation, event.invitation);
        break;
      case 'invitation.ended':
        this.store.invitations.delete(event.invitation);
        break;
      case 'conversation.changed':
        this.#refresh(event.conversation);
        break;
      case 'member.joined':
      case 'member.left':
      case 'member.promoted':
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
        this.#sessionEnded(event.reason);
        return;
      default:
        this.#logged(event, here);
    }
    this.#draw();
  }

  /**
   * Leaves the page when the session has ended. If only the token's time is over, renewing it will show, once the socket
   * is closed.
   */
  #sessionEnded(reason) {
    if (reason !== 'expired') {
      this.#leave(SIGNED_OUT[reason]);
    }
  }

  #logged(event, here) {
    const changed = this.store.apply(event);
    if (event.type === 'message.posted') {
      const own = event.message.author.id === this.store.me?.account;
      this.store.moved(event.conversation, event.pos, !here && !own, saying(event.message));
    }
    if (['message.deleted', 'message.edited', 'message.files'].includes(event.type)) {
      this.store.retold(event.conversation, event.target);
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
    notice(ENDS[event.reason]?.(name) ?? `You no longer have access to “${name}”.`);
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
      // It is gone, or the connection is: both are shown elsewhere.
    }
  }

  #resync(id) {
    if (!id || id === this.#openId) {
      this.#loadInbox().then(() => this.#openId && this.#open.load()).catch(error => this.#failed(error));
    }
  }

  #nothing() {
    return el('section', {class: 'nothing'},
      el('p', {}, 'Choose a conversation.'));
  }

  #draw() {
    this.#inbox.draw(this.store.inbox(), this.#openId, [...this.store.invitations.values()]);
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

  /** Runs once: a session that is signed off hears of its end too. */
  #leave(reason) {
    if (this.#left) {
      return;
    }
    this.#left = true;
    document.removeEventListener('visibilitychange', this.#seen);
    this.live.close();
    keep(null);
    this.#done(reason);
  }
}
