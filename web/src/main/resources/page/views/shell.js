// The signed-in page: the inbox on one side, one conversation, and its people.

import {h} from 'preact';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import {messagesOf} from '../app/state.js';
import {button} from '../parts/form.js';
import {later} from '../parts/later.js';
import {t} from '../words/words.js';
import {Conversation} from './conversation.js';
import {Found} from './found.js';
import {Inbox} from './inbox.js';
import {People} from './people.js';
import {Start} from './start.js';

const Console = later(() => import('../console/console.js'), 'styles/console.css');

export function Shell({client, state}) {
  const [starting, start] = useState(false);
  const before = useRef();
  const {openId: id} = state;
  const entry = id && state.entries[id];
  useLayoutEffect(() => {
    if (!id && before.current) {
      document.getElementById(`entry-${before.current}`)?.focus();
    }
    before.current = id;
  }, [id]);
  if (state.route[0] === 'console') {
    return h(Console, {client, state});
  }
  const reading = entry || state.found;
  return h('div', {class: `app${entry && state.panel ? '' : ' no-panel'}${reading ? '' : ' show-inbox'}`},
    h(Inbox, {client, state, start: () => start(true)}),
    h('main', {class: 'talk'},
      h('p', {class: 'status', role: 'status'}, state.status),
      state.found ? h(Found, {client, found: state.found, nameOf: one => state.names[one]})
        : entry ? h(Conversation, {key: id, client, state, entry, messages: messagesOf(state, id)})
        : h(Nothing, {state, start: () => start(true)})),
    entry && state.panel && !state.found && h(People, {key: id, client, state, entry}),
    starting && h(Start, {client, state, close: () => start(false)}));
}

/** The first screen: what one can do here, if there is nothing yet. */
function Nothing({state, start}) {
  const empty = state.loaded && Object.keys(state.entries).length === 0;
  const member = state.me?.workspaces.length > 0;
  return h('section', {class: 'nothing stack'},
    h('h1', {dir: 'auto'}, member ? state.me.workspaces.map(each => each.name).join(', ') : 'Drawbridge'),
    empty
      ? [h('p', {}, t(member ? 'first_text' : 'first_guest')), member && button(t('start'), start, 'primary')]
      : h('p', {class: 'soft'}, state.loaded ? t('choose') : ''));
}
