// A view that is a list with acts on its rows: one shape for all of those.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {t} from './words.js';
import {Act} from './act.js';
import {Edge, State} from './pages.js';
import {Table} from './table.js';

/** The rows of a list with their columns; acts(row) are [[name, label for the screen reader, dialog properties]]. */
export function Listing({list, label, columns, keyOf, empty, acts, ...more}) {
  const [acting, act] = useState();
  const all = acts ? [...columns, {
    name: 'acts', label: '', class: 'acts-cell',
    cell: row => h('span', {class: 'row wrap'}, acts(row).filter(Boolean).map(each => button(each.short, () => act(each), `link${each.kind === 'danger' ? ' ends' : ''}`, {key: each.short, 'aria-label': each.title}))),
  }] : columns;
  return [
    list.earlier && h(Edge, {key: 'above', label: t('earlier_rows'), press: list.previous, busy: list.loading}),
    list.rows.length > 0 && h(Table, {label, columns: all, rows: list.rows, keyOf, ...more}),
    h(State, {list, empty}),
    list.pages?.at(-1)?.next && h(Edge, {key: 'below', label: t('more_rows'), press: list.next, busy: list.loading}),
    acting && h(Act, {key: acting.title, ...acting, close: () => act(undefined), done: list.reload}),
  ];
}
