// What may be meant by what is being written, to choose from.

import {h} from 'preact';
import {badge, face} from '../parts/person.js';
import {t} from '../words/words.js';

const LABELS = {person: 'people_here', emoji: 'found_emoji', slash: 'slash_here'};

export const Hits = ({kind, found, chosen, take}) => h('div', {class: 'pop'},
  h('div', {role: 'listbox', id: 'hits', 'aria-label': t(LABELS[kind])}, found.map((each, at) =>
    h('div', {
      key: each.key, role: 'option', id: `hit-${at}`, 'aria-selected': String(at === chosen),
      onMouseDown: event => event.preventDefault(), onClick: () => take(each),
    }, inner(each)))),
  kind === 'person' && h('p', {class: 'hint'}, t('mention_hint')));

function inner({person, emoji, slash}) {
  if (person) {
    return [face(person, 'm'), h('bdi', {class: 'cut'}, person.name), badge(person) || h('span')];
  }
  return emoji
    ? [h('span', {class: 'sign'}, emoji.emoji), h('span', {class: 'cut'}, `:${emoji.name}:`), h('span')]
    : [h('span', {class: 'sign'}, '/'), h('span', {class: 'cut', dir: 'auto'}, h('b', {}, slash.name), ` ${slash.usage ?? ''} `,
      h('span', {class: 'faint'}, slash.description)), h('bdi', {class: 'faint small'}, slash.bot.name)];
}
