// The ledger: what somebody could see at some time, and who could see one message.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {date, exact} from '../parts/time.js';
import {t} from './words.js';
import {count} from './head.js';
import {Edge, State, usePages} from './pages.js';
import {Named, placeOf} from './people.js';
import {Table, sub} from './table.js';
import {badge, face} from '../parts/person.js';

/** A time in which one way was open. */
export const spanText = (desk, span) => h('span', {},
  span.path.kind === 'group' ? t('by_group', {name: span.path.group_name ?? t('private_group')}) : t('by_self'), ', ',
  exact(span.from), ' – ', span.to ? exact(span.to) : t('until_now'),
  sub([span.end && t(`end_${span.end}`)].filter(Boolean).join('')),
  span.sponsor && h('span', {class: 'sub'}, t('brought_by'), ' ', h(Named, {desk, id: span.sponsor})));

/** Asks for a time, and lists what somebody could see then. */
export function Once({desk, person}) {
  const [at, ask] = useState();
  return h('div', {class: 'stack'},
    h(Form, {label: t('ask_then'), kind: '', submit: async values => ask(new Date(values.at).toISOString())},
      field(t('at_time'), {name: 'at', type: 'datetime-local', required: true})),
    at && h(Then, {key: at, desk, person, at}));
}

function Then({desk, person, at}) {
  const [head, tell] = useState();
  const list = usePages(async after => {
    const page = await desk.ask('ledger.of_person', {person, ...(after ? {after} : {at}), limit: 50});
    tell(page);
    return {rows: page.conversations, next: page.next};
  }, at);
  const said = !head ? '' : head.suspended ? t('then_suspended') : head.member ? t('then_member') : '';
  return h('div', {class: 'stack tight'},
    h('p', {role: 'status'}, t('then_saw', {name: head?.person.name ?? '', time: exact(at)}), ' ', said),
    list.rows.length > 0 && h(Table, {
      label: t('then_title'), rows: list.rows, pages: list.pages, keyOf: each => each.conversation, columns: [
        {name: 'conversation', label: t('conversation'), cell: each => h('bdi', {}, placeOf(each.kind, each.name))},
        {name: 'ways', label: t('way'), cell: each => count('ways', each.paths.length)},
        {name: 'from', label: t('could_read'), cell: each => each.shows_from ? t('shows_from', {time: exact(each.shows_from)}) : t('shows_all')},
        {name: 'since', label: t('since'), cell: each => each.paths.length > 0 ? date(each.paths.map(path => path.since).sort()[0]) : '–'},
      ],
    }),
    h(State, {list, empty: t('then_nothing')}),
    list.pages.at(-1)?.next && h(Edge, {key: 'below', label: t('more_rows'), press: list.next, busy: list.loading}));
}

/** Who could see a message, externals first. */
export function Readers({desk, conversation, pos}) {
  const [message, tell] = useState();
  const list = usePages(async after => {
    const page = await desk.ask('ledger.of_message', {conversation, pos, limit: 50, ...(after && {after})});
    tell(page.message);
    desk.learn(page.readers.map(each => each.person));
    return {rows: page.readers, next: page.next};
  }, `${conversation} ${pos}`);
  return h('div', {class: 'stack tight'},
    message && h('p', {role: 'status'}, icon('eye'), t('message_of', {title: placeOf(message.kind, message.name), time: exact(message.sent_at)}), ' ', h(Named, {desk, id: message.author})),
    list.rows.length > 0 && h(Table, {
      label: t('who_saw'), rows: list.rows, pages: list.pages, keyOf: each => each.person.id, columns: [
        {name: 'person', label: t('person'), cell: each => h('span', {class: 'row'}, face(each.person, 'm'), h('bdi', {}, each.person.name), badge(each.person))},
        {name: 'now', label: t('sees_now'), cell: each => t(each.sees_now ? 'yes' : 'no')},
        {name: 'spans', label: t('way'), cell: each => h('span', {}, each.spans.slice(0, 3).map((span, i) => h('span', {key: i, class: 'path'}, spanText(desk, span))))},
        {name: 'reached', label: t('reached'), cell: each => h('span', {}, mark(each.delivered, 'delivered'), sub(mark(each.read, 'read')))},
      ],
    }),
    h(State, {list, empty: t('nobody_saw')}),
    list.pages.at(-1)?.next && h(Edge, {key: 'below', label: t('more_rows'), press: list.next, busy: list.loading}));
}

const mark = (told, key) => !told.reached ? t(`not_${key}`) : told.by ? t(`${key}_by`, {time: exact(told.by)}) : t(key);
