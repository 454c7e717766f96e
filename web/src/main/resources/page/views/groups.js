// The groups of a workspace that one may find: to join, or to open.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {folded} from '../app/sections.js';
import {button} from '../parts/form.js';
import {outside} from '../parts/person.js';
import {icon} from '../parts/icons.js';
import {t} from '../words/words.js';

export function Groups({client, state, groups, close}) {
  const [words, find] = useState('');
  const shown = groups.filter(each => folded(each.name).includes(folded(words.trim())));
  const join = async view => {
    const joined = await client.attempt('group.join', {conversation: view.conversation});
    if (joined) {
      close();
      await client.made(joined.conversation);
    }
  };
  const open = view => {
    close();
    client.open(view.conversation);
  };
  return h('div', {class: 'stack tight'},
    h('input', {
      class: 'input', type: 'search', dir: 'auto', 'aria-label': t('find_group'), placeholder: t('find_group'), maxLength: 100, value: words, autofocus: true,
      onInput: event => find(event.currentTarget.value),
    }),
    h('ul', {class: 'roster'}, shown.map(view => h('li', {key: view.conversation, class: 'person'},
      icon(view.visibility === 'open' ? 'group' : 'lock'), h('span', {class: 'name cut', dir: 'auto'}, view.name),
      h('span', {class: 'row'}, view.has_externals && outside(),
        state.entries[view.conversation] ? button(t('open_group'), () => open(view), 'quiet mini', {'aria-label': t('open_name', {name: view.name})})
          : button(t('join'), () => join(view), 'mini', {'aria-label': t('join_name', {name: view.name})}))))),
    shown.length === 0 && h('p', {class: 'faint', role: 'status'}, t('no_groups')));
}
