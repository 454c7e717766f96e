// People in the console: who they are, where they stand, and what a conversation is called.

import {h} from 'preact';
import {icon} from '../parts/icons.js';
import {face} from '../parts/person.js';
import {date} from '../parts/time.js';
import {t} from './words.js';
import {sub} from './table.js';

const GONE = ['expired', 'former'];
const COMING = ['pending', 'awaiting_approval'];

/** The state of somebody from outside: a shape, a word, and only then a colour. */
export function stateTag(state) {
  if (state === 'suspended') {
    return h('span', {class: 'tag'}, icon('lock'), t('state_suspended'));
  }
  if (state === 'orphaned') {
    return h('span', {class: 'tag bad'}, icon('alert'), t('state_orphaned'));
  }
  return h('span', {class: `out${COMING.includes(state) ? ' waiting' : GONE.includes(state) ? ' gone' : ''}`}, icon('outside'), t(`state_${state}`));
}

export const called = entry => entry.name ?? entry.email ?? t('somebody');

/** An external as the first cell of a row; href leads to their page. */
export function Who({entry, href}) {
  const name = called(entry);
  const second = [entry.name && entry.email, entry.unverified && t('unverified')].filter(Boolean).join(' · ');
  return h('span', {class: 'row'}, mark(entry),
    h('span', {class: 'grow'}, href ? h('a', {class: 'plain cut', href, dir: 'auto'}, name) : h('span', {class: 'plain cut', dir: 'auto'}, name),
      second && h('span', {class: 'sub cut'}, h('bdi', {}, second))));
}

/** Their face: square, dashed if they are not in yet or no more. */
export function mark(entry, size = 'm') {
  if (COMING.includes(entry.state)) {
    return h('span', {class: `av p ${size}`, 'aria-hidden': 'true'}, icon('mail'));
  }
  const drawn = face({id: entry.person, name: called(entry), external: true}, size);
  return GONE.includes(entry.state) ? h('span', {class: 'gone-face'}, drawn) : drawn;
}

const SIGNS = {group: 'group', thread: 'thread', dm: 'at'};

/** A conversation by its sign and name; one whose name the reader may not know is called by its kind. */
export const Place = ({kind, name, sub: second}) => h('span', {class: 'row what'}, icon(SIGNS[kind]),
  h('span', {class: 'grow'}, h('span', {class: 'ttl cut', dir: 'auto'}, placeOf(kind, name)), sub(second)));

export const placeOf = (kind, name) => name || t(`private_${kind}`);

/** A person by name, once it is known. */
export const Named = ({desk, id}) => h('bdi', {}, !id ? '–' : id === desk.me.account ? t('by_you') : desk.nameOf(id) ?? t('somebody'));

const DAY_MS = 86_400_000;

/** A day, and how far it is. */
export function ending(iso) {
  if (!iso) {
    return t('no_end');
  }
  const days = Math.ceil((Date.parse(iso) - Date.now()) / DAY_MS);
  return h('span', {}, h('span', {class: 'nb'}, date(iso)), sub(days < 0 ? t('over') : days === 0 ? t('today') : t(days === 1 ? 'in_day' : 'in_days', {days})));
}
