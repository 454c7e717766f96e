// Conversations as they are named, and their signs.

import {h} from 'preact';
import {face} from '../parts/person.js';
import {icon} from '../parts/icons.js';
import {t} from '../words/words.js';

const SIGNS = {group: 'group', thread: 'thread'};

/** The name of a conversation; a backstage has that of its conversation, and is not to be taken for it. */
export function placeName(view) {
  const name = view.name || t('dm');
  return view.backstage_of ? t('backstage', {name}) : name;
}

export const placeSign = view => view.kind === 'dm'
  ? face({id: view.conversation, name: placeName(view), external: view.has_externals}, 's')
  : h('span', {class: 'sign'}, icon(SIGNS[view.kind]));
