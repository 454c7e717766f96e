// The audit: who did what to whom, page by page, and the whole log as a file that can be checked.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {exact} from '../parts/time.js';
import {t} from './words.js';
import {Find} from './find.js';
import {Choice, Head, Narrow, number} from './head.js';
import {Edge, State, usePages} from './pages.js';
import {Named} from './people.js';
import {Saving} from './save.js';
import {Table, sub} from './table.js';

const ACTIONS = ['member.add', 'member.remove', 'member.undo_remove', 'external.end', 'external.set_until', 'workspace.suspend', 'workspace.unsuspend',
  'invitation.accept', 'invitation.approve', 'policy.set', 'policy.enforce', 'workspace.set_role', 'session.open', 'audit.export'];

export const startOf = day => day && new Date(`${day}T00:00:00`).toISOString();

export function Audit({desk, rest}) {
  const named = rest[1] === 'person' ? {person: rest[2]} : {};
  const [wanted, want] = useState(named);
  const [finding, find] = useState();
  const set = change => want(now => Object.fromEntries(Object.entries({...now, ...change}).filter(([, value]) => value)));
  const filter = {...wanted, ...(wanted.from && {from: startOf(wanted.from)}), ...(wanted.to && {to: startOf(wanted.to)})};
  const list = usePages(async after => {
    const page = await desk.ask('audit.list', {filter, limit: 100, ...(after && {after})});
    return {rows: page.records, next: page.next};
  }, JSON.stringify(wanted));
  const choose = key => h('span', {class: `filter${wanted[key] ? ' set' : ''}`}, h('span', {}, t(key === 'actor' ? 'done_by' : 'about')), wanted[key]
    ? [h('b', {}, h(Named, {desk, id: wanted[key]})), h('button', {type: 'button', class: 'ib', 'aria-label': t('any'), onClick: () => set({[key]: undefined})}, icon('x'))]
    : h('button', {type: 'button', class: 'btn link small', 'aria-expanded': String(finding === key), onClick: () => find(finding === key ? undefined : key)}, t('anybody')));
  return [
    h(Head, {title: t('place_audit'), text: t('audit_text')}),
    h('section', {class: 'box stack tight'}, h(Saving, {
      label: t('export_audit'), name: `${desk.name}-audit.jsonl`, part: after => desk.ask('audit.export', after ? {after} : {}),
    }), h('p', {class: 'soft small'}, t('verify_note'), ' ', h('code', {}, './drawbridge audit verify FILE'))),
    h('div', {class: 'toolbar', role: 'search', 'aria-label': t('place_audit')}, h('div', {class: 'fs'},
      h(Choice, {label: t('what'), value: wanted.action ?? '', options: [['', t('anything')], ...ACTIONS.map(each => [each, said(each)])], change: action => set({action})}),
      choose('actor'), choose('person'),
      h(Narrow, {label: t('from_day'), type: 'date', value: wanted.from ?? '', change: from => set({from})}),
      h(Narrow, {label: t('before_day'), type: 'date', value: wanted.to ?? '', change: to => set({to})}))),
    finding && h(Find, {key: finding, desk, name: 'found', label: t(finding === 'actor' ? 'done_by' : 'about'), anybody: true, required: false, chosen: one => {
      set({[finding]: one.id});
      find(undefined);
    }}),
    list.earlier && h(Edge, {key: 'above', label: t('earlier_rows'), press: list.previous, busy: list.loading}),
    list.rows.length > 0 && h(Table, {label: t('place_audit'), rows: list.rows, pages: list.pages, keyOf: each => each.position, columns: columns(desk)}),
    h(State, {list, empty: t('nothing_found')}),
    list.pages.at(-1)?.next && h(Edge, {key: 'below', label: t('more_rows'), press: list.next, busy: list.loading}),
  ];
}

const SIGNS = [[/remove|end|erase|suspend|revoke|withdraw|deny/, 'shield'], [/^policy/, 'sliders'], [/^session|^account/, 'lock'], [/add|accept|join|invite/, 'enter'], [/list|show|ledger|export|plan|preview/, 'eye']];

/** What was done in words; what has none is named as the protocol does. */
const said = action => {
  const key = `done_${action.replaceAll('.', '_')}`;
  return t(key) === key ? action : t(key);
};

export const columns = desk => [
  {name: 'what', label: t('what'), cell: each => h('span', {class: 'row what'}, icon(SIGNS.find(([pattern]) => pattern.test(each.action))?.[1] ?? 'pen'),
    h('span', {class: 'grow'}, h('span', {class: 'ttl'}, said(each.action)), sub(h('span', {class: 'mono'}, each.action)), sub(each.reason && h('bdi', {}, `“${each.reason}”`)), h(Things, {each})))},
  {name: 'by', label: t('done_by'), cell: each => each.by === 'server' ? t('the_server') : h(Named, {desk, id: each.actor})},
  {name: 'about', label: t('about'), cell: each => each.person ? h(Named, {desk, id: each.person}) : each.address ? t('an_address') : '–'},
  {name: 'when', label: t('when'), cell: each => h('time', {class: 'nb', dateTime: each.at}, exact(each.at))},
  {name: 'entry', label: t('entry'), class: 'num', cell: each => number(each.position)},
];

/** What stood before and after, folded away. */
function Things({each}) {
  const things = [...each.before.map(thing => ['was', thing]), ...each.after.map(thing => ['is_now', thing])];
  return things.length > 0 && h('details', {class: 'small'}, h('summary', {}, icon('right'), t('details')),
    h('ul', {class: 'things'}, things.map(([side, thing], i) => h('li', {key: i}, h('b', {}, t(side)), ' ', thing.what, ': ',
      h('bdi', {}, thing.fields.map(field => `${field.name} ${field.value ?? '…'}`).join(', '))))));
}
