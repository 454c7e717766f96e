// Who is in the conversation, who is from outside, and how to bring somebody in or send them off.

import {clientId} from '../api.js';
import {el, explain, field, form, notice} from '../dom.js';
import {avatar, badge} from '../text.js';
import {showReceipt} from './receipt.js';

export class People {
  #shell;
  #id;
  #list = el('ul', {class: 'roster'});
  node;

  constructor(shell, id) {
    this.#shell = shell;
    this.#id = id;
    this.node = el('aside', {class: 'people', 'aria-label': 'People'},
      el('header', {}, el('h2', {}, 'People'),
        el('button', {class: 'quiet icon', 'aria-label': 'Close', onclick: () => shell.togglePeople()}, '✕')),
      this.#list, this.#invite());
  }

  async load() {
    try {
      const roster = await this.#shell.live.run('conversation.roster', {conversation: this.#id, limit: 200});
      this.#list.replaceChildren(...roster.entries.map(entry => this.#row(entry)));
    } catch (error) {
      this.#list.replaceChildren(el('li', {class: 'failure'}, explain(error)));
    }
  }

  #row(entry) {
    const person = entry.person
      ?? {id: entry.group ?? entry.invitation ?? '', name: entry.group_name ?? entry.email ?? 'Somebody'};
    if (entry.person) {
      this.#shell.store.names.set(person.id, person.name);
    }
    const own = person.id === this.#shell.store.me.account;
    return el('li', {},
      avatar(person),
      el('span', {class: 'name'}, person.name, own && ' (you)'),
      badge(person),
      entry.group && el('span', {class: 'badge'}, 'group'),
      entry.state === 'invited' && el('span', {class: 'badge waiting'}, 'invited'),
      entry.state === 'expired' && el('span', {class: 'badge'}, 'expired'),
      entry.role === 'admin' && el('span', {class: 'badge'}, 'admin'),
      !own && el('button', {
        class: 'quiet danger', 'aria-label': `Remove ${person.name}`,
        onclick: () => confirm(`Remove ${person.name}?`) && this.#remove(entry, person, false),
      }, 'Remove'));
  }

  async #remove(entry, person, allPaths) {
    const body = {client_id: clientId(), conversation: this.#id, all_paths: allPaths};
    if (entry.invitation && !entry.person) {
      body.invitation = entry.invitation;
    } else if (entry.group && !entry.person) {
      body.group = entry.group;
    } else {
      body.person = person.id;
    }
    try {
      const removed = await this.#shell.live.run('member.remove', body);
      showReceipt(person.name, removed, () => this.#remove(entry, person, true));
      await this.load();
    } catch (error) {
      notice(explain(error));
    }
  }

  #invite() {
    const email = field('Email address', {type: 'email', required: true, maxlength: 254});
    const history = el('select', {'aria-label': 'What they may read of the past'},
      el('option', {value: 'from_now'}, 'from now on'),
      el('option', {value: 'last_days'}, 'the last 7 days'),
      el('option', {value: 'everything'}, 'everything'));
    const note = field('A note for them (optional)', {maxlength: 500});
    return el('details', {class: 'invite'},
      el('summary', {}, 'Bring in somebody by email'),
      form([email.node, el('label', {class: 'field'}, el('span', {}, 'They may read'), history), note.node],
        'Add', async () => {
          const body = {
            client_id: clientId(),
            conversation: this.#id,
            email: email.input.value.trim(),
            history: history.value === 'last_days' ? {type: 'last_days', days: 7} : {type: history.value},
          };
          if (note.input.value.trim()) {
            body.note = note.input.value.trim();
          }
          await this.#shell.live.run('member.add', body);
          notice(`${body.email} was invited to this conversation, and to nothing else.`);
          email.input.value = '';
          note.input.value = '';
          await this.load();
        }));
  }
}
