// Fields with labels, and forms that show their own failure and cannot be sent twice at once.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {explain} from '../words/words.js';

/** The label is what a screen reader says. */
export const field = (label, {rows, ...properties}) =>
  h('label', {class: 'field'}, h('span', {class: 'label'}, label),
    h(rows ? 'textarea' : 'input', {class: 'input', dir: 'auto', ...(rows && {rows}), ...properties}));

/** An input whose text is its writer's until it is handed on by onChange: what is drawn meanwhile does not take it back. */
export function Kept({value, ...properties}) {
  const [text, write] = useState(value);
  useEffect(() => write(value), [value]);
  return h('input', {...properties, value: text, onInput: event => write(event.currentTarget.value)});
}

/** submit takes what stands in the fields, by their names. */
export function Form({label, submit, children, kind = 'primary'}) {
  const [failure, fail] = useState('');
  const [busy, setBusy] = useState(false);
  const onSubmit = async event => {
    event.preventDefault();
    if (busy) {
      return;
    }
    const values = Object.fromEntries([...new FormData(event.currentTarget)].filter(([, value]) => typeof value === 'string'));
    setBusy(true);
    fail('');
    try {
      await submit(values);
    } catch (error) {
      fail(explain(error));
    } finally {
      setBusy(false);
    }
  };
  return h('form', {class: 'stack', onSubmit}, children,
    h('p', {class: 'failure', role: 'alert'}, failure),
    h('button', {type: 'submit', class: `btn ${kind} wide`, 'aria-disabled': String(busy)}, label));
}

export const button = (label, onClick, kind = '', more = {}) =>
  h('button', {type: 'button', class: `btn ${kind}`, onClick, ...more}, label);
