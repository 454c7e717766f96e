// The list of conversations, the newest first.

import {el} from '../dom.js';

const KINDS = {group: '#', thread: '›', dm: '@'};

export class Inbox {
  node = el('ul', {class: 'inbox', 'aria-label': 'Conversations'});
  #choose;

  constructor(choose) {
    this.#choose = choose;
  }

  draw(entries, openId) {
    if (entries.length === 0) {
      this.node.replaceChildren(el('li', {class: 'empty'}, 'No conversations yet.'));
      return;
    }
    this.node.replaceChildren(...entries.map(entry => this.#row(entry, openId)));
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
