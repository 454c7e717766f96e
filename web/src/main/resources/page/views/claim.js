// A code that somebody was told: it lets them in without an address, on this device alone.

import {h} from 'preact';
import {device, keep, open} from '../app/api.js';
import {button, field, Form} from '../parts/form.js';
import {t} from '../words/words.js';
import {gate} from './gate.js';
import {stayBox} from './stay.js';

export function Claim({done, back}) {
  return gate(t('claim'), t('claim_text'),
    h(Form, {
      label: t('claim_in'),
      submit: async values => {
        let redeemed;
        try {
          redeemed = await open('invitation.claim', {
            code: values.code, device: device(), ...(values.name.trim() && {name: values.name.trim()}),
          });
        } catch (error) {
          throw error.code === 'link_spent' ? Object.assign(new Error(), {key: 'claim_spent'}) : error;
        }
        keep(redeemed.tokens);
        redeemed.conversation && sessionStorage.setItem('drawbridge.open', redeemed.conversation);
        done();
      },
    },
    field(t('claim_code'), {name: 'code', required: true, maxLength: 40, autocomplete: 'one-time-code', autocapitalize: 'characters', dir: 'ltr', autofocus: true}),
    field(t('your_name'), {name: 'name', autocomplete: 'name', maxLength: 100}), stayBox()),
    h('p', {class: 'hint'}, t('claim_device')),
    button(t('to_sign_in'), back, 'quiet'));
}
