// The groups of a workspace: who may find them, whether somebody from outside is in, and who looks after them.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button, field} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {face, outside} from '../parts/person.js';
import {t} from './words.js';
import {Act} from './act.js';
import {Choice, Head, number} from './head.js';
import {Edge, State, usePages} from './pages.js';
import {Listing} from './list.js';
import {sub} from './table.js';

const VISIBILITIES = ['open', 'private', 'secret'];

export function Groups({desk}) {
  const [wanted, want] = useState('');
  const [opened, open] = useState();
  const [making, make] = useState(false);
  const list = usePages(async after => {
    const answer = await desk.ask('group.list', {limit: 100, ...(after && {after})});
    return {rows: answer.conversations, next: answer.more ? answer.conversations.at(-1).conversation : undefined};
  }, '');
  const fits = each => !wanted || (wanted === 'outside' ? each.has_externals : each.visibility === wanted);
  return [
    h(Head, {title: t('place_groups'), text: t('groups_text')}, button(t('make_group'), () => make(true), 'primary')),
    h('div', {class: 'toolbar'}, h(Choice, {label: t('show'), value: wanted, change: want, options: [['', t('all')], ...VISIBILITIES.map(each => [each, t(`visibility_${each}`)]), ['outside', t('with_outside')]]})),
    h(Listing, {
      list: {...list, rows: list.rows.filter(fits)}, label: t('place_groups'), keyOf: each => each.conversation, empty: t('nothing_found'),
      columns: [
        {name: 'group', label: t('name'), cell: each => h('span', {class: 'row what'}, icon('group'), h('span', {class: 'grow'}, h('bdi', {class: 'plain cut'}, each.name), sub(each.state === 'closed' && t('is_closed'))))},
        {name: 'visibility', label: t('visibility'), cell: each => h('span', {}, t(`visibility_${each.visibility}`), sub(t(`visibility_${each.visibility}_hint`)))},
        {name: 'outside', label: t('from_outside'), cell: each => each.has_externals ? outside(number(each.externals), t('from_outside_count', {count: each.externals})) : t('nobody')},
        {name: 'role', label: t('you_are'), cell: each => each.role ? t(`group_${each.role}`) : t('not_in')},
        {name: 'people', label: '', cell: each => each.role ? button(t('people'), () => open(each), 'link', {'aria-label': t('people_of', {name: each.name})}) : ''},
      ],
      acts: each => each.role ? groupActs(desk, each) : [],
    }),
    opened && h('section', {class: 'box'}, h('h2', {}, h('bdi', {}, opened.name)), h(People, {key: opened.conversation, desk, group: opened})),
    making && h(Act, {
      title: t('make_group'), label: t('make_group'), close: () => make(false), done: list.reload,
      fields: [field(t('name'), {name: 'name', required: true, maxLength: 100}), h('label', {class: 'field'}, h('span', {class: 'label'}, t('visibility')),
        h('select', {class: 'input', name: 'visibility'}, VISIBILITIES.map(each => h('option', {key: each, value: each}, `${t(`visibility_${each}`)}: ${t(`visibility_${each}_hint`)}`))))],
      run: async values => {
        await desk.change('group.create', {name: values.name.trim(), visibility: values.visibility, people: []});
        return {text: t('group_made', {name: values.name.trim()})};
      },
    }),
  ];
}

function groupActs(desk, {conversation, name, state}) {
  const run = (type, key) => async values => {
    await desk.client.change(type, {conversation, ...(values.name && {name: values.name.trim()})});
    return {text: t(key, {name: values.name ?? name})};
  };
  return [
    {short: t('rename'), title: t('rename_of', {name}), label: t('rename'), fields: field(t('name'), {name: 'name', required: true, maxLength: 100, defaultValue: name}), run: run('conversation.rename', 'renamed_text')},
    state === 'closed'
      ? {short: t('reopen'), title: t('reopen_of', {name}), label: t('reopen'), look: async () => [t('reopen_dry', {name})], run: run('conversation.reopen', 'reopened_text')}
      : {short: t('close_group'), title: t('close_of', {name}), label: t('close_group'), kind: 'danger', look: async () => [t('close_dry', {name})], run: run('conversation.close', 'closed_text')},
  ];
}

/** The people of one group, and who of them are its admins. */
function People({desk, group}) {
  const {conversation} = group;
  const list = usePages(async after => {
    const answer = await desk.client.live.run('conversation.roster', {conversation, limit: 100, ...(after && {after})});
    return {rows: answer.entries.filter(each => each.person && each.state === 'active'), next: answer.next};
  }, conversation);
  const set = (person, role) => desk.client.change('group.set_role', {conversation, person, role}).then(list.reload, error => desk.client.tell(error));
  return [
    h('ul', {class: 'roster'}, list.rows.map(({person, role}) => h('li', {key: person.id}, h('div', {class: 'person'}, face(person, 'm'),
      h('span', {class: 'name', dir: 'auto'}, person.name), h('span', {class: 'row'}, person.external ? outside() : button(t(role === 'admin' ? 'no_admin' : 'an_admin'),
        () => set(person.id, role === 'admin' ? 'member' : 'admin'), 'mini', {'aria-label': t(role === 'admin' ? 'no_admin_name' : 'an_admin_name', {name: person.name})})))))),
    h(State, {list, empty: t('nobody')}),
    list.pages.at(-1)?.next && h(Edge, {key: 'below', label: t('more_rows'), press: list.next, busy: list.loading}),
  ];
}
