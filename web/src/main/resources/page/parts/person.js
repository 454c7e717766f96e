// People: a face, which is round for members and square for people from outside, and the tag that says so in words.

import {h} from 'preact';
import {t} from '../words/words.js';
import {icon} from './icons.js';

const HUES = 6;

/** The initials of a name on a quiet colour, the same everywhere. */
export function face(person, size = '') {
  const initials = person.name.split(/\s+/).map(word => [...word][0] ?? '').slice(0, 2).join('');
  let sum = 0;
  for (const char of person.id ?? person.name) {
    sum = (sum * 31 + char.charCodeAt(0)) % HUES;
  }
  const kind = person.external || person.unverified ? 'o' : `h${sum + 1}${person.bot ? ' bot' : ''}`;
  return h('span', {class: `av ${kind} ${size}`, 'aria-hidden': 'true'}, initials.toUpperCase());
}

/** The tag of somebody from outside; the same for every reader. */
export function badge(person) {
  if (person.unverified) {
    return outside(t('unverified'), t('unverified_title'));
  }
  return person.external ? outside() : person.bot && h('span', {class: 'tag'}, t('bot'));
}

/** The open bracket: a wall, and somebody beyond it. */
export const outside = (word = t('outside'), title = t('outside_title')) =>
  h('span', {class: 'out', title}, icon('outside'), word);
