// Light or dark, on this device.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {dress, look} from '../app/look.js';
import {Choice, sets} from '../parts/sets.js';
import {t} from '../words/words.js';

export function Look() {
  const [chosen, set] = useState(look());
  const choose = next => {
    dress(next);
    set(next);
  };
  return sets('', h(Choice, {
    label: t('look_label'), hint: t('look_hint'), value: chosen, choose,
    choices: ['system', 'light', 'dark'].map(each => [each, t(`look_${each}`)]),
  }));
}
