// Everything about oneself: a list of panes at one side, one of them at the other; on a phone one at a time.

import {h} from 'preact';
import {useLayoutEffect, useRef} from 'preact/hooks';
import {icon} from '../parts/icons.js';
import {face} from '../parts/person.js';
import {t} from '../words/words.js';
import {Blocked} from './blocked.js';
import {Brought} from './brought.js';
import {Data} from './data.js';
import {Language} from './language.js';
import {Look} from './look.js';
import {Notifications} from './notifications.js';
import {Password} from './password.js';
import {Profile} from './profile.js';
import {Sessions} from './sessions.js';
import {Shared} from './shared.js';
import {Workspaces} from './workspaces.js';

const PANES = {
  profile: [Profile, 'people'], notifications: [Notifications, 'bell'], look: [Look, 'moon'], language: [Language, 'globe'],
  sessions: [Sessions, 'screen'], password: [Password, 'key'], brought: [Brought, 'outside'], workspaces: [Workspaces, 'home'],
  files: [Shared, 'file'], blocked: [Blocked, 'no'], data: [Data, 'save'],
};

export function Settings({client, state}) {
  const heading = useRef();
  const list = useRef();
  const [, name] = state.route;
  const [Pane] = PANES[name] ?? PANES.profile;
  const own = {id: state.me?.account, name: state.me?.name ?? ''};
  useLayoutEffect(() => (name ? heading : list).current.focus(), [name]);
  return h('div', {class: `app no-panel settings${name ? '' : ' show-inbox'}`},
    h('nav', {class: 'inbox', 'aria-label': t('settings')},
      h('header', {class: 'bar'},
        h('button', {type: 'button', class: 'ib', 'aria-label': t('to_conversations'), onClick: () => client.open(state.openId)}, icon('left')),
        h('b', {ref: list, tabIndex: -1, class: 'grow'}, t('settings'))),
      h('ul', {class: 'scroll list'}, Object.entries(PANES).map(([each, [, sign]]) => h('li', {key: each},
        h('a', {
          class: 'item', href: `#settings/${each}`, 'aria-current': each === (name ?? 'profile') ? 'page' : undefined,
          onClick: event => {
            event.preventDefault();
            client.go('settings', each);
          },
        }, icon(sign), h('span', {class: 'cut'}, t(`settings_${each}`)))))),
      state.me && h('footer', {class: 'me'}, face(own, 'm'), h('bdi', {class: 'who cut'}, own.name))),
    h('main', {class: 'talk'},
      h('p', {class: 'status', role: 'status'}, state.status),
      h('div', {class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': t('settings')},
        h('div', {class: 'page narrow stack'},
          h('header', {}, h('button', {type: 'button', class: 'ib back', 'aria-label': t('settings'), onClick: () => client.go('settings')}, icon('left')),
            h('h1', {ref: heading, tabIndex: -1, class: 'grow'}, t(`settings_${name ?? 'profile'}`))),
          state.me && h(Pane, {key: name, client, state, me: state.me})))));
}
