// What a bot answers to one who asked it by a slash command: for that one alone, and kept nowhere.

import {h} from 'preact';
import {icon} from '../parts/icons.js';
import {markdown} from '../parts/markdown.js';
import {face} from '../parts/person.js';
import {t} from '../words/words.js';

export const Aside = ({client, aside, id}) => h('div', {class: 'note'},
  aside.bot ? face(aside.bot) : h('span'),
  h('div', {class: 'said'},
    h('p', {class: 'by'}, aside.bot && h('b', {dir: 'auto'}, aside.bot.name),
      h('span', {class: 'faint small row'}, icon('eye'), t('only_you')),
      h('button', {
        type: 'button', class: 'ib', 'aria-label': t('close'), onClick: () => client.store.dispatch('asided', {id}),
      }, icon('x'))),
    aside.text ? h('div', {class: 'text'}, markdown(aside.text, one => client.names.of(one)))
      : h('p', {class: 'soft'}, t(aside.waits ? 'slash_waits' : 'slash_unanswered', {name: aside.name ?? ''}))));
