// A table whose rows are cards where it is narrow. The roles say what it is in both forms.

import {h} from 'preact';
import {icon} from '../parts/icons.js';
import {t} from './words.js';

/**
 * columns: [{name, label, cell(row), order}]; the first one names the row. A column with an order sorts by it.
 * picked: {has(key), toggle(row), all(on)} for rows that can be chosen; pickable tells which. Each page has a body of its
 * own: where the window moves, whole pages come and go. (Preact 10.28 loses rows where hundreds of one list come and go at once.)
 */
export function Table({label, columns, rows, pages = [{rows}], keyOf, order, sort, picked, pickable = () => true, nameOf}) {
  const all = rows.filter(pickable);
  return h('div', {class: 'tablewrap'}, h('table', {class: 'table', role: 'table'},
    h('caption', {class: 'sr'}, label),
    h('thead', {role: 'rowgroup'}, h('tr', {role: 'row'},
      picked && h('th', {role: 'columnheader', class: 'pick'}, h('input', {
        type: 'checkbox', 'aria-label': t('pick_all'), checked: all.length > 0 && all.every(row => picked.has(keyOf(row))),
        onChange: event => picked.all(event.currentTarget.checked ? all : []),
      })),
      columns.map(column => h('th', {
        key: column.name, role: 'columnheader', class: column.class, 'aria-sort': column.order && order === column.order ? column.way ?? 'ascending' : undefined,
      }, column.order
        ? h('button', {type: 'button', class: 'sort', onClick: () => sort(column.order)}, column.label, order === column.order && icon('sorted'))
        : column.label || h('span', {class: 'sr'}, t('acts')))))),
    pages.map(page => h('tbody', {key: page.cursor ?? 'first', role: 'rowgroup'}, page.rows.map(row => h('tr', {key: keyOf(row), role: 'row'},
      picked && h('td', {role: 'cell'}, h('input', {
        type: 'checkbox', 'aria-label': t('pick', {name: nameOf(row)}), checked: picked.has(keyOf(row)), disabled: !pickable(row),
        onChange: () => picked.toggle(row),
      })),
      columns.map((column, i) => h('td', {key: column.name, role: 'cell', class: column.class, 'data-k': i > 0 && column.label ? column.label : undefined},
        i > 0 ? h('span', {class: 'cell'}, column.cell(row)) : column.cell(row)))))))));
}

/** A second line in a cell. */
export const sub = text => text && h('span', {class: 'sub'}, text);
