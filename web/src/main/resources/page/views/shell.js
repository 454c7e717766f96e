// The signed-in page: the inbox on one side, one conversation, and its people.

import {h} from 'preact';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import {messagesOf} from '../app/state.js';
import {lazy} from '../parts/lazy.js';
import {t} from '../words/words.js';
import {Bring} from './bring.js';
import {Conversation} from './conversation.js';
import {Nothing} from './first.js';
import {Settings} from '../settings/settings.js';
import {Found} from './found.js';
import {Inbox} from './inbox.js';
import {People} from './people.js';
import {Start} from './start.js';

const Console = lazy(() => import('../console/console.js'), 'console');

export function Shell({client, state}) {
  const [starting, start] = useState(false);
  const [bringing, bring] = useState();
  const before = useRef();
  const {openId: id} = state;
  const entry = id && state.entries[id];
  useLayoutEffect(() => {
    if (!id && before.current) {
      document.getElementById(`entry-${before.current}`)?.focus();
    }
    before.current = id;
  }, [id]);
  if (state.route[0] === 'settings') {
    return h(Settings, {client, state});
  }
  if (state.route[0] === 'console') {
    return h(Console, {client, state});
  }
  const reading = entry || state.found;
  const invite = (view, addresses) => bring({view, address: addresses.join(', ')});
  return h('div', {class: `app${entry && state.panel ? '' : ' no-panel'}${reading ? '' : ' show-inbox'}`},
    h(Inbox, {client, state, start: () => start(true)}),
    h('main', {class: 'talk'},
      h('p', {class: 'status', role: 'status'}, state.status),
      state.found ? h(Found, {client, found: state.found, nameOf: one => client.names.of(one)})
        : entry ? h(Conversation, {key: id, client, state, entry, messages: messagesOf(state, id)})
        : h(Nothing, {client, state, start: () => start(true), bring: invite})),
    entry && state.panel && !state.found && h(People, {key: id, client, state, entry}),
    starting && h(Start, {client, state, bring: invite, close: () => start(false)}),
    bringing && bringing.view.conversation === id && h(Bring, {client, ...bringing, close: () => bring(undefined)}));
}
