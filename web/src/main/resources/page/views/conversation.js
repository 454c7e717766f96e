// One conversation: its title, who reads it, its messages, live, and the box to write in.

import {h} from 'preact';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import {upload} from '../app/uploads.js';
import {icon} from '../parts/icons.js';
import {date} from '../parts/time.js';
import {Keep} from '../people/keep.js';
import {t} from '../words/words.js';
import {Asked} from './asked.js';
import {Composer} from './composer.js';
import {Head} from './head.js';
import {Log} from './log.js';
import {backstaged, readers} from './readers.js';

export function Conversation({client, state, entry, messages}) {
  const title = useRef();
  const [asked, show] = useState();
  const view = entry.conversation;
  const id = view.conversation;
  const closed = view.state !== 'open' || view.replies_locked;
  useLayoutEffect(() => {
    // On a touch screen the box would open a keyboard.
    const touch = matchMedia('(pointer: coarse)').matches;
    (touch || closed ? title.current : document.querySelector('.compose textarea'))?.focus();
  }, []);
  const typists = Object.keys(state.typing[id] ?? {}).map(one => client.names.of(one) ?? t('somebody'));
  const key = event => {
    if (event.altKey && event.code === 'KeyO' && backstaged(view)) {
      event.preventDefault();
      client.backstage();
    } else if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === 'p') {
      event.preventDefault();
      client.togglePanel();
    }
  };
  const dropped = event => {
    event.preventDefault();
    if (!closed) {
      [...event.dataTransfer.files].forEach(file => upload(client, id, file));
    }
  };
  return h('section', {class: 'conversation', 'aria-label': t('conversation'), onKeyDown: key, onDragOver: event => event.preventDefault(), onDrop: dropped},
    h(Head, {client, state, entry, title, show}),
    h(WhoReads, {view}),
    h(Keep, {client, state, view}),
    h(Log, {client, state, entry, messages, closed, show}),
    h('p', {class: 'typing'}, typists.length > 0 && [h('span', {class: 'cut', dir: 'auto'}, t('is_typing', {names: typists.join(', ')})),
      h('span', {class: 'dots', 'aria-hidden': 'true'}, h('i'), h('i'), h('i'))]),
    h(Composer, {client, state, view, closed, show}),
    asked && h(Asked, {key: `${asked.kind} ${asked.message?.pos}`, client, state, entry, asked, close: () => show(undefined)}));
}

/** Who from outside reads this, where anybody does. */
function WhoReads({view}) {
  if (!view.foreign && !view.has_externals) {
    return null;
  }
  return h('p', {class: 'who-reads banner'}, h('span', {class: 'lead'}, icon('outside'), readers(view)),
    view.until && h('span', {class: 'faint'}, `${t('until')} ${date(view.until)}`));
}
