// Above the box: who from outside will read what is written, and the way to those who are members only.

import {h} from 'preact';
import {icon} from '../parts/icons.js';
import {t} from '../words/words.js';
import {backstaged, readers} from './readers.js';

export function Audience({client, view}) {
  const inside = Boolean(view.backstage_of);
  if (!inside && !view.has_externals && !view.foreign) {
    return null;
  }
  const choice = (on, label, sign) => h('button', {
    type: 'button', class: 'btn mini quiet', 'aria-pressed': String(on), title: t('only_us_key'), onClick: () => on || client.backstage(),
  }, sign && icon(sign), label);
  return h('div', {class: `audience${inside ? ' in' : ''}`},
    h('span', {class: 'row cut-row'}, icon(inside ? 'lock' : 'outside'), h('span', {class: 'cut'}, inside ? t('reads_members') : readers(view))),
    backstaged(view) && h('span', {class: 'row segments', role: 'group', 'aria-label': t('who_reads')},
      choice(!inside, t('everyone_here')), choice(inside, t('only_us'), 'lock')));
}
