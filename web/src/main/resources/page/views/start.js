// Starting a group, a thread or a DM in one of my workspaces, or finding a group to join.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {field, Form} from '../parts/form.js';
import {t} from '../words/words.js';
import {Groups} from './groups.js';
import {Said} from './lists.js';
import {Recipients} from './recipients.js';

const KINDS = ['thread', 'group', 'dm', 'find'];

/** from is a message that a thread begins with; bring lets people from outside in by their address. */
export function Start({client, state, from, bring, close}) {
  const [kind, setKind] = useState('thread');
  const [where, setWhere] = useState(home(state, from));
  const [chosen, set] = useState([]);
  const [visibility, show] = useState('private');
  const [groups, setGroups] = useState([]);
  useEffect(() => {
    if (where) {
      client.live.run('group.list', {workspace: where, limit: 200})
        .then(({conversations}) => setGroups(conversations), () => {});
    }
  }, [where, state.endings]);
  const submit = async values => {
    const made = await client.change(...command(kind, where, values, chosen, visibility, from));
    close();
    await client.made(made.conversation);
    const outside = kind === 'dm' ? [] : chosen.flatMap(each => each.address ?? []);
    outside.length > 0 && bring?.(made.conversation, outside);
  };
  const choice = (label, value, change, options) => h('label', {class: 'field'}, h('span', {class: 'label'}, label),
    h('select', {class: 'input', 'aria-label': label, value, onChange: event => change(event.currentTarget.value)},
      options.map(([name, text]) => h('option', {key: name, value: name}, text))));
  const mine = groups.filter(each => state.entries[each.conversation]);
  const named = {required: true, autocomplete: 'off', name: 'name'};
  return h(Dialog, {title: t(from ? 'thread_from' : 'start'), close}, h('div', {class: 'stack'},
    from && h('div', {class: 'said-note'}, h(Said, {client, message: from})),
    !from && choice(t('kind'), kind, to => { setKind(to); set([]); }, KINDS.map(each => [each, t(`kind_${each}`)])),
    state.me.workspaces.length > 1 && choice(t('workspace'), where, setWhere, state.me.workspaces.map(each => [each.workspace, each.name])),
    kind === 'find' ? h(Groups, {client, state, groups, close}) : h(Form, {label: t('start_button'), submit},
      kind !== 'dm' && field(t('subject'), {...named, type: 'text', maxLength: kind === 'group' ? 100 : 200, autofocus: true}),
      kind === 'group' && choice(t('visibility'), visibility, show, ['open', 'private', 'secret'].map(each => [each, t(`visible_${each}`)])),
      h(Recipients, {
        client, workspace: kind === 'group' ? where : undefined, groups: kind === 'thread' ? mine : [], chosen, set, addresses: kind !== 'dm' && bring,
        label: t(kind === 'thread' ? 'to_people_groups' : 'to_people'),
      }),
      kind === 'dm' && field(t('email'), {name: 'email', type: 'email', maxLength: 254, autocomplete: 'off', required: chosen.length === 0}),
      kind === 'thread' && field(t(from ? 'forward_note' : 'first_message'), {name: 'text', rows: 3, maxLength: 4000}),
      chosen.some(each => each.address) && h('p', {class: 'hint'}, t('outside_next')))));
}

/** Where a thread from a message begins: there, if I am a member there. */
function home(state, from) {
  const there = state.entries[from?.conversation]?.conversation.workspace;
  const mine = state.me.workspaces.map(each => each.workspace);
  return mine.includes(there) ? there : mine[0];
}

function command(kind, workspace, values, chosen, visibility, from) {
  const at = workspace && {workspace};
  const people = chosen.flatMap(each => each.person?.id ?? []);
  const text = values.text?.trim();
  switch (kind) {
    case 'group':
      return ['group.create', {...at, name: values.name.trim(), visibility, people}];
    case 'dm':
      return ['dm.open', {...at, people, ...(values.email?.trim() && {email: values.email.trim()})}];
    default:
      return ['thread.create', {
        ...at, subject: values.name.trim(), people, groups: chosen.flatMap(each => each.group?.conversation ?? []),
        ...(text && {text}), ...(from && {from: {conversation: from.conversation, pos: from.pos}}),
      }];
  }
}
