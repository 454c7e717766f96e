// Invitations that wait for an answer, and the list of conversations, the newest first.

import {el} from '../dom.js';

const KINDS = {group: '#', thread: '›', dm: '@'};

export class Inbox {
  node = el('ul', {class: 'inbox', 'aria-label': 'Conversations'});
  #choose;
  #answer;

  /** choose(conversation), answer(invitation, accepted) */
  constructor(choose, answer) {
    this.#choose = choose;
    this.#answer = answer;
  }

  draw(entries, openId, invitations) {
    this.node.replaceChildren(
      ...invitations.map(invitation => this.#invitation(invitation)),
      ...(entries.length + invitations.length === 0
        ? [el('li', {class: 'empty'}, 'No conversations yet.')]
        : entries.map(entry => this.#row(entry, openId))));
  }

  #invitation(invitation) {
    return el('li', {class: 'invitation'},
      el('p', {}, el('strong', {}, invitation.inviter.name), ' invites you',
        invitation.title && ` to “${invitation.title}”`),
      el('button', {class: 'primary', onclick: () => this.#answer(invitation, true)}, 'Accept'),
      el('button', {class: 'quiet', onclick: () => this.#answer(invitation, false)}, 'Decline'));
  }

  #row(entry, openId) {
    const view = entry.conversation;
    const open = view.conversation === openId;
    const unread = entry.unread && !open;
    const count = entry.unread_count > 99 ? '99+' : entry.unread_count || '';
    return el('li', {}, el('button', {
      class: `entry${open ? ' open' : ''}${unread ? ' unread' : ''}`,
      'aria-current': open ? 'true' : undefined,
      onclick: () => this.#choose(view.conversation),
    },
      el('span', {class: 'kind', 'aria-hidden': 'true'}, KINDS[view.kind]),
      el('span', {class: 'name'}, view.name || 'Direct message'),
      view.foreign
        ? el('span', {class: 'badge external', title: 'You are a guest in another workspace'}, 'guest')
        : view.has_externals
          && el('span', {class: 'badge external', title: 'Somebody from outside is here'}, 'external'),
      unread && el('span', {class: 'count', 'aria-label': `${count || 'new'} unread`}, String(count || '•')),
      entry.preview && el('span', {class: 'preview'}, entry.preview)));
  }
}
