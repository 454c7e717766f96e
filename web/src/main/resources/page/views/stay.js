// Whether this browser stays signed in when it is closed: a choice of everybody who signs in.

import {h} from 'preact';
import {choose, staying} from '../app/seat.js';
import {t} from '../words/words.js';

export const stayBox = () => h('label', {class: 'check'},
  h('input', {type: 'checkbox', defaultChecked: staying(), onChange: event => choose(event.currentTarget.checked)}), t('stay'));
