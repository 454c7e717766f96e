// Signing in: by password, or by a link that is mailed.

import {h} from 'preact';
import {useRef, useState} from 'preact/hooks';
import {device, deviceProof, keep, open} from '../app/api.js';
import {button, field, Form} from '../parts/form.js';
import {notice} from '../parts/notice.js';
import {explain, t} from '../words/words.js';
import {Claim} from './claim.js';
import {gate} from './gate.js';
import {stayBox} from './stay.js';

export function SignIn({done, reason}) {
  const email = useRef();
  const [claiming, claim] = useState(false);
  const mailLink = async () => {
    if (!email.current.reportValidity()) {
      return;
    }
    try {
      await open('account.request_link', {email: email.current.value.trim(), device_proof: deviceProof()});
      notice(t('link_mailed'));
    } catch (error) {
      notice(explain(error));
    }
  };
  if (claiming) {
    return h(Claim, {done, back: () => claim(false)});
  }
  return gate(t('welcome'), reason,
    h(Form, {
      label: t('sign_in'),
      submit: async values => {
        keep(await open('account.sign_in', {
          email: values.email.trim(), password: values.password, device: device(), device_proof: deviceProof(),
        }));
        done();
      },
    },
    field(t('email'), {
      ref: email, type: 'email', name: 'email', autocomplete: 'username', required: true, maxLength: 254, autofocus: true,
    }),
    field(t('password'), {type: 'password', name: 'password', autocomplete: 'current-password', maxLength: 256}), stayBox()),
    button(t('mail_link'), mailLink, 'quiet'),
    button(t('claim'), () => claim(true), 'quiet'));
}
