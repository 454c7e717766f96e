// The buttons under the box.

import {h} from 'preact';
import {icon} from '../parts/icons.js';
import {t} from '../words/words.js';

export function BoxTools({attach, ask, pick, wrap, look, looking, later, writing}) {
  const tool = (label, sign, onClick, more = {}) =>
    h('button', {type: 'button', class: 'ib', 'aria-label': t(label), title: t(label), onClick, ...more}, icon(sign));
  return h('div', {class: 'under'},
    h('label', {class: 'ib attach', title: t('attach')}, icon('clip'), h('span', {class: 'sr'}, t('attach')),
      h('input', {
        type: 'file', multiple: true, class: 'sr', onChange: event => {
          attach(event.currentTarget.files);
          event.currentTarget.value = '';
        },
      })),
    tool('choose_emoji', 'smile', pick),
    tool('poll', 'poll', ask),
    h('span', {class: 'marks row'}, tool('bold', 'bold', () => wrap('**')), tool('italic', 'italic', () => wrap('*')), tool('code', 'code', () => wrap('`'))),
    h('span', {class: 'grow'}),
    writing && tool('look_at', 'eye', look, {'aria-pressed': String(looking)}),
    writing && tool('schedule_button', 'clock', later),
    h('button', {type: 'submit', class: 'ib send', 'aria-label': t('send'), title: t('send')}, icon('send')));
}
