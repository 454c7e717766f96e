// Suggesting somebody, for who may bring nobody in: who manages the conversation answers.

import {h} from 'preact';
import {Dialog} from '../parts/dialog.js';
import {field, Form} from '../parts/form.js';
import {notice} from '../parts/notice.js';
import {t} from '../words/words.js';

export function Suggest({client, view, close}) {
  const submit = async values => {
    await client.change('join_request.suggest', {
      conversation: view.conversation, email: values.email.trim(),
      ...(values.name.trim() && {name: values.name.trim()}), ...(values.note.trim() && {note: values.note.trim()}),
    });
    notice(t('suggested'));
    close();
  };
  return h(Dialog, {title: t('suggest'), close},
    h('p', {class: 'soft'}, t('suggest_what')),
    h(Form, {label: t('suggest'), submit},
      field(t('email'), {name: 'email', type: 'email', required: true, maxLength: 254, autofocus: true}),
      field(t('name_in_mail'), {name: 'name', maxLength: 100}),
      field(t('note_to_managers'), {name: 'note', maxLength: 500})));
}
