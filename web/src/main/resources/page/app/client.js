// Who is signed in: the connection, the state, and what a person can do. Events change the state and nothing else.

import {notice} from '../parts/notice.js';
import {explain, t} from '../words/words.js';
import {plain} from '../parts/markdown.js';
import {clientId, drop, keep, session, signOut} from './api.js';
import {Ring} from './ring.js';
import {go, here} from './route.js';
import {Disconnected, Live} from './socket.js';
import {letGo} from './uploads.js';
import {watch} from './seat.js';
import {cursor, lastPos, messagesOf} from './state.js';
import {forget} from './push.js';
import {Store} from './store.js';
import {takeBack} from './worker.js';

const WANTED = 'drawbridge.open';
const PAGE = 50;
const INBOX = 200;
const TYPING_MS = 4_000;
const PURGED_MAX = 200;

export class Client {
  store = new Store();
  ring = new Ring();
  left = false;
  live = new Live({
    hello: frame => this.#connected(frame).catch(error => this.failed(error)),
    event: event => this.#event(event),
    cut: () => this.store.dispatch('status', {text: t(this.#cut())}),
    ended: key => this.#leave(key && t(key), key === 'signed_out_replaced'),
  });
  #done;
  #since;
  #sending = false;
  #loaded;
  #typed = 0;
  #unwatch = () => {};
  #purged = [];
  /** What one tab hears of a loss counts for the others at once, with or without a connection. */
  #tabs = new BroadcastChannel('drawbridge.ended');

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
    addEventListener('popstate', this.#moved);
    this.store.dispatch('askable', {on: this.ring.askable});
    this.#unwatch = watch(session(), () => this.#leave(t('signed_out_revoked')));
    this.#tabs.onmessage = ({data}) => this.state.entries[data.conversation] && this.#ended(data);
    this.live.connect();
  }

  /** A change, which is named so that sending it twice does it once. */
  change(type, body) {
    return this.live.run(type, {client_id: clientId(), ...body});
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
    notice(explain(error));
  }

  failed(error) {
    if (!(error instanceof Disconnected)) {
      this.tell(error);
    }
  }

  /** Shows a place of the page: `go('settings', 'profile')`; none is the inbox. */
  go(...route) {
    go(route);
    this.store.dispatch('routed', {route});
  }

  async open(id) {
    this.go(...(id ? ['c', id] : []));
    const before = this.state.openId;
    if (before && before !== id) {
      this.live.run('interest.close', {conversation: before}).catch(() => {});
    }
    this.store.dispatch('opened', {id});
    this.#loaded = undefined;
    if (id) {
      await this.#load(id).catch(error => this.failed(error));
    }
  }

  /** Reads the newest page, then opens the live stream after it: nothing falls between. */
  async #load(id) {
    const page = await this.live.run('message.history', {conversation: id, limit: PAGE});
    if (this.state.openId !== id) {
      return;
    }
    this.store.dispatch('page', {id, messages: page.messages, more: page.more_before, whole: true});
    const pos = lastPos(this.state, id);
    const opened = await this.live.run('interest.open', {conversation: id, ...(pos > 0 && {cursor: pos})});
    this.store.dispatch('view', {view: opened.conversation, head: opened.head});
    this.#loaded = id;
    this.#read();
  }

  /** Shows older messages; before says that they are about to be drawn. */
  async older(before) {
    const id = this.state.openId;
    const oldest = messagesOf(this.state, id)[0]?.pos;
    try {
      const page = await this.live.run('message.history', {conversation: id, before: oldest, limit: PAGE});
      if (this.state.openId !== id) {
        return;
      }
      before();
      this.store.dispatch('page', {id, messages: page.messages, more: page.more_before});
    } catch (error) {
      this.tell(error);
    }
  }

  togglePanel(on = !this.state.panel) {
    this.store.dispatch('panel', {on});
    if (on) {
      this.loadRoster();
    }
  }

  async loadRoster() {
    const id = this.state.openId;
    try {
      const roster = await this.live.run('conversation.roster', {conversation: id, limit: 200});
      this.store.dispatch('roster', {id, entries: roster.entries});
    } catch (error) {
      this.failed(error);
    }
  }

  /** Puts a message among what is to be sent, in its order. */
  async send(text, quote) {
    const id = this.state.openId;
    const files = (this.state.files[id] ?? []).filter(each => each.file);
    this.store.dispatch('draft', {id, text: ''});
    this.store.dispatch('target', {id});
    this.store.dispatch('uploaded', {id, keys: files.map(each => each.key)});
    this.store.dispatch('written', {unsent: {
      client_id: clientId(), conversation: id, text, quote, files: files.map(each => each.file),
      audience: this.state.entries[id]?.conversation.audience,
    }});
    await this.#sendUnsent();
  }

  type(text) {
    const id = this.state.openId;
    this.store.dispatch('draft', {id, text});
    if (Date.now() - this.#typed > TYPING_MS) {
      this.#typed = Date.now();
      this.live.run('typing.start', {conversation: id}).catch(() => {});
    }
  }

  /** Takes up an invitation, or declines it. */
  async answer({invitation, conversation}, yes) {
    if (await this.attempt(yes ? 'invitation.accept' : 'invitation.decline', {invitation})) {
      this.store.dispatch('uninvited', {invitation});
      await this.#loadInbox();
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
    const leaving = signOut();
    this.#leave();
    await leaving;
  }

  /** At the start; and after every reconnect, where the server says what was missed. */
  async #connected(hello) {
    this.store.dispatch('status', {text: ''});
    if (this.#since) {
      await this.#resume();
    } else {
      this.store.dispatch('begun', {me: await this.live.run('account.me')});
      await this.#loadInbox();
      this.#since ??= hello.since;
      const route = here();
      const wanted = sessionStorage.getItem(WANTED) ?? (route[0] === 'c' ? route[1] : undefined);
      sessionStorage.removeItem(WANTED);
      if (wanted && this.state.entries[wanted]) {
        await this.open(wanted);
      } else {
        this.store.dispatch('routed', {route});
      }
    }
    await this.#confirm().catch(() => {});
    await this.#sendUnsent();
  }

  /** Asks what was gained, lost and changed; the events of the open conversation follow by themselves. */
  async #resume() {
    const id = this.state.openId;
    const pos = id && this.#loaded === id ? cursor(this.state, id) : 0;
    const resumed = await this.live.run('session.resume', {
      since: this.#since, cursors: pos > 0 ? [{conversation: id, pos}] : [],
    });
    this.#since = resumed.since;
    resumed.lost?.forEach(lost => this.#lost(lost));
    await this.#loadInbox();
    const open = this.state.openId;
    if (open && !this.state.entries[open]) {
      this.store.dispatch('ended', {id: open});
    } else if (open && (resumed.resync || !resumed.opened?.includes(open))) {
      await this.#load(open);
    } else if (open && this.state.panel) {
      await this.loadRoster();
    }
  }

  /** Sends what was written, one by one; what the connection cut off is sent again, and stored once. */
  async #sendUnsent() {
    if (this.#sending) {
      return;
    }
    this.#sending = true;
    try {
      while (this.state.unsent.length > 0) {
        await this.#send(this.state.unsent[0]);
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.#sending = false;
    }
  }

  async #send(unsent) {
    const {client_id, conversation, text, quote, audience, files} = unsent;
    try {
      await this.live.run('message.send', {
        client_id, conversation, text,
        ...(quote && {quote}), ...(audience && {audience}), ...(files.length > 0 && {files}),
      });
      this.store.dispatch('settled', {client_id});
    } catch (error) {
      if (error instanceof Disconnected) {
        throw error;
      }
      if (this.state.entries[conversation]) {
        this.store.dispatch('refused', {unsent});
      }
      this.failed(error);
      if (error.code === 'audience_changed') {
        await this.#refresh(conversation);
      }
    }
  }

  async #loadInbox() {
    const [inbox, invited] = await Promise.all(
      [this.live.run('inbox.list', {limit: INBOX}), this.live.run('invitation.list')]);
    this.store.dispatch('inbox', {entries: inbox.entries, invitations: invited.invitations});
    this.ring.keep(inbox.entries.map(each => each.conversation.conversation));
  }

  #event(event) {
    const id = event.conversation;
    const here = id !== undefined && id === this.state.openId;
    switch (event.type) {
      case 'head':
        this.store.dispatch('head', {id, head: event.head});
        break;
      case 'access.gained':
        this.store.dispatch('view', {view: event.conversation});
        this.#loadInbox().catch(() => {});
        break;
      case 'access.ended':
        this.#lost(event);
        break;
      case 'notice.told':
        this.#told(event.notice);
        break;
      case 'marker.moved':
        this.#quiet(id);
        this.store.dispatch('event', {event});
        break;
      case 'invitation.received':
        this.store.dispatch('invited', {invitation: event.invitation});
        break;
      case 'invitation.ended':
        this.store.dispatch('uninvited', {invitation: event.invitation});
        break;
      case 'conversation.changed':
      case 'member.joined':
      case 'member.left':
      case 'member.promoted':
        this.#refresh(id);
        if (here && this.state.panel) {
          this.loadRoster();
        }
        break;
      case 'typing':
        if (here && event.person !== this.state.me.account) {
          this.#typing(id, event.person);
        }
        break;
      case 'resync':
        this.#resync(id);
        break;
      case 'session.ended':
        // If only the token's time is over, renewing it will show, once the socket is closed.
        if (event.reason !== 'expired') {
          this.#leave(t(`signed_out_${event.reason}`), event.reason === 'replaced');
        }
        break;
      default:
        this.store.dispatch('event', {event});
        if (here) {
          this.#read();
        }
    }
  }

  /** Takes back what the desktop shows of a conversation. */
  #quiet(id) {
    this.ring.gone(id);
    takeBack(id).catch(() => {});
  }

  #told(notice) {
    const {conversation: id, name, author, preview} = notice;
    const said = plain(preview ?? '', one => this.state.names[one]);
    this.ring.tell(notice, author.name, [name, said].filter(Boolean).join(': '), () => {
      globalThis.focus();
      this.open(id);
    });
  }

  /** Asks whether the desktop may tell of what is new. */
  async askToRing() {
    await this.ring.ask();
    this.store.dispatch('askable', {on: this.ring.askable});
  }

  #typing(id, person) {
    this.store.dispatch('typing', {id, person, until: Date.now() + 2 * TYPING_MS});
    setTimeout(() => this.state.entries[id] && this.store.dispatch('typed', {id, now: Date.now()}), 2 * TYPING_MS + 100);
  }

  /** The server says so: this tab and the others let go of it, and the server is told when nothing is left. */
  #lost(event) {
    this.#ended(event);
    this.#tabs.postMessage({conversation: event.conversation, reason: event.reason});
    this.#purged.push(event.conversation);
    setTimeout(() => this.#confirm().catch(() => {}));
  }

  async #confirm() {
    while (this.#purged.length > 0) {
      const some = this.#purged.splice(0, PURGED_MAX);
      try {
        await this.live.run('session.purged', {conversations: some});
      } catch (error) {
        this.#purged.unshift(...some);
        throw error;
      }
    }
  }

  #ended({conversation: id, reason}) {
    const name = this.state.entries[id]?.conversation.name || t('a_conversation');
    this.#quiet(id);
    if (here().includes(id)) {
      go([], true);
    }
    this.store.dispatch('ended', {id});
    letGo();
    // The browser remembers the last text that an expression was found in, for RegExp.lastMatch.
    setTimeout(() => /^/.test(''));
    notice(t(['left', 'expired', 'suspended'].includes(reason) ? `ended_${reason}` : 'ended', {name}));
  }

  async #refresh(id) {
    try {
      const shown = await this.live.run('conversation.show', {conversation: id});
      this.store.dispatch('view', {view: shown.conversation});
    } catch {
      // It is gone, or the connection is: both are shown elsewhere.
    }
  }

  #resync(id) {
    if (!id || id === this.state.openId) {
      this.#loadInbox().then(() => this.state.openId && this.#load(this.state.openId)).catch(error => this.failed(error));
    }
  }

  #read() {
    const id = this.state.openId;
    const pos = id ? lastPos(this.state, id) : 0;
    const entry = this.state.entries[id];
    if (pos > 0 && entry && document.visibilityState === 'visible' && pos > (entry.read_pos ?? 0)) {
      this.store.dispatch('read', {id, pos});
      this.#quiet(id);
      this.live.run('marker.read', {conversation: id, pos}).catch(() => {});
    }
  }

  #seen = () => this.#read();

  /** The browser's buttons, and an address that was typed, lead to where they say. */
  #moved = () => {
    const route = here();
    const [place, id] = route;
    if (place === 'c' || !place) {
      this.open(this.state.entries[id] ? id : undefined);
    } else {
      this.store.dispatch('routed', {route});
    }
  };

  /** Runs once: a session that is signed off hears of its end too. */
  #leave(reason, elsewhere = false) {
    if (this.left) {
      return;
    }
    this.left = true;
    document.removeEventListener('visibilitychange', this.#seen);
    removeEventListener('popstate', this.#moved);
    go([], true);
    this.ring.keep([]);
    this.live.close();
    this.#unwatch();
    this.#tabs.close();
    if (elsewhere) {
      drop();
    } else {
      keep(null);
      takeBack().then(forget).catch(() => {});
    }
    this.#done(reason, elsewhere);
  }
}
