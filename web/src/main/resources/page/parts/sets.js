// The parts of settings: lines with a choice at their end, and what is loaded for them.

import {h} from 'preact';
import {useEffect, useId, useState} from 'preact/hooks';
import {explain, t} from '../words/words.js';
import {button} from './form.js';

export const sets = (title, ...lines) => h('section', {}, title && h('h2', {}, title), h('div', {class: 'sets'}, lines));

/** What stands in a line, below it in small, and at its end. */
export const line = (title, hint, ...ends) => h('div', {class: 'opt-row'},
  h('span', {class: 'grow'}, h('span', {dir: 'auto'}, title), hint && h('span', {class: 'hint', dir: 'auto'}, hint)), ends);

/** One of a few: [[value, label], …]. */
export function Choice({label, hint, value, choices, choose}) {
  const id = useId();
  return h('div', {class: 'opt-row'},
    h('span', {class: 'grow'}, h('span', {id}, label), hint && h('span', {class: 'hint', dir: 'auto'}, hint)),
    segments({labelledby: id, value, choices, choose}));
}

export const segments = ({labelledby, label, value, choices, choose}) =>
  h('span', {class: 'seg', role: 'group', 'aria-labelledby': labelledby, 'aria-label': label}, choices.map(([each, text]) =>
    h('button', {key: each, type: 'button', 'aria-pressed': String(each === value), onClick: () => choose(each)}, text)));

export const toggle = (label, hint, on, turn) => h('label', {class: 'opt-row'},
  h('span', {class: 'grow'}, h('span', {}, label), hint && h('span', {class: 'hint'}, hint)),
  h('input', {type: 'checkbox', role: 'switch', checked: on, onChange: event => turn(event.currentTarget.checked)}));

export const pick = (label, value, choices, choose, more = {}) =>
  h('label', {class: 'field'}, h('span', {class: 'label'}, label),
    h('select', {class: 'input', 'aria-label': label, value, onChange: event => choose(event.currentTarget.value), ...more},
      choices.map(([each, text]) => h('option', {key: each, value: each, selected: each === value}, text))));

/** What a command answers: {value, failure, again}. It is asked again where what it is about changes. */
export function useAnswer(ask, about = []) {
  const [answer, set] = useState({});
  const load = () => ask().then(value => set({value}), failure => set({failure}));
  useEffect(() => {
    let gone = false;
    set({});
    ask().then(value => gone || set({value}), failure => gone || set({failure}));
    return () => { gone = true; };
  }, about);
  return {...answer, again: load, put: value => set({value})};
}

/** What is said while an answer is on its way, or did not come; none once it is there. */
export const pending = ({value, failure, again}) => failure
  ? h('p', {class: 'row'}, h('span', {class: 'failure', role: 'alert'}, explain(failure)), button(t('try_again'), again, 'mini'))
  : value === undefined && h('p', {class: 'faint', role: 'status'}, t('moment'));
