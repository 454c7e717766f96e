// Invitations that wait for an answer, and the list of conversations in its parts.

import {h} from 'preact';
import {useEffect, useMemo, useRef, useState} from 'preact/hooks';
import {FILTERS, next, sections, totals} from '../app/sections.js';
import {button} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {Home} from '../parts/home.js';
import {face} from '../parts/person.js';
import {t} from '../words/words.js';
import {Entry} from './entry.js';
import {Keys} from './keys.js';
import {Saved} from './lists.js';
import {placeName} from './place.js';
import {Scheduled} from './scheduled.js';
import {When} from './when.js';

const idOf = entry => entry.conversation.conversation;

export function Inbox({client, state, start}) {
  const [filter, choose] = useState('all');
  const [words, look] = useState('');
  const [current, rove] = useState();
  const [away, showAway] = useState(false);
  const [reminding, remind] = useState();
  const [asked, ask] = useState();
  const field = useRef();
  const invitations = Object.values(state.invitations);
  const entries = Object.values(state.entries);
  const parts = useMemo(() => sections(entries, {filter, words}, placeName).filter(([name]) => name !== 'archived' || away),
    [state.entries, filter, words, away]);
  const listed = parts.flatMap(([, some]) => some);
  const stop = [current, state.openId].find(id => listed.some(each => idOf(each) === id)) ?? (listed[0] && idOf(listed[0]));
  const all = totals(entries);
  const shown = state.openId in state.messages;
  // A thousand entries are looked at again only if one of them may have changed.
  const list = useMemo(() => parts.map(([name, some]) => h('section', {key: name, 'aria-labelledby': `part-${name}`},
    h('h2', {id: `part-${name}`}, t(`part_${name}`)),
    h('ul', {}, some.map(entry => h(Entry, {
      key: idOf(entry), entry, open: idOf(entry) === state.openId, shown: idOf(entry) === state.openId && shown, client, names: state.names,
      draft: state.drafts[idOf(entry)], stop: idOf(entry) === stop, remind,
    }))))), [parts, state.openId, shown, state.names, state.drafts, stop]);
  useKeys({client, state, listed, field, help: () => ask('keys')});
  useWhole(client, words.trim() !== '', filter);
  const find = event => {
    event.preventDefault();
    client.search(words.trim());
  };
  const scrolled = event => {
    const {scrollHeight, scrollTop, clientHeight} = event.currentTarget;
    if (scrollHeight - scrollTop < 3 * clientHeight) {
      client.lists.more();
    }
  };
  return h('nav', {class: 'inbox', 'aria-label': t('conversations')},
    h('header', {class: 'bar'},
      h('p', {class: 'brand grow'}, h('img', {src: 'icon.svg', alt: '', width: 24, height: 24}), h(Home, {me: state.me})),
      state.me?.workspaces.length > 0 && button(t('new'), start, 'mini')),
    h('form', {class: 'find', role: 'search', onSubmit: find}, icon('search'),
      h('input', {
        ref: field, name: 'query', type: 'search', 'aria-label': t('find'), placeholder: t('find'), maxLength: 200, dir: 'auto', value: words,
        'aria-keyshortcuts': 'Control+K', autocomplete: 'off', onInput: event => look(event.currentTarget.value),
      })),
    entries.length > 0 && h('div', {class: 'filters', role: 'group', 'aria-label': t('show_only')}, FILTERS.map(each => h('button', {
      key: each, type: 'button', 'aria-pressed': String(each === filter), onClick: () => choose(each),
    }, each === 'outside' && icon('outside'), t(`filter_${each}`), all[each] > 0 && h('span', {class: 'num'}, ` ${all[each] > 99 ? '99+' : all[each]}`)))),
    h('div', {class: 'scroll list', onKeyDown: walk, onScroll: scrolled, onFocusIn: event => rove(event.target.closest('[data-id]')?.dataset.id ?? current)},
      invitations.length > 0 && h('ul', {'aria-label': t('invitations')}, invitations.map(each => h(Invitation, {key: each.invitation, invitation: each, client}))),
      list,
      state.loaded && entries.length + invitations.length === 0 && h('p', {class: 'empty faint'}, t('no_conversations')),
      entries.length > 0 && listed.length === 0 && h('p', {class: 'empty faint', role: 'status'},
        t(words.trim() ? 'none_called_so' : 'none_of_these')),
      state.loaded && entries.length > 0 && h('p', {class: 'list-foot row wrap'}, button([icon('archive'), t(away ? 'hide_archived' : 'show_archived')], () => {
        showAway(!away);
        away || client.lists.archived();
      }, 'quiet mini', {'aria-expanded': String(away)}),
      button([icon('star'), t('saved_short')], () => ask('saved'), 'quiet mini'),
      button([icon('clock'), t('scheduled_short')], () => ask('scheduled'), 'quiet mini'))),
    state.me && h('footer', {class: 'me'}, face({id: state.me.account, name: state.me.name}, 'm'),
      h('button', {type: 'button', class: 'name who open cut', dir: 'auto', title: t('settings'), onClick: () => client.go('settings')}, state.me.name),
      state.askable && button(t('ring'), () => client.askToRing(), 'quiet mini'),
      button(t('sign_out'), () => client.signOut(), 'quiet mini')),
    asked === 'keys' && h(Keys, {close: () => ask(undefined)}),
    asked === 'saved' && h(Saved, {key: state.endings, client, close: () => ask(undefined)}),
    asked === 'scheduled' && h(Scheduled, {client, state, close: () => ask(undefined)}),
    reminding && h(When, {kind: 'remind', take: at => client.lists.remind(reminding, at), close: () => remind(undefined)}));
}

/** What looks through the list asks for all of it. An effect lives on: it may see nothing of a state that is past. */
function useWhole(client, searching, filter) {
  useEffect(() => {
    if (searching || filter !== 'all') {
      client.lists.all();
    }
  }, [searching, filter]);
}

/** Keys that work wherever one is: to the field, to the next conversation, to the next unread one. */
function useKeys(now) {
  const last = useRef();
  last.current = now;
  useEffect(() => {
    const key = event => {
      const {client, state, listed, field, help} = last.current;
      const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && !document.querySelector('dialog[open]')) {
        event.preventDefault();
        field.current.focus();
        field.current.select();
      } else if (event.altKey && step && !event.ctrlKey && !document.querySelector('dialog[open]')) {
        event.preventDefault();
        const id = next(listed, state.openId, step, event.shiftKey);
        id && client.open(id);
      } else if (event.key === '?' && !event.target.closest?.('input, textarea, select, dialog')) {
        help();
      }
    };
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  }, []);
}

/** Arrow keys go from row to row, Home and End to the ends. */
function walk(event) {
  const rows = [...event.currentTarget.querySelectorAll('.entry')];
  const at = rows.indexOf(document.activeElement);
  const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
  const to = at < 0 || event.altKey ? undefined : event.key === 'Home' ? rows[0] : event.key === 'End' ? rows.at(-1) : step && rows[at + step];
  if (to) {
    event.preventDefault();
    to.focus();
  }
}

function Invitation({invitation, client}) {
  const about = {name: invitation.inviter.name, title: invitation.title};
  return h('li', {class: 'invitation stack tight'},
    h('p', {dir: 'auto'}, t(invitation.title ? 'invites_to' : `invites_${invitation.kind}`, about)),
    h('p', {class: 'row'},
      button(t('accept'), () => client.answer(invitation, true), 'primary mini'),
      button(t('decline'), () => client.answer(invitation, false), 'quiet mini')));
}
