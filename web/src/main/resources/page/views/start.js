// Starting a group, a thread or a DM by email in one of my workspaces.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {clientId} from '../app/api.js';
import {Dialog} from '../parts/dialog.js';
import {field, Form} from '../parts/form.js';
import {t} from '../words/words.js';

export function Start({client, state, close}) {
  const [kind, setKind] = useState('thread');
  const [where, setWhere] = useState(state.me.workspaces[0]?.workspace);
  const submit = async values => {
    const made = await client.live.run(...command(kind, where, values.name.trim()));
    close();
    await client.made(made.conversation);
  };
  const choice = (label, value, set, options) => h('label', {class: 'field'}, h('span', {class: 'label'}, label),
    h('select', {class: 'input', 'aria-label': label, value, onChange: event => set(event.currentTarget.value)},
      options.map(([name, text]) => h('option', {key: name, value: name}, text))));
  const dm = kind === 'dm';
  return h(Dialog, {title: t('start'), close}, h(Form, {label: t('start_button'), submit},
    choice(t('kind'), kind, setKind, ['thread', 'group', 'dm'].map(each => [each, t(`kind_${each}`)])),
    state.me.workspaces.length > 1
      && choice(t('workspace'), where, setWhere, state.me.workspaces.map(each => [each.workspace, each.name])),
    field(t(dm ? 'email' : 'subject'), {
      name: 'name', type: dm ? 'email' : 'text', required: true, maxLength: dm ? 254 : 100, autofocus: true, autocomplete: 'off',
    })));
}

function command(kind, workspace, text) {
  const named = {client_id: clientId(), ...(workspace && {workspace})};
  switch (kind) {
    case 'group':
      return ['group.create', {...named, name: text, visibility: 'private', people: []}];
    case 'dm':
      return ['dm.open', {...named, people: [], email: text}];
    default:
      return ['thread.create', {...named, subject: text, people: [], groups: []}];
  }
}
