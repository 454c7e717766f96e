// A field that finds a member by name, and gives their id to the form it stands in.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button, field} from '../parts/form.js';
import {badge, face} from '../parts/person.js';
import {t} from './words.js';

/** The id that was chosen; a name that was only typed in is nobody. */
export function found(values, name) {
  if (!values[name]) {
    throw new Error(t('choose_somebody'));
  }
  return values[name];
}

/** anybody: people too whom one shares a conversation with, not members alone. chosen tells at once. */
export function Find({desk, name, label, anybody = false, chosen = () => {}, required = true}) {
  const [text, write] = useState('');
  const [people, setPeople] = useState([]);
  const [person, choose] = useState();
  const look = async value => {
    write(value);
    choose(undefined);
    const prefix = value.trim();
    const answer = prefix && await desk.client.live.run('people.find', {prefix, ...(!anybody && {workspace: desk.workspace}), limit: 6}).catch(() => undefined);
    setPeople(answer?.people ?? []);
  };
  const take = one => {
    desk.learn([one]);
    choose(one);
    write(one.name);
    setPeople([]);
    chosen(one);
  };
  return h('div', {class: 'stack tight'},
    field(label, {value: text, onInput: event => look(event.currentTarget.value), autocomplete: 'off', maxLength: 100, required}),
    h('input', {type: 'hidden', name, value: person?.id ?? ''}),
    people.length > 0 && h('ul', {class: 'roster found'}, people.map(one => h('li', {key: one.id}, h('div', {class: 'person'}, face(one, 'm'),
      h('span', {class: 'name', dir: 'auto'}, one.name),
      h('span', {class: 'row'}, badge(one), button(t('choose_person'), () => take(one), 'mini', {'aria-label': t('choose_name', {name: one.name})})))))),
    text && !person && people.length === 0 && h('p', {class: 'hint'}, t('nobody_found')));
}
