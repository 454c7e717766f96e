// Requests to join that wait for an answer, of the conversations that the reader manages.

import {h} from 'preact';
import {date} from '../parts/time.js';
import {t} from './words.js';
import {Head} from './head.js';
import {Listing} from './list.js';
import {Named, Place, Who, ending} from './people.js';
import {note, useCollected} from './places.js';
import {sub} from './table.js';

const who = each => each.name ?? each.email ?? t('somebody');

export function Requests({desk, state}) {
  const answer = useCollected(desk, state, 'join_request.list', found => found.requests);
  const act = (key, type, each, kind) => ({
    short: t(key), title: t(`${key}_to`, {name: who(each)}), label: t(key), kind, look: async () => [t(`${key}_request_dry`, {name: who(each), title: each.place.name})],
    run: async () => {
      await desk.client.change(type, {request: each.request});
      return {text: t(`${key}_text`, {name: who(each)})};
    },
  });
  return [
    h(Head, {title: t('place_requests'), text: note()}),
    h(Listing, {
      list: {...answer, rows: answer.value ?? []}, label: t('place_requests'), keyOf: each => each.request, empty: t('no_requests'),
      columns: [
        {name: 'who', label: t('person'), cell: each => h(Who, {entry: {...each, state: 'pending'}})},
        {name: 'where', label: t('conversation'), cell: each => h(Place, {kind: each.place.kind, name: each.place.name})},
        {name: 'said', label: t('said'), cell: each => h('span', {}, h('bdi', {}, each.note ?? '–'), sub(t(each.proved ? 'proved' : 'not_proved')), each.suggested_by && h('span', {class: 'sub'}, t('suggested_by'), ' ', h(Named, {desk, id: each.suggested_by})))},
        {name: 'since', label: t('since'), cell: each => h('span', {class: 'nb'}, date(each.created_at))},
        {name: 'until', label: t('until'), cell: each => ending(each.expires_at)},
      ],
      acts: each => [act('approve', 'join_request.approve', each), act('deny', 'join_request.deny', each, 'danger')],
    }),
  ];
}
