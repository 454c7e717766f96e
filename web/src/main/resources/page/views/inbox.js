// Invitations that wait for an answer, and the list of conversations, the newest first.

import {h} from 'preact';
import {inbox} from '../app/state.js';
import {button} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {plain} from '../parts/markdown.js';
import {Home} from '../parts/home.js';
import {face, outside} from '../parts/person.js';
import {clock, day, ofPosition} from '../parts/time.js';
import {t} from '../words/words.js';
import {placeName, placeSign} from './place.js';

export function Inbox({client, state, start}) {
  const entries = inbox(state);
  const invitations = Object.values(state.invitations);
  const find = event => {
    event.preventDefault();
    client.search(new FormData(event.currentTarget).get('query').trim());
  };
  return h('nav', {class: 'inbox', 'aria-label': t('conversations')},
    h('header', {class: 'bar'},
      h('p', {class: 'brand grow'}, h('img', {src: 'icon.svg', alt: '', width: 24, height: 24}), h(Home, {me: state.me})),
      state.me?.workspaces.length > 0 && button(t('new'), start, 'mini')),
    h('form', {class: 'find', role: 'search', onSubmit: find}, icon('search'),
      h('input', {name: 'query', type: 'search', 'aria-label': t('find'), placeholder: t('find'), maxLength: 200, dir: 'auto'})),
    h('ul', {class: 'scroll list', 'aria-label': t('conversations'), onKeyDown: walk}, [
      ...invitations.map(each => h(Invitation, {key: each.invitation, invitation: each, client})),
      ...entries.map(entry => h(Entry, {
        key: entry.conversation.conversation, entry, open: entry.conversation.conversation === state.openId,
        draft: state.drafts[entry.conversation.conversation], client, names: state.names,
      })),
      state.loaded && entries.length + invitations.length === 0
        && h('li', {key: 'empty', class: 'empty faint'}, t('no_conversations')),
    ].filter(Boolean)),
    state.me && h('footer', {class: 'me'}, face({id: state.me.account, name: state.me.name}, 'm'),
      h('span', {class: 'name who cut', dir: 'auto'}, state.me.name),
      state.askable && button(t('ring'), () => client.askToRing(), 'quiet mini'),
      button(t('sign_out'), () => client.signOut(), 'quiet mini')));
}

/** Arrow keys go from row to row. */
function walk(event) {
  const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
  const rows = [...event.currentTarget.querySelectorAll('.entry')];
  const next = step && rows[rows.indexOf(document.activeElement) + step];
  if (next) {
    event.preventDefault();
    next.focus();
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

function Entry({entry, open, draft, client, names}) {
  const view = entry.conversation;
  const unread = entry.unread && !open;
  const count = entry.unread_count > 99 ? '99+' : entry.unread_count || '';
  const preview = draft && !open ? draft : entry.preview && plain(entry.preview, id => id === view.conversation ? t('everybody') : names[id]);
  return h('li', {},
    h('button', {
      type: 'button', id: `entry-${view.conversation}`, class: `item entry${unread ? ' unread new' : ''}`,
      'aria-current': open ? 'true' : undefined, onClick: () => client.open(view.conversation),
    },
    placeSign(view),
    h('span', {class: 'name', dir: 'auto'}, placeName(view)),
    h('span', {class: 'end'}, entry.head > 0 && h('time', {}, when(entry.head))),
    h('span', {class: 'sub'},
      h('span', {class: 'preview cut grow', dir: 'auto'}, draft && !open && h('span', {class: 'mark-draft'}, icon('pen')), preview),
      view.badge_in_inbox && (view.foreign ? outside(t('guest'), t('guest_title')) : view.has_externals && outside()),
      unread && h('span', {class: `count${entry.mentions > 0 ? ' me' : ''}`, role: 'img', 'aria-label': t('unread', {count: count || '1'})},
        entry.mentions > 0 ? `@ ${entry.mentions}` : String(count || '•')))));
}

function when(pos) {
  const iso = ofPosition(pos);
  return day(iso) === day(new Date().toISOString()) ? clock(iso) : new Intl.DateTimeFormat(undefined, {day: 'numeric', month: 'short'}).format(new Date(iso));
}
