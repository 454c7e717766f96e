// Invitations that wait for an answer, and the list of conversations, the newest first.

import {el} from '../dom.js';
import {Rows} from '../rows.js';
import {placeName} from '../text.js';

const KINDS = {group: '#', thread: '›', dm: '@'};
const PLACES = {group: ' to a group', thread: ' to a thread', dm: ' to a direct message'};

export class Inbox {
  node = el('ul', {class: 'inbox', 'aria-label': 'Conversations'});
  #rows = new Rows(this.node);
  #filled = new WeakMap();
  #choose;
  #answer;

  /** choose(conversation), answer(invitation, accepted) */
  constructor(choose, answer) {
    this.#choose = choose;
    this.#answer = answer;
  }

  draw(entries, openId, invitations) {
    this.#rows.draw([
      ...invitations.map(each => [JSON.stringify(each), () => this.#invitation(each)]),
      ...(entries.length + invitations.length === 0
        ? [['empty', () => el('li', {class: 'empty'}, 'No conversations yet.')]]
        : entries.map(({conversation: {conversation: id}}) => [id, () => this.#row(id)])),
    ]);
    entries.forEach(entry => this.#fill(entry, openId));
  }

  /** The row of a conversation, if it is there. */
  focus(id) {
    this.#rows.get(id)?.firstChild.focus();
  }

  #invitation(invitation) {
    return el('li', {class: 'invitation'},
      el('p', {}, el('strong', {}, invitation.inviter.name), ' invites you',
        invitation.title ? ` to “${invitation.title}”` : PLACES[invitation.kind]),
      el('button', {class: 'primary', onclick: () => this.#answer(invitation, true)}, 'Accept'),
      el('button', {class: 'quiet', onclick: () => this.#answer(invitation, false)}, 'Decline'));
  }

  #row(id) {
    return el('li', {}, el('button', {onclick: () => this.#choose(id)}));
  }

  /** Changes what stands on a row; the row that is clicked or has the focus stays. */
  #fill(entry, openId) {
    const view = entry.conversation;
    const row = this.#rows.get(view.conversation).firstChild;
    const open = view.conversation === openId;
    const unread = entry.unread && !open;
    const filled = JSON.stringify([view, open, unread, entry.unread_count, entry.preview]);
    if (this.#filled.get(row) === filled) {
      return;
    }
    this.#filled.set(row, filled);
    const count = entry.unread_count > 99 ? '99+' : entry.unread_count || '';
    row.className = `entry${open ? ' open' : ''}${unread ? ' unread' : ''}`;
    row.ariaCurrent = open ? 'true' : null;
    row.replaceChildren(...[
      el('span', {class: 'kind', 'aria-hidden': 'true'}, KINDS[view.kind]),
      el('span', {class: 'name'}, placeName(view)),
      view.badge_in_inbox && (view.foreign
        ? el('span', {class: 'badge external', title: 'You are a guest in another workspace'}, 'guest')
        : view.has_externals
          && el('span', {class: 'badge external', title: 'Somebody from outside is here'}, 'external')),
      unread && el('span', {class: 'count', role: 'img', 'aria-label': `${count || 'new'} unread`},
        String(count || '•')),
      entry.preview && el('span', {class: 'preview'}, entry.preview),
    ].filter(Boolean));
  }
}
