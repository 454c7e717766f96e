// Inviting several addresses at once, and what came of each.

import {h} from 'preact';
import {button} from '../parts/form.js';
import {explain, t} from '../words/words.js';

export const addresses = text => [...new Set(text.split(/[\s,;]+/).filter(each => each.includes('@')))];

export const Outcome = ({emails, rows, close}) => [
  h('ul', {class: 'sets', role: 'alert'}, rows.map((row, at) => h('li', {key: emails[at], class: 'opt-row'},
    h('bdi', {class: 'grow cut'}, emails[at]),
    h('span', {class: row.state === 'refused' ? 'failure' : 'soft small'},
      row.state === 'refused' ? explain({code: row.code, message: row.reason}) : t(`row_${row.state}`))))),
  button(t('done'), close, 'primary wide', {autofocus: true}),
];
