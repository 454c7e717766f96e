// One conversation: its title, who reads it, its messages, live, and the box to write in.

import {h} from 'preact';
import {useLayoutEffect, useRef} from 'preact/hooks';
import {icon} from '../parts/icons.js';
import {date} from '../parts/time.js';
import {t} from '../words/words.js';
import {Composer} from './composer.js';
import {Log} from './log.js';
import {placeName} from './place.js';

export function Conversation({client, state, entry, messages}) {
  const title = useRef();
  const view = entry.conversation;
  const id = view.conversation;
  const closed = view.state !== 'open' || view.replies_locked;
  useLayoutEffect(() => {
    // On a touch screen the box would open a keyboard.
    const touch = matchMedia('(pointer: coarse)').matches;
    (touch || closed ? title.current : document.querySelector('.compose textarea'))?.focus();
  }, []);
  const typists = Object.keys(state.typing[id] ?? {}).map(one => state.names[one] ?? t('somebody'));
  return h('section', {class: 'conversation', 'aria-label': t('conversation')},
    h('header', {class: 'bar'},
      h('button', {type: 'button', class: 'ib back', 'aria-label': t('back'), onClick: () => client.open(undefined)}, icon('left')),
      h('div', {class: 'subject'}, h('h1', {ref: title, tabIndex: -1, class: 'cut', dir: 'auto'}, placeName(view))),
      h('button', {
        type: 'button', id: 'people-button', class: 'btn quiet mini', 'aria-expanded': String(state.panel),
        onClick: () => client.togglePanel(),
      }, icon('people'), t('people'))),
    h(WhoReads, {view}),
    h(Log, {client, state, entry, messages, closed}),
    h('p', {class: 'typing'}, typists.length > 0 && [t('is_typing', {names: typists.join(', ')}),
      h('span', {class: 'dots', 'aria-hidden': 'true'}, h('i'), h('i'), h('i'))]),
    h(Composer, {client, state, view, closed}));
}

/** Who from outside reads this, where anybody does. */
function WhoReads({view}) {
  if (!view.foreign && !view.has_externals) {
    return null;
  }
  return h('p', {class: 'who-reads banner'}, h('span', {class: 'lead'}, icon('outside'), readers(view)),
    view.until && h('span', {class: 'faint'}, `${t('until')} ${date(view.until)}`));
}

export function readers(view) {
  if (view.foreign) {
    return t('reads_guest');
  }
  return view.externals === 1 ? t('reads_one') : t('reads_many', {count: view.externals >= 1_000 ? '1,000+' : view.externals});
}

