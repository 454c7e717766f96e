// One message, and lines about who came and went.

import {el} from '../dom.js';
import {avatar, badge, clock, day, exact, textNodes} from '../text.js';

/** Messages as they are read: a line for each new day, authors named once for what they say in a row. */
export function messageNodes(messages, context) {
  const nodes = [];
  let before;
  for (const message of messages) {
    const fresh = !before || day(before.sent_at) !== day(message.sent_at);
    if (fresh) {
      nodes.push(el('li', {class: 'day'}, el('span', {}, day(message.sent_at))));
    }
    const goesOn = !fresh && before.author.id === message.author.id
      && Date.parse(message.sent_at) - Date.parse(before.sent_at) < 300_000;
    nodes.push(messageNode(message, goesOn, context));
    before = message;
  }
  return nodes;
}

function messageNode(message, goesOn, {nameOf, remove, mine}) {
  const own = message.author.id === mine;
  return el('li', {class: `message${goesOn ? ' goes-on' : ''}${message.author.external ? ' outside' : ''}`},
    goesOn ? el('span', {class: 'gap'}) : avatar(message.author),
    el('div', {class: 'body'},
      !goesOn && el('p', {class: 'author'},
        el('strong', {}, message.author.name), badge(message.author),
        el('time', {datetime: message.sent_at, title: exact(message.sent_at)}, clock(message.sent_at))),
      message.text === undefined
        ? el('p', {class: 'text gone'}, 'This message was deleted.')
        : el('p', {class: 'text'}, textNodes(message.text, nameOf),
            message.edited_at && el('span', {class: 'edited'}, ' (edited)')),
      message.reactions.length > 0 && el('p', {class: 'reactions'}, message.reactions.map(reaction =>
        el('span', {class: 'reaction'}, `${reaction.emoji} ${reaction.people.length}`)))),
    own && message.text !== undefined && el('button', {
      class: 'quiet icon', 'aria-label': 'Delete this message', title: 'Delete',
      onclick: () => remove(message),
    }, '✕'));
}
