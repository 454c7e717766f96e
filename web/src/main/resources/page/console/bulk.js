// The bar under a list: who is chosen, and what can be done about all of them at once.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {t} from './words.js';
import {ConfirmThem, DateThem, EndThem, HandOver, ResumeThem, SuspendThem} from './ends.js';
import {count} from './head.js';
import {called} from './people.js';

const ACTS = {date: DateThem, confirm: ConfirmThem, hand: HandOver, suspend: SuspendThem, resume: ResumeThem, end: EndThem};

/** The dialog of one act on what is chosen. */
export const Acting = ({act, ...properties}) => h(ACTS[act], properties);

/** Buttons for what is chosen; those that end stand last. */
export const acts = (names, act) => names.map(name => button(t(`act_${name}`), () => act(name), name === 'end' ? 'ends' : '', {key: name}));

export function Bulk({desk, picked, wanted, total, done}) {
  const [acting, act] = useState();
  const [all, setAll] = useState(false);
  const whole = wanted.domain ? {which: [{type: 'mail_domain', domain: wanted.domain.replace(/^@/, '')}], label: t('all_of', {name: wanted.domain})} : undefined;
  if (picked.size === 0 && !acting) {
    return null;
  }
  const people = picked.rows.map(entry => entry.person);
  const few = {people, which: people.map(person => ({type: 'person', person})), label: picked.size === 1 ? called(picked.rows[0]) : count('people', picked.size)};
  const chosen = all && whole ? whole : few;
  const names = chosen === whole ? ['date', 'confirm', 'hand', 'end']
    : ['date', 'confirm', 'hand', picked.rows.every(entry => entry.state === 'suspended') ? 'resume' : 'suspend', 'end'];
  return h('section', {class: 'bulk', 'aria-label': t('chosen')},
    h('p', {role: 'status'}, h('b', {class: 'num'}, chosen === whole ? chosen.label : count('chosen', picked.size))),
    whole && h('label', {class: 'check grow'}, h('input', {type: 'checkbox', checked: all, onChange: event => setAll(event.currentTarget.checked)}),
      t('choose_firm', {domain: wanted.domain, count: total ?? ''})),
    h('span', {class: 'row wrap acts-end'}, acts(names, act), button(t('choose_none'), picked.none, 'quiet')),
    acting && h(Acting, {act: acting, desk, chosen, close: () => act(undefined), done}));
}
