// Deleting a conversation for good: who does so writes its name.

import {h} from 'preact';
import {field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {t} from '../words/words.js';

export function Delete({client, view, close}) {
  const submit = async values => {
    await client.change('conversation.delete', {conversation: view.conversation, confirm: values.confirm.trim()});
    close();
  };
  return h('details', {}, h('summary', {}, icon('right'), h('span', {class: 'failure'}, t('delete_it'))),
    h('p', {class: 'soft'}, t('delete_hint')),
    h(Form, {label: t('delete_it'), kind: 'danger', submit},
      field(t('delete_confirm', {name: view.name || view.conversation}), {name: 'confirm', required: true, maxLength: 200, autocomplete: 'off'})));
}
