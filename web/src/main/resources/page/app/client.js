// Who is signed in: the connection, the state, and what a person can do. Events change the state and nothing else.

import {notice} from '../parts/notice.js';
import {explain, t} from '../words/words.js';
import {drop, keep, session, signOut} from './api.js';
import {Drafts} from './drafts.js';
import {Events} from './events.js';
import {Later} from './later.js';
import {Lists} from './lists.js';
import {Live, farewell} from './live.js';
import {Losses} from './losses.js';
import {Names} from './names.js';
import {forget} from './push.js';
import {Reading} from './reading.js';
import {Ring} from './ring.js';
import {go, here} from './route.js';
import {watch} from './seat.js';
import {Sends} from './sends.js';
import {Store} from './store.js';
import {takeBack} from './worker.js';

const WANTED = 'drawbridge.open';
const TYPING_MS = 4_000;

export class Client {
  store = new Store();
  ring = new Ring();
  left = false;
  live = new Live();
  events = new Events(this);
  reading = new Reading(this);
  lists = new Lists(this);
  sends = new Sends(this);
  drafts = new Drafts(this);
  later = new Later(this);
  names = new Names(this);
  losses = new Losses(this);
  #done;
  #begun = false;
  #coming = Promise.resolve();
  #typed = 0;
  #unwatch = () => {};

  constructor(done) {
    this.#done = done;
  }

  /** What a cut means for what one writes: it waits in this tab, if there is anything to write to yet. */
  #cut() {
    return this.state.loaded ? (navigator.onLine ? 'reconnecting' : 'offline') : navigator.onLine ? 'unreachable' : 'offline_start';
  }

  get state() {
    return this.store.state;
  }

  start() {
    this.store.dispatch('status', {text: t('connecting')});
    document.addEventListener('visibilitychange', this.#seen);
    addEventListener('focus', this.#wake);
    addEventListener('online', this.#wake);
    addEventListener('popstate', this.#moved);
    this.store.dispatch('askable', {on: this.ring.askable});
    this.#unwatch = watch(session(), () => this.leave(t('signed_out_revoked')));
    this.live.on('state', state => this.#became(state));
    this.live.on('event', event => this.events.take(event));
    // Why there is no connection is told as a state.
    this.live.connect().catch(() => {});
  }

  #became({name, cause}) {
    if (name === 'connected') {
      this.#coming = this.#coming.then(() => this.#connected()).catch(error => this.failed(error));
    } else if (name === 'waiting') {
      this.store.dispatch('status', {text: t(this.#cut())});
    } else if (name === 'closed') {
      const key = farewell(cause);
      this.leave(key && t(key), key === 'signed_out_replaced');
    }
  }

  /** A change: the SDK names it, so that sending it twice does it once. */
  change(type, body) {
    return this.live.run(type, body);
  }

  /** The same; a failure is said, and makes the answer undefined. */
  async attempt(type, body) {
    try {
      return await this.change(type, body);
    } catch (error) {
      this.tell(error);
      return undefined;
    }
  }

  tell(error) {
    this.left || notice(explain(error));
  }

  /** Takes back what the desktop shows of a conversation. */
  quiet(id) {
    this.ring.gone(id);
    takeBack(id).catch(() => {});
  }

  failed(error) {
    if (error.code !== 'disconnected' && error.code !== 'access_ended') {
      this.tell(error);
    }
  }

  /** Shows a place of the page: `go('settings', 'profile')`; none is the inbox. */
  go(...route) {
    go(route);
    this.store.dispatch('routed', {route});
  }

  /** Opens a conversation, at a message if its position is given; none is the list. */
  async open(id, pos) {
    this.go(...(id ? ['c', id, ...(pos ? [String(pos)] : [])] : []));
    const before = this.state.openId;
    if (id && before === id && pos) {
      this.store.dispatch('found', {found: undefined});
      await this.reading.jump(pos);
      return;
    }
    if (before && before !== id) {
      this.reading.close(before);
    }
    this.store.dispatch('opened', {id});
    this.reading.forget();
    if (id) {
      await this.reading.load(id, pos).catch(error => this.failed(error));
    }
  }

  /** Opens what an address names, which the list may not have yet. */
  async visit([, id, pos]) {
    if (id && !this.state.entries[id] && !await this.refresh(id)) {
      notice(t('address_gone'));
      await this.open(undefined);
      return;
    }
    await this.open(id, Number(pos) || undefined);
  }

  togglePanel(on = !this.state.panel) {
    this.store.dispatch('panel', {on});
    if (on) {
      this.loadRoster();
    }
  }

  loadRoster(id) {
    return this.reading.roster(id);
  }

  send(text, quote) {
    return this.sends.send(this.state.openId, text, quote);
  }

  type(text) {
    const id = this.state.openId;
    this.drafts.type(id, text);
    if (text && Date.now() - this.#typed > TYPING_MS) {
      this.#typed = Date.now();
      this.live.run('typing.start', {conversation: id}).catch(() => {});
    }
  }

  /** Takes up an invitation, or declines it. */
  async answer({invitation, conversation}, yes) {
    if (await this.attempt(yes ? 'invitation.accept' : 'invitation.decline', {invitation})) {
      this.store.dispatch('uninvited', {invitation});
      await this.lists.load();
      if (yes) {
        await this.open(conversation);
      }
    }
  }

  /** Opens the direct conversation with somebody, in the workspace where I see them if I am a member there. */
  async write(person) {
    const seen = this.state.entries[this.state.openId]?.conversation;
    const workspace = seen?.foreign ? undefined : seen?.workspace;
    const opened = await this.attempt('dm.open', {...(workspace && {workspace}), people: [person]});
    if (opened) {
      await this.made(opened.conversation);
    }
  }

  /** A conversation of one's own, opened. */
  async made(view) {
    this.store.dispatch('view', {view});
    await this.open(view.conversation);
  }

  /** What only members read beside a conversation; a text that was begun moves there. */
  async backstage() {
    const id = this.state.openId;
    const view = this.state.entries[id]?.conversation;
    const opened = view.backstage_of
      ? await this.live.run('conversation.show', {conversation: view.backstage_of}).catch(error => this.tell(error))
      : await this.attempt('conversation.open_backstage', {conversation: id});
    if (!opened) {
      return;
    }
    const to = opened.conversation.conversation;
    const text = this.state.drafts[id];
    this.store.dispatch('view', {view: opened.conversation});
    // Only inwards: what was written for members is not carried to where others read by one key.
    if (text && !view.backstage_of && !this.state.drafts[to]) {
      this.drafts.type(id, '');
      this.drafts.type(to, text);
    }
    await this.open(to);
  }

  async search(query) {
    if (!query) {
      this.store.dispatch('found', {found: undefined});
      return;
    }
    try {
      const found = await this.live.run('message.search', {query, limit: 50});
      this.store.dispatch('found', {found: {query, ...found}});
    } catch (error) {
      this.tell(error);
    }
  }

  async signOut() {
    if (this.state.unsent.length > 0 && !confirm(t('sign_out_unsent'))) {
      return;
    }
    await this.drafts.flush().catch(() => {});
    const leaving = signOut();
    this.leave();
    await leaving;
  }

  /** At the start; and after every reconnect, where the SDK has asked what was missed. */
  async #connected() {
    this.store.dispatch('status', {text: ''});
    this.names.forget();
    if (this.#begun) {
      await this.#back();
    } else {
      this.store.dispatch('begun', {me: await this.live.run('account.me')});
      await this.lists.load();
      this.#begun = true;
      const route = here();
      const wanted = sessionStorage.getItem(WANTED) ?? undefined;
      sessionStorage.removeItem(WANTED);
      if (wanted || route[0] === 'c') {
        await this.visit(wanted ? ['c', wanted] : route);
      } else {
        this.store.dispatch('routed', {route});
      }
      await this.sends.restore();
    }
    this.#present();
    this.drafts.load().catch(error => this.failed(error));
    this.later.load().catch(error => this.failed(error));
    this.sends.flush();
  }

  /** What the list says anew; the events of the open conversation follow by themselves, if it was whole. */
  async #back() {
    await this.lists.load();
    const open = this.state.openId;
    if (open && this.reading.whole(open)) {
      await this.loadRoster();
    } else if (open) {
      await this.reading.load(open);
    }
  }

  /** Asks whether the desktop may tell of what is new. */
  async askToRing() {
    await this.ring.ask();
    this.store.dispatch('askable', {on: this.ring.askable});
  }

  /** What a conversation is now; undefined if it is gone, or the connection is: both are shown elsewhere. */
  async refresh(id) {
    try {
      const shown = await this.live.run('conversation.show', {conversation: id});
      this.store.dispatch('view', {view: shown.conversation});
      return shown.conversation;
    } catch {
      return undefined;
    }
  }

  #seen = () => {
    this.reading.read();
    this.#wake();
    this.#present();
  };

  /** Somebody looks, or the network is back: it does not wait any longer. */
  #wake = () => document.visibilityState === 'visible' && this.live.wake();

  /** Others see whether somebody looks at the page. */
  #present() {
    this.live.run('presence.set', {state: document.visibilityState === 'visible' ? 'online' : 'away'}).catch(() => {});
  }

  /** The browser's buttons, and an address that was typed, lead to where they say. */
  #moved = () => {
    const route = here();
    if (route[0] === 'c' || !route[0]) {
      this.visit(route);
    } else {
      this.store.dispatch('routed', {route});
    }
  };

  /** Runs once: a session that is signed off hears of its end too. */
  leave(reason, elsewhere = false) {
    if (this.left) {
      return;
    }
    this.left = true;
    this.sends.keep();
    this.lists.stop();
    document.removeEventListener('visibilitychange', this.#seen);
    removeEventListener('focus', this.#wake);
    removeEventListener('online', this.#wake);
    removeEventListener('popstate', this.#moved);
    go([], true);
    this.ring.keep([]);
    this.live.close();
    this.losses.close();
    this.#unwatch();
    if (elsewhere) {
      drop();
    } else {
      keep(null);
      takeBack().then(forget).catch(() => {});
    }
    this.#done(reason, elsewhere);
  }
}
