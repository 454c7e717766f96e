// A link that leads nowhere: used, replaced, taken back or too old. Which one, nobody is told; what to do, everybody.

import {h} from 'preact';
import {deviceProof, open, session} from '../app/api.js';
import {button, field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {notice} from '../parts/notice.js';
import {explain, t} from '../words/words.js';
import {gate} from './gate.js';

export function dead(failure, done) {
  if (failure.code !== 'link_spent') {
    return gate(t('link_broken'), explain(failure), button(t('try_again'), () => location.reload(), 'wide'),
      button(t('to_sign_in'), () => done(), 'primary wide'));
  }
  if (session()) {
    return gate(t('link_broken'), t('link_spent_here'), button(t('go_on'), () => done(), 'primary wide'));
  }
  return gate(t('link_broken'), t('link_spent_text'),
    h(Form, {
      label: [icon('mail'), t('link_send')],
      submit: async values => {
        await open('account.request_link', {email: values.email.trim(), device_proof: deviceProof()});
        notice(t('link_mailed'));
      },
    }, field(t('your_email'), {type: 'email', name: 'email', autocomplete: 'username', required: true, maxLength: 254})),
    button(t('to_sign_in'), () => done(), 'wide'),
    h('p', {class: 'hint'}, t('link_not_you')));
}
