// The workspaces one is in: inviting colleagues, making a bot, and leaving.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {line, sets} from '../parts/sets.js';
import {t} from '../words/words.js';
import {Bot} from './bot.js';
import {Colleagues} from './colleagues.js';
import {Leave} from './leave.js';

export function Workspaces({client, state, me}) {
  const [open, show] = useState();
  const close = () => show(undefined);
  const manages = role => role === 'owner' || role === 'admin';
  const about = (label, each) => ({'aria-label': `${label}: ${each.name}`});
  const act = (label, how, each, kind = 'mini') => button(label, () => show({how, workspace: each}), kind, about(label, each));
  const How = open && {colleagues: Colleagues, bot: Bot, leave: Leave}[open.how];
  return [
    me.workspaces.length + me.visiting.length === 0 && h('p', {class: 'faint'}, t('workspaces_none')),
    me.workspaces.length > 0 && sets(t('workspaces_member'), ...me.workspaces.map(each => line(each.name, t(`role_${each.role}`),
      act(t('colleagues'), 'colleagues', each),
      manages(each.role) && act(t('make_bot'), 'bot', each),
      act(t('leave'), 'leave', each, 'mini ends')))),
    me.visiting.length > 0 && sets(t('workspaces_visiting'), ...me.visiting.map(each => line(each.name, t('role_guest'),
      act(t('leave'), 'leave', each, 'mini ends')))),
    open && h(How, {client, state, me, workspace: open.workspace, close}),
  ];
}
