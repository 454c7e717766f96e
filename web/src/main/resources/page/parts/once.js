// Something that is shown once: to be copied now.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {t} from '../words/words.js';
import {button} from './form.js';

export function Once({label, text, hint}) {
  const [copied, set] = useState(false);
  const copy = () => navigator.clipboard?.writeText(text).then(() => set(true), () => {});
  return h('div', {class: 'stack tight'},
    h('label', {class: 'field'}, h('span', {class: 'label'}, label),
      h('input', {class: 'input mono', readOnly: true, dir: 'ltr', value: text, autofocus: true, onFocus: event => event.currentTarget.select()})),
    h('p', {class: 'hint'}, hint),
    navigator.clipboard && h('p', {class: 'row'}, button(t('copy'), copy, 'mini'), h('span', {class: 'soft small', role: 'status'}, copied && t('copied'))));
}
