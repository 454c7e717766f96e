// Asking everybody here something, with options.

import {h} from 'preact';
import {Dialog} from '../parts/dialog.js';
import {field, Form} from '../parts/form.js';
import {t} from '../words/words.js';

export function Ask({client, view, close}) {
  const submit = async values => {
    const options = values.options.split('\n').map(line => line.trim()).filter(Boolean);
    if (options.length < 2 || options.length > 20 || options.some(each => each.length > 200)) {
      throw Object.assign(new Error(), {key: 'poll_bounds'});
    }
    await client.change('poll.create', {
      conversation: view.conversation, question: values.question.trim(), options,
      ...(values.several && {multiple: true}), ...(values.anonymous && {anonymous: true}),
      ...(view.audience && {audience: view.audience}),
    });
    close();
  };
  return h(Dialog, {title: t('poll_title'), close}, h(Form, {label: t('ask'), submit},
    field(t('question'), {name: 'question', required: true, autofocus: true, maxLength: 4_000}),
    field(t('options'), {name: 'options', required: true, rows: 4, maxLength: 4_100}),
    check(t('several'), 'several'), check(t('anonymous'), 'anonymous')));
}

const check = (label, name) => h('label', {class: 'check'}, h('input', {type: 'checkbox', name}), label);
