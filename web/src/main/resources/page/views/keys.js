// The keys of the page.

import {h} from 'preact';
import {Dialog} from '../parts/dialog.js';
import {t} from '../words/words.js';

const KEYS = [
  ['Ctrl K', 'key_find'], ['Alt ↑ ↓', 'key_next'], ['Alt Shift ↑ ↓', 'key_unread'], ['↑ ↓ Home End', 'key_move'], ['Enter', 'key_send'],
  ['Shift Enter', 'key_line'], ['↑', 'key_last'], ['R Q T E Del', 'key_acts'], ['Ctrl B, Ctrl I', 'key_marks'], ['Alt O', 'key_us'],
  ['Ctrl Shift P', 'key_people'], ['Esc', 'key_close'], ['?', 'key_help'],
];

export const Keys = ({close}) => h(Dialog, {title: t('keys'), close}, h('dl', {class: 'facts keys'}, KEYS.map(([keys, what]) => [
  h('dt', {key: keys}, h('kbd', {}, keys)), h('dd', {key: what}, t(what)),
])));
