// Setting or changing the password; who has forgotten it, or has none, goes by a mailed link.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {deviceProof, open} from '../app/api.js';
import {button, field, Form} from '../parts/form.js';
import {explain, t} from '../words/words.js';
import {notice} from '../parts/notice.js';
import {refresh} from './me.js';

export function Password({client, me}) {
  const [mailed, setMailed] = useState(false);
  const [round, again] = useState(0);
  if (!me.email) {
    return h('p', {class: 'soft'}, t('password_no_address'));
  }
  const submit = async values => {
    try {
      await client.change('account.set_password', {
        new_password: values.password, ...(values.current && {current_password: values.current}),
      });
    } catch (error) {
      throw ['sign_in_failed', 'not_allowed'].includes(error.code) ? Object.assign(new Error(), {key: `password_${error.code}`}) : error;
    }
    notice(t('password_set'));
    again(round + 1);
    await refresh(client);
  };
  const mail = async () => {
    try {
      await open('account.request_link', {email: me.email, device_proof: deviceProof()});
      setMailed(true);
    } catch (error) {
      notice(explain(error));
    }
  };
  return [
    h('section', {}, h(Form, {key: round, label: t(me.has_password ? 'password_change' : 'password_choose'), submit},
      h('input', {type: 'email', class: 'sr', autocomplete: 'username', value: me.email, readOnly: true, tabIndex: -1, 'aria-hidden': 'true'}),
      me.has_password && field(t('password_now'), {type: 'password', name: 'current', autocomplete: 'current-password', maxLength: 256}),
      field(t('password_new'), {type: 'password', name: 'password', autocomplete: 'new-password', required: true, minLength: 10, maxLength: 256}),
      h('p', {class: 'hint'}, t('password_hint')))),
    h('section', {class: 'stack tight'}, h('h2', {}, t(me.has_password ? 'password_forgotten' : 'password_by_link')),
      h('p', {class: 'hint'}, t('password_link_hint', {email: me.email})),
      h('p', {role: 'status'}, mailed && t('link_mailed')),
      h('p', {}, button(t('password_mail'), mail))),
  ];
}
