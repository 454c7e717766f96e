// The people of the conversation: who is from outside first, until when, who brought them in, and their ways in.

import {h} from 'preact';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {t} from '../words/words.js';
import {About} from '../people/about.js';
import {Bell} from '../people/bell.js';
import {Card} from '../people/card.js';
import {End} from '../people/end.js';
import {FilesHere} from '../people/files-here.js';
import {HandOver} from '../people/hand-over.js';
import {Links} from '../people/links.js';
import {Requests} from '../people/requests.js';
import {keyOf, nameIn, Row} from '../people/row.js';
import {Suggest} from '../people/suggest.js';
import {Suspend} from '../people/suspend.js';
import {Bring} from './bring.js';
import {Remove} from './remove.js';

/** From so many on there is a field to find somebody. */
const MANY = 12;
const DIALOGS = {bring: Bring, suggest: Suggest, about: About, bell: Bell, files: FilesHere, links: Links,
  card: Card, end: End, handOver: HandOver, suspend: Suspend, remove: Remove};

export function People({client, state, entry}) {
  const close = useRef();
  const [open, show] = useState();
  const [wanted, want] = useState('');
  const view = entry.conversation;
  const entries = state.rosters[view.conversation] ?? [];
  useLayoutEffect(() => {
    close.current.focus();
    return () => document.getElementById('people-button')?.focus();
  }, []);
  const rights = rightsOf(view, state.me);
  const act = (how, who) => show({how, who});
  const shown = entries.filter(each => nameIn(each).toLowerCase().includes(wanted.toLowerCase()));
  const shut = () => {
    show(undefined);
    if (['end', 'handOver', 'suspend'].includes(open?.how)) {
      client.loadRoster();
    }
  };
  return h('aside', {
    class: 'panel people', 'aria-label': t('people'), onKeyDown: event => {
      if (event.key === 'Escape' && !event.target.closest('dialog')) {
        client.togglePanel(false);
      }
    },
  },
  h('header', {class: 'bar'}, h('h2', {class: 'grow'}, t('people')),
    // Guests invite and remove nobody; the server says so too.
    rights.member && button([icon('plus'), t('bring_in')], () => act('bring'), 'mini'),
    !rights.member && view.kind !== 'dm' && button([icon('plus'), t('suggest')], () => act('suggest'), 'mini'),
    h('button', {ref: close, type: 'button', class: 'ib', 'aria-label': t('close'), onClick: () => client.togglePanel(false)}, icon('x'))),
  h('div', {class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': t('people')},
    h(Here, {view, rights, act}),
    entries.length > MANY && h('div', {class: 'find'}, icon('search'), h('input', {
      type: 'search', value: wanted, 'aria-label': t('find_person'), placeholder: t('find_person'), dir: 'auto',
      onInput: event => want(event.currentTarget.value),
    })),
    rights.manages && h(Requests, {client, view, changed: entries}),
    sections(shown).map(([name, some]) => h('section', {key: name},
      h('h3', {class: name === 'outside_here' ? 'outside-ink' : ''}, name === 'outside_here' && icon('outside'),
        t(name), ' ', h('span', {class: 'num faint'}, String(some.length))),
      h('ul', {class: 'roster'}, some.map(each => h(Row, {key: keyOf(each), entry: each, client, state, view, rights, act}))))),
    state.rosters[view.conversation] === undefined && h('p', {class: 'empty faint', role: 'status'}, t('moment'))),
  open && h(DIALOGS[open.how], dialogOf(open, {client, state, view, entries, close: shut})));
}

/** What can be done with the conversation as a whole. */
const Here = ({view, rights, act}) => h('div', {class: 'here row wrap', role: 'group', 'aria-label': t('conversation')},
  button([icon('bell'), t('bell')], () => act('bell'), 'quiet mini'),
  button([icon('file'), t('files')], () => act('files'), 'quiet mini'),
  rights.member && view.kind !== 'dm' && button([icon('link'), t('links')], () => act('links'), 'quiet mini'),
  rights.manages && button([icon('pen'), t('about_short')], () => act('about'), 'quiet mini'));

function rightsOf(view, me) {
  const role = me?.workspaces.find(each => each.workspace === view.workspace)?.role;
  return {member: !view.foreign, manages: !view.foreign && view.role === 'admin', admin: role === 'owner' || role === 'admin'};
}

function dialogOf({who}, {client, state, view, entries, close}) {
  const own = who?.person?.id === state.me.account;
  const members = entries.flatMap(each => each.state === 'active' && each.person && !each.person.external && !each.person.bot ? [each.person] : []);
  return {client, state, view, entry: who, person: who?.person, own, members, name: who && nameIn(who), conversation: view.conversation,
    workspace: view.workspace, close};
}

function sections(entries) {
  const kinds = {outside_here: [], invited_here: [], groups_here: [], members_here: []};
  for (const entry of entries) {
    const kind = entry.state !== 'active' ? 'invited_here' : entry.group && !entry.person ? 'groups_here'
      : entry.person?.external ? 'outside_here' : 'members_here';
    kinds[kind].push(entry);
  }
  return Object.entries(kinds).filter(([, some]) => some.length > 0);
}
