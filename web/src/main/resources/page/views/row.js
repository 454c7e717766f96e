// One row of a conversation. Drawn again only if something of it changed.

import {Component, h} from 'preact';
import {t} from '../words/words.js';
import {Aside} from './aside.js';
import {Message} from './message.js';
import {Unsent} from './unsent.js';

export class Row extends Component {
  shouldComponentUpdate(next) {
    const {row, ...rest} = next;
    const same = row.kind === this.props.row.kind && row.message === this.props.row.message && row.goesOn === this.props.row.goesOn
      && row.unsent === this.props.row.unsent && row.aside === this.props.row.aside;
    return !same || Object.keys(rest).some(key => rest[key] !== this.props[key]);
  }

  render({row, client, ...rest}) {
    return h('div', {'data-key': row.key, class: 'row-of'}, inner(row, client, rest));
  }
}

function inner(row, client, rest) {
  switch (row.kind) {
    case 'day':
      return h('div', {class: 'day'}, h('span', {}, row.name));
    case 'fresh':
      return h('div', {class: 'day fresh'}, h('span', {}, t('new_messages')));
    case 'aside':
      return h(Aside, {client, aside: row.aside, id: rest.view.conversation});
    case 'unsent':
      return h(Unsent, {client, unsent: row.unsent, view: rest.view, writable: rest.writable});
    default:
      return h(Message, {message: row.message, goesOn: row.goesOn, client, ...rest, badges: rest.view.badge_in_messages});
  }
}
