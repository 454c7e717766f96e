// The people of the conversation: who is from outside first, until when, who brought them in, and their ways in.

import {h} from 'preact';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {badge, face} from '../parts/person.js';
import {date} from '../parts/time.js';
import {t} from '../words/words.js';
import {Bring} from './bring.js';
import {Remove} from './remove.js';

const STATES = {awaiting_approval: 'awaiting', invited: 'invited', undeliverable: 'undeliverable', expired: 'expired'};

export function People({client, state, entry}) {
  const close = useRef();
  const [bringing, bring] = useState(false);
  const [removing, remove] = useState();
  const view = entry.conversation;
  const entries = state.rosters[view.conversation] ?? [];
  useLayoutEffect(() => {
    close.current.focus();
    return () => document.getElementById('people-button')?.focus();
  }, []);
  // Guests invite and remove nobody; the server says so too.
  const guest = view.foreign;
  const row = each => h(Row, {key: keyOf(each), entry: each, client, state, guest, remove: () => remove(each)});
  return h('aside', {
    class: 'panel people', 'aria-label': t('people'), onKeyDown: event => {
      if (event.key === 'Escape' && !event.target.closest('dialog')) {
        client.togglePanel(false);
      }
    },
  },
  h('header', {class: 'bar'}, h('h2', {class: 'grow'}, t('people')),
    !guest && button([icon('plus'), t('bring_in')], () => bring(true), 'mini'),
    h('button', {ref: close, type: 'button', class: 'ib', 'aria-label': t('close'), onClick: () => client.togglePanel(false)}, icon('x'))),
  h('div', {class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': t('people')},
    sections(entries).map(([name, some]) => h('section', {key: name},
      h('h3', {class: name === 'outside_here' ? 'outside-ink' : ''}, name === 'outside_here' && icon('outside'),
        t(name), ' ', h('span', {class: 'num faint'}, String(some.length))),
      h('ul', {class: 'roster'}, some.map(row))))),
  bringing && h(Bring, {client, view, close: () => bring(false)}),
  removing && h(Remove, {client, view, entry: removing, name: nameIn(removing), close: () => remove(undefined)}));
}

const keyOf = entry => entry.person?.id ?? entry.group ?? entry.invitation ?? entry.email;

const nameIn = entry => entry.person?.name ?? entry.group_name ?? entry.email ?? entry.name ?? t('somebody');

function sections(entries) {
  const kinds = {outside_here: [], invited_here: [], groups_here: [], members_here: []};
  for (const entry of entries) {
    const kind = entry.state !== 'active' ? 'invited_here' : entry.group && !entry.person ? 'groups_here'
      : entry.person?.external ? 'outside_here' : 'members_here';
    kinds[kind].push(entry);
  }
  return Object.entries(kinds).filter(([, some]) => some.length > 0);
}

function Row({entry, client, state, guest, remove}) {
  const name = nameIn(entry);
  const person = entry.person ?? {id: keyOf(entry), name};
  const own = person.id === state.me.account;
  const leave = () => confirm(t('leave_sure')) && client.attempt('conversation.leave', {conversation: state.openId});
  return h('li', {class: person.external ? 'guest' : ''},
    h('div', {class: 'person'}, face(person, 'm'),
      h('span', {class: 'name', dir: 'auto'}, name, own && ` ${t('you')}`),
      h('span', {class: 'row tags'}, badge(person),
        STATES[entry.state] && h('span', {class: 'out waiting'}, t(STATES[entry.state])),
        entry.role === 'admin' && h('span', {class: 'tag'}, t('admin')))),
    entry.person?.external && facts(entry, state),
    h('p', {class: 'acts'},
      own && button(t('leave'), leave, 'link ends'),
      !own && entry.person && button(t('write_short'), () => client.write(person.id), 'link', {'aria-label': t('write_to', {name})}),
      !own && !guest && button(t('remove'), remove, 'link ends', {'aria-label': t('remove_name', {name})})));
}

/** What stands beside everybody from outside. */
function facts(entry, state) {
  const ways = (entry.paths ?? []).map(path => path.kind === 'group' ? t('way_group', {name: path.group_name ?? ''}) : t('way_direct'));
  const sponsor = entry.sponsor === state.me.account ? t('by_you') : state.names[entry.sponsor];
  const fact = (term, value) => value && [h('dt', {}, t(term)), h('dd', {dir: 'auto'}, value)];
  return h('dl', {class: 'facts'},
    fact('until', entry.until ? date(entry.until) : t('no_end')), fact('brought_by', sponsor), fact('ways', ways.join(', ')));
}

