// The head of a conversation: what it is called, who is here, and what one can do with it.

import {h} from 'preact';
import {peopleOf} from '../app/state.js';
import {icon} from '../parts/icons.js';
import {Menu} from '../parts/menu.js';
import {t} from '../words/words.js';
import {copyLink} from './acts.js';
import {entryItems} from './entry-menu.js';
import {placeName} from './place.js';

export function Head({client, state, entry, title, show}) {
  const view = entry.conversation;
  const id = view.conversation;
  const items = () => [
    [t('pins'), () => show({kind: 'pins'}), 'pin'],
    [t('to_date'), () => show({kind: 'date'}), 'date'],
    [t('scheduled'), () => show({kind: 'scheduled'}), 'clock'],
    [t('copy_link'), () => copyLink({conversation: id}), 'link'],
    ...entryItems(client, entry, at => show({kind: 'remind', at})),
  ];
  return h('header', {class: 'bar'},
    h('button', {type: 'button', class: 'ib back', 'aria-label': t('back'), onClick: () => client.open(undefined)}, icon('left')),
    h('div', {class: 'subject'},
      h('h1', {ref: title, tabIndex: -1, class: 'cut', dir: 'auto'}, placeName(view)),
      h('p', {class: 'cut faint small', dir: 'auto'}, under(client, state, view))),
    h('button', {
      type: 'button', id: 'people-button', class: 'btn quiet mini', 'aria-expanded': String(state.panel),
      onClick: () => client.togglePanel(),
    }, icon('people'), t('people')),
    h(Menu, {label: t('conversation_menu'), items}));
}

/** Of a DM whether the other one is there, of others what they are. */
function under(client, state, view) {
  if (view.kind === 'dm') {
    const others = peopleOf(state, view.conversation).filter(each => each.id !== state.me?.account);
    const {state: is, text} = state.presence[others[0]?.id] ?? {};
    return others.length === 1 && is ? [t(`is_${is}`), text].filter(Boolean).join(' · ') : t('dm');
  }
  const home = state.me?.workspaces.find(each => each.workspace === view.workspace)
    ?? state.me?.visiting?.find(each => each.workspace === view.workspace);
  const kind = view.backstage_of ? t('only_members') : t(view.kind === 'group' ? `group_${view.visibility ?? 'private'}` : 'thread');
  return [kind, home?.name].filter(Boolean).join(' · ');
}
