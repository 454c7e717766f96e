// The people of the conversation, who is from outside, and how to bring somebody in or send them off.

import {clientId} from '../api.js';
import {el, explain, field, form, notice} from '../dom.js';
import {Rows} from '../rows.js';
import {avatar, badge} from '../text.js';
import {showReceipt} from './receipt.js';

export class People {
  #shell;
  #id;
  #list = el('ul', {class: 'roster'});
  #rows = new Rows(this.#list);
  #close = el('button', {class: 'quiet icon', 'aria-label': 'Close', onclick: () => this.#shell.togglePeople()}, '✕');
  node;

  constructor(shell, id) {
    this.#shell = shell;
    this.#id = id;
    this.node = el('aside', {
      class: 'people', 'aria-label': 'People',
      onkeydown: event => event.key === 'Escape' && shell.togglePeople(),
    },
      el('header', {}, el('h2', {}, 'People'), this.#close),
      this.#list, this.#invite());
  }

  focus() {
    this.#close.focus();
  }

  async load() {
    try {
      const roster = await this.#shell.live.run('conversation.roster', {conversation: this.#id, limit: 200});
      this.#rows.draw(roster.entries.map(entry => [JSON.stringify(entry), () => this.#row(entry)]));
    } catch (error) {
      this.#rows.draw([[explain(error), () => el('li', {class: 'failure'}, explain(error))]]);
    }
  }

  #row(entry) {
    const person = entry.person
      ?? {id: entry.group ?? entry.invitation ?? '', name: entry.group_name ?? entry.email ?? entry.name ?? 'Somebody'};
    if (entry.person) {
      this.#shell.store.names.set(person.id, person.name);
    }
    const own = person.id === this.#shell.store.me.account;
    return el('li', {},
      avatar(person),
      el('span', {class: 'name'}, person.name, own && ' (you)'),
      badge(person),
      entry.group && el('span', {class: 'badge'}, 'group'),
      entry.state === 'awaiting_approval' && el('span', {class: 'badge waiting'}, 'waits for approval'),
      entry.state === 'invited' && el('span', {class: 'badge waiting'}, 'invited'),
      entry.state === 'undeliverable' && el('span', {class: 'badge'}, 'mail came back'),
      entry.state === 'expired' && el('span', {class: 'badge'}, 'expired'),
      entry.role === 'admin' && el('span', {class: 'badge'}, 'admin'),
      el('span', {class: 'do'},
        own && el('button', {
          class: 'quiet danger', onclick: () => confirm('Leave this conversation?') && this.#leave(),
        }, 'Leave'),
        !own && entry.person && el('button', {
          class: 'quiet', 'aria-label': `Write to ${person.name}`, title: 'Write a direct message',
          onclick: () => this.#shell.message(person.id),
        }, 'Write'),
        !own && !this.#guest() && el('button', {
          class: 'quiet danger', 'aria-label': `Remove ${person.name}`,
          onclick: () => confirm(`Remove ${person.name}?`) && this.#remove(entry, person, false),
        }, 'Remove')));
  }

  /** The list on the left changes when the server says that access has ended. */
  async #leave() {
    try {
      await this.#shell.live.run('conversation.leave', {client_id: clientId(), conversation: this.#id});
    } catch (error) {
      notice(explain(error));
    }
  }

  async #remove(entry, person, allPaths) {
    const body = {client_id: clientId(), conversation: this.#id, all_paths: allPaths};
    if (entry.invitation) {
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

  /** Guests invite and remove nobody; the server says so too. */
  #guest() {
    return this.#shell.store.entries.get(this.#id)?.conversation.foreign ?? false;
  }

  /** In private and secret groups it is said each time what of the past is shown. */
  #closed() {
    return ['private', 'secret'].includes(this.#shell.store.entries.get(this.#id)?.conversation.visibility);
  }

  /** By name, out of one's contacts, or by email. */
  #invite() {
    const who = field('Name or email address', {type: 'text', required: true, maxlength: 254, autocomplete: 'off'});
    const found = el('ul', {class: 'roster found'});
    const history = el('select', {'aria-label': 'What they may read of the past'},
      !this.#closed() && el('option', {value: ''}, 'members everything, guests from now on'),
      el('option', {value: 'from_now'}, 'from now on'),
      el('option', {value: 'last_days'}, 'the last 7 days'),
      el('option', {value: 'everything'}, 'everything'));
    const note = field('A note for them (optional)', {maxlength: 500});
    const add = async (body, name) => {
      const added = await this.#addKnowing(name, {
        conversation: this.#id,
        ...(history.value && {history: {type: history.value, ...(history.value === 'last_days' && {days: 7})}}),
        ...(note.input.value.trim() && {note: note.input.value.trim()}),
        ...body,
      });
      notice({
        invited: `${name} was invited to this conversation, and to nothing else.`,
        awaiting_approval: `${name} comes in once that is approved.`,
      }[added.state] ?? `${name} is in this conversation now.`);
      who.input.value = '';
      note.input.value = '';
      found.replaceChildren();
      await this.load();
    };
    who.input.addEventListener('input', () => this.#find(who.input.value.trim(), found, person =>
      add({person: person.id}, person.name).catch(error => notice(explain(error)))));
    return el('details', {class: 'invite', hidden: this.#guest()},
      el('summary', {}, 'Bring somebody in'),
      form([who.node, found, el('label', {class: 'field'}, el('span', {}, 'They may read'), history), note.node],
        'Invite by email', async () => {
          const email = who.input.value.trim();
          if (!email.includes('@')) {
            throw new Error('Choose one of your contacts above, or give an email address.');
          }
          await add({email}, email);
        }));
  }

  /** Adds them; asks first if they would be the first from outside and the workspace wants that known. */
  async #addKnowing(name, body) {
    try {
      return await this.#shell.live.run('member.add', {client_id: clientId(), ...body});
    } catch (error) {
      if (error.code !== 'first_external'
          || !confirm(`${name} would be the first from outside in this conversation. Bring them in?`)) {
        throw error;
      }
      return this.#shell.live.run('member.add', {client_id: clientId(), ...body, confirm_first: true});
    }
  }

  async #find(prefix, list, choose) {
    if (!prefix || prefix.includes('@')) {
      list.replaceChildren();
      return;
    }
    try {
      const {people} = await this.#shell.live.run('people.find', {prefix, limit: 5});
      list.replaceChildren(...people.map(person => el('li', {}, avatar(person),
        el('span', {class: 'name'}, person.name), badge(person),
        el('button', {type: 'button', class: 'quiet', onclick: () => choose(person)}, 'Add'))));
    } catch {
      list.replaceChildren();
    }
  }
}
