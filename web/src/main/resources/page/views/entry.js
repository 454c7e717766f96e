// One conversation in the list. Drawn again only if something of it changed: there may be a thousand.

import {Component, h} from 'preact';
import {icon} from '../parts/icons.js';
import {spoken} from '../parts/markdown.js';
import {Menu} from '../parts/menu.js';
import {outside} from '../parts/person.js';
import {clock, day, ofPosition, short} from '../parts/time.js';
import {t} from '../words/words.js';
import {entryItems} from './entry-menu.js';
import {placeName, placeSign} from './place.js';

export class Entry extends Component {
  shouldComponentUpdate(next) {
    return ['entry', 'open', 'shown', 'draft', 'stop', 'names'].some(key => next[key] !== this.props[key]);
  }

  render({entry, open, shown, draft, stop, client, remind}) {
    const view = entry.conversation;
    const id = view.conversation;
    // What is open counts as read once it is there to be read.
    const unread = entry.unread && !(open && shown);
    const count = entry.unread_count > 99 ? '99+' : entry.unread_count || '';
    const nameOf = one => one === id ? t('everybody') : client.names.of(one);
    const preview = draft && !open ? draft : entry.preview && spoken(entry.preview, nameOf);
    const name = placeName(view);
    return h('li', {'data-id': id},
      h('button', {
        type: 'button', id: `entry-${id}`, class: `item entry${unread ? ' unread new' : ''}`, tabIndex: stop ? 0 : -1,
        'aria-current': open ? 'true' : undefined, onClick: () => client.open(id),
      },
      placeSign(view),
      h('span', {class: 'name', dir: 'auto'}, name),
      h('span', {class: 'end'}, entry.remind_at && h('span', {title: t('reminder_set')}, icon('clock')),
        entry.head > 0 && h('time', {}, when(entry.head))),
      h('span', {class: 'sub'},
        h('span', {class: 'preview cut grow', dir: 'auto'}, draft && !open && h('span', {class: 'mark-draft'}, icon('pen'), h('span', {class: 'sr'}, t('draft'))),
          preview),
        entry.reminded && h('span', {class: 'tag'}, icon('clock'), t('reminded')),
        view.badge_in_inbox && (view.foreign ? outside(t('guest'), t('guest_title')) : view.has_externals && outside()),
        unread && h('span', {class: `count${entry.mentions > 0 ? ' me' : ''}`, role: 'img', 'aria-label': t('unread', {count: count || '1'})},
          entry.mentions > 0 ? `@ ${entry.mentions}` : String(count || '•')))),
      h('span', {class: 'entry-menu'},
        h(Menu, {label: t('menu_of', {name}), tabIndex: stop ? 0 : -1, items: () => entryItems(client, entry, () => remind(id))})));
  }
}

function when(pos) {
  const iso = ofPosition(pos);
  return day(iso) === day(new Date().toISOString()) ? clock(iso) : short(iso);
}
