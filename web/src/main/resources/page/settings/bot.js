// Making a bot: its token is shown once, to be copied.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button, field, Form} from '../parts/form.js';
import {Once} from '../parts/once.js';
import {t} from '../words/words.js';

export function Bot({client, workspace, close}) {
  const [made, set] = useState();
  const submit = async values => set(await client.change('bot.create', {
    workspace: workspace.workspace, name: values.name.trim(), ...(values.days && {expires_in_days: Number(values.days)}),
  }));
  return h(Dialog, {title: t('make_bot_in', {name: workspace.name}), close}, made
    ? [h(Once, {label: t('bot_token'), text: made.api_token, hint: t('bot_token_hint')}), button(t('done'), close, 'primary wide')]
    : h(Form, {label: t('make_bot'), submit},
      h('p', {class: 'soft'}, t('bot_what')),
      field(t('bot_name'), {name: 'name', required: true, maxLength: 100, autofocus: true}),
      field(t('bot_days'), {name: 'days', type: 'number', min: 1, max: 3650, inputMode: 'numeric'})));
}
