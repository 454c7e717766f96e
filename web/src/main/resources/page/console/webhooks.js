// Webhooks of the conversations that the reader manages: what comes in and goes out, what waits, and what was given up.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button, field} from '../parts/form.js';
import {date, exact} from '../parts/time.js';
import {t} from './words.js';
import {Act} from './act.js';
import {Head, number} from './head.js';
import {Listing} from './list.js';
import {Place} from './people.js';
import {mine, note, useCollected} from './places.js';
import {sub} from './table.js';

const EVENTS = ['messages', 'edits', 'deletions', 'reactions', 'pins', 'files', 'members', 'changes'];

export function Webhooks({desk, state}) {
  const answer = useCollected(desk, state, 'webhook.list', found => found.webhooks);
  const [making, make] = useState();
  return [
    h(Head, {title: t('place_webhooks'), text: note()}, button(t('make_in'), () => make('in')), button(t('make_out'), () => make('out'))),
    h(Listing, {
      list: {...answer, rows: answer.value ?? []}, label: t('place_webhooks'), keyOf: each => each.webhook, empty: t('no_webhooks'), columns: columns(), acts: each => hookActs(desk, each),
    }),
    making && h(Make, {desk, state, way: making, close: () => make(undefined), done: answer.reload}),
  ];
}

const columns = () => [
  {name: 'name', label: t('name'), cell: each => h('span', {}, h('bdi', {class: 'plain cut'}, each.name), sub(t(each.direction === 'in' ? 'comes_in' : 'goes_out', {host: each.host ?? ''})))},
  {name: 'where', label: t('conversation'), cell: each => h(Place, {kind: each.place.kind, name: each.place.name})},
  {name: 'state', label: t('state'), cell: each => h('span', {}, h('span', {class: `tag ${each.state === 'on' ? 'ok' : 'bad'}`}, t(`hook_${each.state}`)), sub(each.failing_since && t('failing_since', {time: exact(each.failing_since)})))},
  {name: 'told', label: t('deliveries'), cell: each => each.direction === 'in' ? '–' : h('span', {}, t('waiting', {count: number(each.waiting)}), sub(each.dead > 0 && t('given_up', {count: number(each.dead)})))},
  {name: 'events', label: t('tells_of'), cell: each => (each.events ?? []).map(one => t(`event_${one}`)).join(', ') || '–'},
  {name: 'made', label: t('made_by'), cell: each => h('span', {}, h('bdi', {}, each.owner.name), sub(date(each.created_at)))},
];

const secretOf = answer => answer.url ?? answer.secret;

function hookActs(desk, each) {
  const {webhook, name} = each;
  return [
    each.direction === 'out' && (each.dead > 0 || each.state === 'failed') && {short: t('replay'), title: t('replay_of', {name}), label: t('replay'), look: async () => [t('replay_dry', {count: number(each.dead)})],
      run: async () => ({text: t('replayed', {count: number((await desk.client.change('webhook.replay', {webhook})).events)})})},
    {short: t('new_secret'), title: t('new_secret_of', {name}), label: t('new_secret'), look: async () => [t('new_secret_dry')],
      fields: h('label', {class: 'check'}, h('input', {type: 'checkbox', name: 'end', value: 'yes'}), t('end_old_secret')),
      run: async values => {
        const answer = await desk.client.change('webhook.rotate', {webhook, end_old: values.end === 'yes'});
        return {text: t('secret_made', {name}), secret: secretOf(answer), lines: answer.old_until ? [t('old_until', {time: exact(answer.old_until)})] : []};
      }},
    {short: t('end_hook'), title: t('end_hook_of', {name}), label: t('end_hook'), kind: 'danger', look: async () => [t('end_hook_dry', {name, waiting: number(each.waiting)})],
      run: async () => {
        await desk.client.change('webhook.delete', {webhook});
        return {text: t('hook_ended', {name})};
      }},
  ];
}

const Make = ({desk, state, way, close, done}) => h(Act, {
  title: t(`make_${way}`), label: t(`make_${way}`), close, done,
  fields: [
    h('label', {class: 'field'}, h('span', {class: 'label'}, t('conversation')), h('select', {class: 'input', name: 'conversation', required: true},
      mine(desk, state).map(each => h('option', {key: each.conversation, value: each.conversation}, each.name)))),
    field(t('name'), {name: 'name', required: true, maxLength: 100}),
    way === 'out' && [field(t('hook_url'), {name: 'url', type: 'url', required: true, maxLength: 2000, dir: 'ltr', placeholder: 'https://'}),
      h('fieldset', {}, h('legend', {}, t('tells_of')), EVENTS.map(each => h('label', {key: each, class: 'check'},
        h('input', {type: 'checkbox', name: `event_${each}`, value: 'yes', defaultChecked: each === 'messages'}), t(`event_${each}`))))],
  ],
  run: async values => {
    const {conversation} = values;
    const name = values.name.trim();
    const answer = await (way === 'in' ? desk.client.change('webhook.create', {conversation, name})
      : desk.client.change('webhook.subscribe', {conversation, name, url: values.url.trim(), events: EVENTS.filter(each => values[`event_${each}`])}));
    return {text: t('hook_made', {name}), secret: secretOf(answer)};
  },
});
