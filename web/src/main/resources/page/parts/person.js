// People: a face, which is round for members and square for people from outside, and the tag that says so in words.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {faces} from '../app/faces.js';
import {t} from '../words/words.js';
import {icon} from './icons.js';

const HUES = 6;
const PERSON = /^a_/;

/** The picture of somebody, or the letters of the name. */
export const face = (person, size = '') => h(Face, {person, size});

function Face({person, size}) {
  const {id} = person;
  const [, draw] = useState(0);
  useEffect(() => PERSON.test(id) ? faces.watch(id, () => draw(times => times + 1)) : undefined, [id]);
  const address = faces.of(id);
  return h('span', {class: `av ${kind(person)} ${size}`, 'aria-hidden': 'true'},
    address ? h('img', {src: address, alt: '', draggable: false}) : initials(person.name));
}

const initials = name => name.split(/\s+/).map(word => [...word][0] ?? '').slice(0, 2).join('').toUpperCase();

/** The shape says whether somebody is from outside; the quiet colour is the same everywhere. */
function kind(person) {
  if (person.invited) {
    return 'p';
  }
  if (person.external || person.unverified) {
    return 'o';
  }
  let sum = 0;
  for (const char of person.id ?? person.name) {
    sum = (sum * 31 + char.charCodeAt(0)) % HUES;
  }
  return `h${sum + 1}${person.bot ? ' bot' : ''}`;
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
