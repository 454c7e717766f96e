// What a search found: messages, and conversations by their name.

import {h} from 'preact';
import {icon} from '../parts/icons.js';
import {plain} from '../parts/markdown.js';
import {badge, face} from '../parts/person.js';
import {clock, date} from '../parts/time.js';
import {saying} from '../app/state.js';
import {t} from '../words/words.js';

export function Found({client, found, nameOf}) {
  const {query, messages, conversations} = found;
  const none = messages.length + conversations.length === 0;
  return h('section', {class: 'found', 'aria-label': t('find')},
    h('header', {class: 'bar'},
      h('h1', {class: 'grow cut', dir: 'auto'}, t(none ? 'no_results' : 'results', {query})),
      h('button', {type: 'button', class: 'ib', 'aria-label': t('close'), onClick: () => client.search('')}, icon('x'))),
    h('ul', {class: 'scroll results', tabIndex: 0},
      conversations.map(each => h('li', {key: each.conversation},
        h('button', {type: 'button', class: 'hit', onClick: () => client.visit(['c', each.conversation])},
          h('span', {class: 'hit-row'}, icon(each.kind === 'group' ? 'group' : 'thread'), h('b', {dir: 'auto'}, each.name))))),
      messages.map(({message, name, highlights}) => h('li', {key: `${message.conversation} ${message.pos}`},
        h('button', {type: 'button', class: 'hit', onClick: () => client.visit(['c', message.conversation, message.pos])},
          h('span', {class: 'hit-where'}, h('span', {class: 'cut', dir: 'auto'}, name || t('dm')),
            h('time', {}, `${date(message.sent_at)}, ${clock(message.sent_at)}`)),
          h('span', {class: 'hit-row'}, face(message.author, 'm'), h('b', {dir: 'auto'}, message.author.name), badge(message.author)),
          h('span', {class: 'hit-text', dir: 'auto'}, marked(message, highlights, nameOf)))))));
}

/** The text with what was meant marked in it. */
function marked(message, highlights, nameOf) {
  const text = saying(message) ?? '';
  const pieces = [];
  let at = 0;
  for (const {from, to} of highlights ?? []) {
    pieces.push(plain(text.slice(at, from), nameOf), h('mark', {}, text.slice(from, to)));
    at = to;
  }
  return [...pieces, plain(text.slice(at), nameOf)];
}
