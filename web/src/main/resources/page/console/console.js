// The console: for those who run a workspace. Its places stand on the left; each is a view of its own.

import {h} from 'preact';
import {useEffect, useLayoutEffect, useMemo, useRef, useState} from 'preact/hooks';
import {icon} from '../parts/icons.js';
import {face} from '../parts/person.js';
import {Audit} from './audit.js';
import {Bots} from './bots.js';
import {Desk} from './desk.js';
import {External} from './external.js';
import {Externals} from './externals.js';
import {Groups} from './groups.js';
import {Invitations} from './invitations.js';
import {Keeping} from './keeping.js';
import {Links} from './links.js';
import {Members} from './members.js';
import {Policies} from './policies.js';
import {Quotas} from './quotas.js';
import {Reports} from './reports.js';
import {Requests} from './requests.js';
import {Webhooks} from './webhooks.js';
import {Why} from './why.js';
import {t} from './words.js';

const PLACES = [
  ['from_outside', [['externals', 'outside', Externals], ['invitations', 'mail', Invitations], ['links', 'link', Links], ['requests', 'enter', Requests]]],
  ['inside', [['members', 'people', Members], ['groups', 'group', Groups], ['bots', 'bot', Bots], ['webhooks', 'plug', Webhooks]]],
  ['rules_proof', [['policies', 'sliders', Policies], ['quotas', 'clock', Quotas], ['why', 'why', Why], ['audit', 'shield', Audit],
    ['reports', 'flag', Reports], ['keeping', 'save', Keeping]]],
];
const VIEWS = Object.fromEntries(PLACES.flatMap(([, places]) => places).map(([name, , view]) => [name, view]));

/** The workspaces that somebody runs. */
export const run = me => (me?.workspaces ?? []).filter(each => each.role !== 'member');

export function View({client, state}) {
  const main = useRef();
  const [, draw] = useState(0);
  const [, first, ...rest] = state.route;
  const mine = run(state.me);
  const named = mine.find(each => each.workspace === first);
  const workspace = named ?? mine[0];
  const [name = 'externals', one] = named ? rest : [first, ...rest].filter(Boolean);
  const desk = useMemo(() => workspace && new Desk(client, workspace, state.me, () => draw(Math.random())), [workspace?.workspace]);
  useLayoutEffect(() => main.current?.focus({preventScroll: true}), [workspace?.workspace, name, one]);
  useEffect(() => scrollTo(0, 0), [name, one]);
  if (!workspace) {
    return h('main', {class: 'nothing stack'}, h('h1', {}, t('console')), h('p', {}, t(state.me ? 'console_closed' : 'moment')),
      h('a', {href: '#'}, t('back_to_chat')));
  }
  const Shown = name === 'externals' && one ? External : VIEWS[name] ?? Externals;
  return h('div', {class: 'console'},
    h(Side, {desk, mine, client, name, me: state.me}),
    h('main', {class: 'page', id: 'main', tabIndex: -1, ref: main, 'aria-label': t('console'), onKeyDown: toSearch},
      h('p', {class: 'status', role: 'status'}, state.status),
      h(Shown, {key: `${workspace.workspace} ${name} ${one}`, desk, state, one, rest: named ? rest : [first, ...rest]})));
}

/** The slash leads to the search field, unless one is writing. */
function toSearch(event) {
  if (event.key === '/' && !event.target.closest('input, textarea, select, dialog')) {
    const field = event.currentTarget.querySelector('input[type="search"]');
    if (field) {
      event.preventDefault();
      field.focus();
    }
  }
}

function Side({desk, mine, client, name, me}) {
  const choose = event => client.go('console', event.currentTarget.value, name);
  return h('nav', {class: 'side', 'aria-label': t('console')},
    h('div', {class: 'bar'}, h('p', {class: 'brand grow'}, h('img', {src: 'icon.svg', alt: '', width: 24, height: 24}),
      h('span', {class: 'cut', dir: 'auto'}, desk.name), h('span', {class: 'faint'}, t('console_short')))),
    mine.length > 1 && h('p', {class: 'choose-workspace'}, h('select', {class: 'input', 'aria-label': t('workspace'), value: desk.workspace, onChange: choose},
      mine.map(each => h('option', {key: each.workspace, value: each.workspace}, each.name)))),
    h('div', {class: 'list grow'}, PLACES.map(([heading, places]) => [
      h('h2', {key: heading}, t(heading)),
      h('ul', {key: `${heading}-list`, class: 'flat'}, places.map(([place, sign]) => h('li', {key: place},
        h('a', {class: 'item', href: desk.at(place), 'aria-current': place === name ? 'page' : undefined}, icon(sign), h('span', {class: 'cut'}, t(`place_${place}`))))))])),
    h('div', {class: 'me'}, face({id: me.account, name: me.name}, 'm'),
      h('span', {class: 'who'}, h('span', {class: 'cut', dir: 'auto'}, me.name), h('span', {class: 'faint small'}, t(desk.owner ? 'role_owner' : 'role_admin'))),
      h('a', {class: 'ib', href: '#', 'aria-label': t('back_to_chat'), title: t('back_to_chat')}, icon('leave'))));
}
