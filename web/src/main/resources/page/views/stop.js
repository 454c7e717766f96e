// The link at the end of a mail: stops more of its kind when a person presses a button.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {open} from '../app/api.js';
import {button, Form} from '../parts/form.js';
import {t} from '../words/words.js';
import {gate} from './gate.js';

export function Stop({token, done}) {
  const [stopped, setStopped] = useState(false);
  const stop = everybody => async () => {
    await open('mail.stop', {token, everybody});
    setStopped(true);
  };
  return stopped
    ? gate(t('done'), t('stopped'), button(t('to_sign_in'), () => done(), 'primary wide'))
    : gate(t('stop'), t('stop_text'),
      h(Form, {label: t('stop_here'), submit: stop(false)}),
      h(Form, {label: t('stop_all'), submit: stop(true), kind: ''}));
}
