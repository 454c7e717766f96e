// One person from outside: what they see, by which way, since when, until when, and who brought them in.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {date} from '../parts/time.js';
import {t} from './words.js';
import {Acting, acts} from './bulk.js';
import {Erase, Promote} from './erase.js';
import {Figures, Head, count, number} from './head.js';
import {Once} from './ledger.js';
import {State, useAnswer} from './pages.js';
import {Named, Place, called, ending, mark, placeOf, stateTag} from './people.js';
import {usePicked} from './picked.js';
import {Table, sub} from './table.js';
import {Reasons} from './why.js';

const PARTS = {erase: Erase, promote: Promote};

/** Ways into the same conversation stand together. */
export function places(ways) {
  const found = new Map();
  for (const way of ways) {
    const known = found.get(way.conversation) ?? {...way, ways: []};
    known.ways.push(way);
    found.set(way.conversation, {...known, since: known.since < way.since ? known.since : way.since});
  }
  return [...found.values()];
}

/** It is over when the last way is. */
const last = place => place.ways.some(way => !way.until) ? undefined : place.ways.map(way => way.until).sort().at(-1);

export function External({desk, one}) {
  const answer = useAnswer(() => desk.ask('external.show', {person: one}), one);
  const picked = usePicked(each => each.conversation, one);
  const [acting, act] = useState();
  const [why, ask] = useState();
  const back = h('nav', {class: 'crumbs small', 'aria-label': t('place_externals')}, h('a', {href: desk.at('externals')}, t('place_externals')));
  if (!answer.value) {
    return [back, h(Head, {title: t('person')}), h(State, {list: answer})];
  }
  const entry = answer.value.external;
  const name = called(entry);
  desk.learn([{id: entry.person, name: entry.name}]);
  const reach = places(answer.value.conversations);
  const all = {people: [one], which: [{type: 'person', person: one}], label: name};
  const some = {which: [{type: 'grants', grants: picked.rows.map(each => ({person: one, conversation: each.conversation}))}],
    label: t('in_places', {name, places: count('conversations', picked.size)})};
  const done = () => {
    picked.none();
    answer.reload();
  };
  return [
    back,
    h('header', {class: 'person-head'}, mark(entry, 'l'),
      h('div', {class: 'grow'}, h('h1', {class: 'row wrap'}, h('bdi', {}, name), stateTag(entry.state)),
        h('p', {class: 'soft small'}, [entry.name && entry.email, entry.relation, entry.unverified && t('unverified_title')].filter(Boolean).join(' · '))),
      h('p', {class: 'row wrap'}, acts(['date', 'confirm', 'hand', entry.state === 'suspended' ? 'resume' : 'suspend', 'end'], act))),
    h(Figures, {list: [
      [number(reach.length), t(reach.length === 1 ? 'figure_place' : 'figure_places')], [number(entry.invitations), t('figure_invitations')], [date(entry.since), t('since')],
      [entry.seen ? date(entry.seen) : t('never'), t('read_to')], [entry.until ? date(entry.until) : t('no_end'), t('until')],
    ]}),
    h('h2', {}, t('sees_title', {name})),
    reach.length === 0 ? h('p', {class: 'soft empty-state'}, t('sees_nothing', {name})) : h(Table, {
      label: t('sees_title', {name}), rows: reach, keyOf: each => each.conversation, picked, nameOf: each => placeOf(each.kind, each.name),
      columns: columns(desk, ask),
    }),
    answer.value.more && h('p', {class: 'soft small'}, t('sees_more')),
    picked.size > 0 && h('section', {class: 'bulk', 'aria-label': t('chosen')}, h('p', {class: 'grow', role: 'status'}, h('b', {}, some.label)),
      h('span', {class: 'row wrap'}, acts(['date', 'confirm', 'hand', 'end'], name => act({act: name, chosen: some})))),
    h('p', {class: 'soft small'}, t('private_note')),
    why && h('section', {class: 'box'}, h('h2', {}, t('why_title', {name})), h(Reasons, {key: why, desk, person: one, conversation: why})),
    h('section', {class: 'box'}, h('h2', {}, t('once_title', {name})), h(Once, {desk, person: one})),
    h('section', {class: 'box'}, h('h2', {}, t('more_acts')), h('p', {class: 'soft small'}, t('sessions_theirs', {name})),
      h('p', {class: 'row wrap'}, button(t('promote'), () => act({part: 'promote'})), button(t('erase'), () => act({part: 'erase'}), 'ends'),
        h('a', {class: 'btn', href: desk.at('audit', 'person', one)}, t('audit_of')))),
    acting?.part ? h(PARTS[acting.part], {desk, person: one, name, close: () => act(undefined), done})
      : acting && h(Acting, {act: acting.act ?? acting, desk, chosen: acting.chosen ?? all, close: () => act(undefined), done}),
  ];
}

const columns = (desk, ask) => [
  {name: 'conversation', label: t('conversation'), cell: each => h(Place, {kind: each.kind, name: each.name})},
  {name: 'way', label: t('way'), cell: each => h('span', {}, each.ways.map(way => h('span', {key: way.by ?? '', class: 'path'}, icon(way.by ? 'group' : 'enter'), way.by ? t('way_by_group') : t('way_in_person'))))},
  {name: 'sponsor', label: t('brought_by'), cell: each => h(Named, {desk, id: each.ways.find(way => way.sponsor)?.sponsor})},
  {name: 'since', label: t('since'), cell: each => h('span', {class: 'nb'}, date(each.since))},
  {name: 'until', label: t('until'), cell: each => ending(last(each))},
  {name: 'why', label: '', cell: each => h('span', {}, button(t('why_short'), () => ask(each.conversation), 'link', {'aria-label': t('why_place', {title: placeOf(each.kind, each.name)})}), sub(''))},
];
