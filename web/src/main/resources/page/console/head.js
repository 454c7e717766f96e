// The head of a view, its figures, and the fields by which one looks for something.

import {h} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {Kept} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {t} from './words.js';

const LATER_MS = 250;

export const Head = ({title, text, children}) =>
  h('header', {}, h('div', {class: 'grow'}, h('h1', {dir: 'auto'}, title), text && h('p', {class: 'soft small'}, text)), children);

/** Numbers that stand out; one with an address leads there. */
export const Figures = ({list}) => h('ul', {class: 'figures'}, list.map(([value, label, press]) => h('li', {key: label},
  press ? h('button', {type: 'button', onClick: press}, h('b', {}, value), h('span', {}, label)) : [h('b', {}, value), h('span', {}, label)])));

/** Tells what was written once somebody has stopped writing. */
export function Search({label, value = '', change}) {
  const [text, write] = useState(value);
  const timer = useRef();
  useEffect(() => () => clearTimeout(timer.current), []);
  const later = event => {
    const wanted = event.currentTarget.value;
    write(wanted);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change(wanted.trim()), LATER_MS);
  };
  return h('div', {class: 'find'}, icon('search'),
    h('input', {type: 'search', 'aria-label': label, placeholder: label, value: text, maxLength: 100, dir: 'auto', onInput: later}), h('kbd', {'aria-hidden': 'true'}, '/'));
}

/** A choice among a few. options: [[value, label]], the first is the one that limits nothing. */
export const Choice = ({label, value, options, change}) =>
  h('label', {class: `filter${value === options[0][0] ? '' : ' set'}`}, h('span', {}, label),
    h('select', {value, 'aria-label': label, onChange: event => change(event.currentTarget.value)},
      options.map(([each, said]) => h('option', {key: each, value: each}, said))));

/** A field of a filter; empty limits nothing. */
export const Narrow = ({label, value, change, ...more}) =>
  h('label', {class: `filter${value ? ' set' : ''}`}, h('span', {}, label),
    h(Kept, {value, 'aria-label': label, dir: 'auto', maxLength: 254, onChange: event => change(event.currentTarget.value.trim()), ...more}));

/** A number as people write it. */
export const number = value => new Intl.NumberFormat(t('lang')).format(value);

/** "1 conversation", "2 conversations": the words are key_one and key_many. */
export const count = (key, value) => t(value === 1 ? `${key}_one` : `${key}_many`, {count: number(value)});
