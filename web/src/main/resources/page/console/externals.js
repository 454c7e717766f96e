// Everybody from outside who can see something of the workspace: found, sorted, chosen, and ended.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {date} from '../parts/time.js';
import {t} from './words.js';
import {Bulk} from './bulk.js';
import {Choice, Figures, Head, Narrow, Search, count, number} from './head.js';
import {Invite} from './invite.js';
import {Edge, State, useAnswer, usePages} from './pages.js';
import {Named, Who, called, ending, stateTag} from './people.js';
import {usePicked} from './picked.js';
import {Table, sub} from './table.js';

const PAGE = 100;
const STATES = ['active', 'orphaned', 'pending', 'awaiting_approval', 'suspended', 'expired', 'former'];
const ORDERS = ['name', 'newest', 'unseen', 'grants'];
const UNSEEN_DAYS = 90;
const keyOf = entry => entry.person ?? `${entry.email} ${entry.name} ${entry.since}`;
const before = days => new Date(Date.now() - days * 86_400_000).toISOString();

/** What the server is asked for. */
export const filterOf = ({text, state, domain, relation, unseen, kind, sponsor}) => ({
  ...(text && {text}), ...(state && {states: [state]}), ...(domain && {mail_domain: domain.replace(/^@/, '')}), ...(relation && {relation}),
  ...(unseen && {unseen_since: before(Number(unseen))}), ...(kind && {external_class: kind}), ...(sponsor && {sponsor}),
});

export function Externals({desk}) {
  const [wanted, want] = useState({});
  const [order, sort] = useState('name');
  const [acting, act] = useState();
  const set = change => want(now => ({...now, ...change}));
  const key = JSON.stringify([wanted, order]);
  const list = usePages(async after => {
    const page = await desk.ask('external.list', {filter: filterOf(wanted), order, limit: PAGE, ...(after && {after})});
    return {rows: page.externals, next: page.next, total: page.total};
  }, key);
  const picked = usePicked(keyOf, key);
  const heads = useAnswer(() => figures(desk), '');
  return [
    h(Head, {title: t('externals_title'), text: t('externals_text', {name: desk.name})}, button(t('invite_guest'), () => act('invite'), 'primary')),
    heads.value && h(Figures, {list: heads.value.map(([value, label, change]) => [number(value), t(label), () => want(change)])}),
    h('div', {class: 'toolbar', role: 'search', 'aria-label': t('externals_title')},
      h(Search, {label: t('externals_find'), change: text => set({text})}),
      h('div', {class: 'fs'},
        h(Choice, {label: t('state'), value: wanted.state ?? '', options: [['', t('state_here')], ...STATES.map(each => [each, t(`state_${each}`)])], change: state => set({state})}),
        h(Narrow, {label: t('domain'), value: wanted.domain ?? '', change: domain => set({domain}), placeholder: t('any')}),
        h(Narrow, {label: t('relation'), value: wanted.relation ?? '', change: relation => set({relation}), placeholder: t('any')}),
        h(Choice, {label: t('seen'), value: wanted.unseen ?? '', options: [['', t('any_time')], ...[7, 30, 90].map(days => [String(days), t('unseen_days', {days})])], change: unseen => set({unseen})}),
        h(Choice, {label: t('order'), value: order, options: ORDERS.map(each => [each, t(`order_${each}`)]), change: sort}))),
    h('p', {class: 'soft small', role: 'status'}, list.total === undefined ? ' ' : count('found', list.total)),
    list.earlier && h(Edge, {key: 'above', label: t('earlier_rows'), press: list.previous, busy: list.loading}),
    list.rows.length > 0 && h(Table, {
      label: t('externals_title'), columns: columns(desk), rows: list.rows, pages: list.pages, keyOf, picked, pickable: entry => Boolean(entry.person), nameOf: called, order, sort,
    }),
    h(State, {list, empty: t(key === '[{},"name"]' ? 'externals_none' : 'nothing_found')}),
    list.pages.at(-1)?.next && h(Edge, {key: 'below', label: t('more_rows'), press: list.next, busy: list.loading}),
    h(Bulk, {desk, picked, wanted, total: list.total, done: () => {
      picked.none();
      list.reload();
      heads.reload();
    }}),
    acting === 'invite' && h(Invite, {desk, guest: true, close: () => act(undefined), done: list.reload}),
  ];
}

const columns = desk => [
  {name: 'person', label: t('person'), order: 'name', cell: entry => h(Who, {entry, href: entry.person && desk.at('externals', entry.person)})},
  {name: 'state', label: t('state'), class: 'w-m', cell: entry => stateTag(entry.state)},
  {name: 'sees', label: t('sees'), class: 'w-m', order: 'grants', way: 'descending', cell: entry => h('span', {}, count('conversations', entry.grants),
    sub(entry.invitations > 0 && count('invited_to', entry.invitations)))},
  {name: 'sponsor', label: t('sponsor'), class: 'w-m', cell: entry => h('span', {}, h(Named, {desk, id: entry.sponsor}), sub(entry.relation && h('bdi', {}, entry.relation)))},
  {name: 'since', label: t('since'), class: 'w-s', order: 'newest', way: 'descending', cell: entry => h('span', {class: 'nb'}, date(entry.since))},
  {name: 'seen', label: t('read_to'), class: 'w-s', order: 'unseen', cell: entry => h('span', {class: 'nb'}, entry.seen ? date(entry.seen) : t('never'))},
  {name: 'until', label: t('until'), class: 'w-s', cell: entry => ending(entry.until)},
];

/** The numbers above the list; each is a filter. */
async function figures(desk) {
  const total = async filter => (await desk.ask('external.list', {filter: filterOf(filter), limit: 1})).total;
  const wanted = [[{state: 'active'}, 'figure_active'], [{state: 'pending'}, 'figure_pending'], [{state: 'awaiting_approval'}, 'figure_awaiting'],
    [{state: 'orphaned'}, 'figure_orphaned'], [{state: 'suspended'}, 'figure_suspended'], [{state: 'active', unseen: String(UNSEEN_DAYS)}, 'figure_unseen']];
  const found = [];
  // One after the other: then the audit has one record of it, not one for each.
  for (const [filter, label] of wanted) {
    found.push([await total(filter), label, filter]);
  }
  return found;
}
