// What stands around the rows of a conversation: the spaces of those that are not drawn, and the ways to its ends.

import {Component, h} from 'preact';
import {button} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {t} from '../words/words.js';

/** As high as the rows that are not drawn. */
export class Space extends Component {
  #high = () => { this.base.style.blockSize = `${this.props.high}px`; };

  componentDidMount() {
    this.#high();
  }

  componentDidUpdate() {
    this.#high();
  }

  render() {
    return h('div', {class: 'space', 'aria-hidden': 'true'});
  }
}

/** How many have read what one said last. */
export function ReadBy({state, id, last, show}) {
  const me = state.me.account;
  const read = last?.author.id === me
    ? Object.entries(state.receipts[id] ?? {}).filter(([person, pos]) => person !== me && pos >= last.pos).length : 0;
  return read > 0 && h('p', {class: 'read-by'}, button([icon('check'), t('read_by_count', {count: read})], () => show({kind: 'readers', message: last}), 'link'));
}

/** Where the first unread message is not on the page, the way there. */
export function Missed({client, state, entry, messages}) {
  const id = entry.conversation.conversation;
  const {from, count} = state.missed[id] ?? {};
  if (!from || state.fresh[id] || messages[0]?.pos <= from) {
    return null;
  }
  return h('p', {class: 'missed'}, button([icon('down'), t('first_unread', {count: count > 99 ? '99+' : count})],
    () => client.reading.unread(), 'mini'));
}
