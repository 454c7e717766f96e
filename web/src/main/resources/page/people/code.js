// A code for somebody who has no address: told to them, it lets one person in, once.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button, field, Form} from '../parts/form.js';
import {Once} from '../parts/once.js';
import {exact} from '../parts/time.js';
import {t} from '../words/words.js';

export function Code({client, view, close}) {
  const [made, set] = useState();
  const [first, ask] = useState(false);
  const submit = async values => {
    try {
      set(await client.change('invitation.create_code', {
        conversation: view.conversation, ...(values.name.trim() && {name: values.name.trim()}), ...(first && {confirm_first: true}),
      }));
      await client.loadRoster();
    } catch (error) {
      ask(error.code === 'first_external');
      throw error.code === 'first_external' ? Object.assign(new Error(), {key: 'first_sure'}) : error;
    }
  };
  return h(Dialog, {title: t('make_code'), close}, made
    ? [h(Once, {label: t('code_made'), text: made.code, hint: t('code_until', {time: exact(made.expires_at)})}),
      made.state === 'awaiting_approval' && h('p', {}, t('dry_waits')),
      button(t('done'), close, 'primary wide')]
    : [h('p', {class: 'soft'}, t('code_what')),
      h(Form, {label: t(first ? 'first_yes' : 'code_make'), submit}, field(t('code_name'), {name: 'name', maxLength: 100, autofocus: true}))]);
}
