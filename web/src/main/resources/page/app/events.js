// What the server tells without being asked, and what it changes here.

import {plain} from '../parts/markdown.js';
import {notice} from '../parts/notice.js';
import {t} from '../words/words.js';
import {faces} from './faces.js';
import {go, here} from './route.js';

const TYPING_MS = 8_000;

export class Events {
  #client;

  constructor(client) {
    this.#client = client;
  }

  /** Answers a promise where the SDK is to wait for it. */
  take(event) {
    const id = event.conversation;
    const open = id !== undefined && id === this.#client.state.openId;
    switch (event.type) {
      case 'head':
        this.#client.store.dispatch('head', {id, head: event.head});
        this.#client.lists.dirty(id);
        break;
      case 'access.gained':
        this.#client.store.dispatch('view', {view: event.conversation});
        this.#client.lists.dirty(event.conversation.conversation);
        break;
      case 'access.ended':
        return this.#client.losses.heard(event);
      case 'notice.told':
        this.#told(event.notice);
        break;
      case 'marker.moved':
        this.#client.quiet(id);
        this.#client.store.dispatch('moved', {id, pos: event.read});
        break;
      case 'inbox.changed':
        this.#client.store.dispatch('entry', {id, change: {
          archived: event.archived_pos !== undefined, remind_at: event.remind_at, reminded: event.reminded}});
        this.#client.lists.dirty(id);
        break;
      case 'invitation.received':
        this.#client.store.dispatch('invited', {invitation: event.invitation});
        break;
      case 'invitation.ended':
        this.#client.store.dispatch('uninvited', {invitation: event.invitation});
        break;
      case 'conversation.changed':
      case 'member.joined':
      case 'member.left':
      case 'member.promoted':
        this.#client.refresh(id);
        if (open) {
          this.#client.loadRoster();
        }
        break;
      case 'draft.changed':
        this.#client.drafts.moved(event);
        break;
      case 'scheduled.changed':
        this.#client.later.moved(event);
        break;
      case 'receipt.moved':
        this.#client.store.dispatch('receipts', {id, watermarks: [event]});
        break;
      case 'presence.changed':
        this.#client.store.dispatch('presence', {presences: [event.presence]});
        break;
      case 'slash.answered':
      case 'slash.unanswered':
        this.#client.store.dispatch('aside', {id, aside: event});
        break;
      case 'typing':
        if (open && event.person !== this.#client.state.me.account) {
          this.#typing(id, event.person);
        }
        break;
      case 'resync':
        this.#resync(id);
        break;
      case 'session.ended':
        // If only the token's time is over, renewing it will show, once the socket is closed.
        if (event.reason !== 'expired') {
          this.#client.leave(t(`signed_out_${event.reason}`), event.reason === 'replaced');
        }
        break;
      default:
        this.#client.store.dispatch('event', {event});
        if (open) {
          this.#client.reading.read();
        }
    }
    return undefined;
  }

  #told(notice) {
    const {conversation: id, name, author, preview} = notice;
    const said = plain(preview ?? '', one => this.#client.state.names[one]);
    this.#client.ring.tell(notice, author.name, [name, said].filter(Boolean).join(': '), () => {
      globalThis.focus();
      this.#client.open(id);
    });
  }

  #typing(id, person) {
    this.#client.store.dispatch('typing', {id, person, until: Date.now() + TYPING_MS});
    setTimeout(() => this.#client.store.dispatch('typed', {id, now: Date.now()}), TYPING_MS + 100);
  }

  /** Lets go of a conversation that was lost, and says so. */
  ended({conversation: id, reason}) {
    const name = this.#client.state.entries[id]?.conversation.name || t('a_conversation');
    const typed = this.#client.state.drafts[id] || this.#client.state.unsent.some(each => each.conversation === id);
    this.#client.quiet(id);
    this.#client.drafts.forget(id);
    this.#client.names.forget();
    faces.forget();
    if (here().includes(id)) {
      go([], true);
    }
    this.#client.store.dispatch('ended', {id});
    const said = t(['left', 'expired', 'suspended'].includes(reason) ? `ended_${reason}` : 'ended', {name});
    notice(typed ? `${said} ${t('ended_typed')}` : said);
  }

  #resync(id) {
    if (!id || id === this.#client.state.openId) {
      this.#client.lists.load().then(() => this.#client.state.openId && this.#client.reading.load(this.#client.state.openId)).catch(error => this.#client.failed(error));
    }
  }
}
