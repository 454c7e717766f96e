// One message, and lines about who came and went.

import {el} from '../dom.js';
import {avatar, badge, clock, day, exact, saying, textNodes} from '../text.js';

const QUICK = ['👍', '❤️', '🎉'];

/** Messages as they are read: a line for each new day, authors named once for what they say in a row. */
export function messageRows(messages, context) {
  const rows = [];
  let before;
  for (const message of messages) {
    const fresh = !before || day(before.sent_at) !== day(message.sent_at);
    if (fresh) {
      rows.push([`day ${message.pos}`, () => el('li', {class: 'day'}, el('span', {}, day(message.sent_at)))]);
    }
    const goesOn = !fresh && before.author.id === message.author.id
      && Date.parse(message.sent_at) - Date.parse(before.sent_at) < 300_000;
    rows.push([shown(message, goesOn, context), () => messageNode(message, goesOn, context)]);
    before = message;
  }
  return rows;
}

/** All that a message's row depends on. */
function shown(message, goesOn, {nameOf, quoted, writable, badges}) {
  const quote = message.quote && quoted(message.quote);
  const people = JSON.stringify(message).match(/a_[0-9a-z]{13}/g) ?? [];
  return JSON.stringify([message, goesOn, writable, badges, quote?.author.name, quote && saying(quote), people.map(nameOf)]);
}

/** Written, but not known to be stored. */
export const unsentRow = draft => [`unsent ${draft.client_id}`, () =>
  el('li', {class: 'message goes-on unsent'}, el('span', {class: 'gap'}),
    el('div', {class: 'body'},
      el('p', {class: 'text'}, draft.text, el('span', {class: 'edited'}, ' sending…'))))];

function messageNode(message, goesOn, context) {
  const {nameOf, quoted, badges} = context;
  // Whether authors from outside are marked in messages is for the workspace to say.
  const author = badges ? message.author : {...message.author, external: false};
  const gone = message.text === undefined;
  return el('li', {
    class: `message${goesOn ? ' goes-on' : ''}${author.external ? ' outside' : ''}`,
    tabindex: -1,
  },
    goesOn ? el('span', {class: 'gap'}) : avatar(message.author),
    el('div', {class: 'body'},
      !goesOn && el('p', {class: 'author'},
        el('strong', {}, message.author.name), badge(author),
        el('time', {datetime: message.sent_at, title: exact(message.sent_at)}, clock(message.sent_at))),
      message.quote && !gone && quoteNode(quoted(message.quote)),
      gone
        ? el('p', {class: 'text gone'}, 'This message was deleted.')
        : message.text !== '' && el('p', {class: 'text'}, textNodes(message.text, nameOf),
            message.edited_at && el('span', {class: 'edited', title: exact(message.edited_at)}, ' (edited)')),
      !gone && message.files?.length > 0 && files(message.files),
      !gone && message.poll && el('ol', {class: 'options'}, message.poll.options.map(option => el('li', {}, option))),
      !gone && message.previews?.length > 0 && previews(message.previews),
      message.reactions?.length > 0 && reactions(message, context)),
    !gone && actions(message, context));
}

/** Shows a quote; one that is not loaded, or not for this reader, shows no text. */
const quoteNode = message =>
  el('p', {class: 'quote'}, message?.text === undefined
    ? 'An earlier message'
    : `${message.author.name}: ${saying(message)}`);

/** What the pages say of themselves to which a message links. */
const previews = shown => el('ul', {class: 'previews'},
  shown.map(page => el('li', {}, el('strong', {}, page.title), page.description && ` ${page.description}`)));

/** The files that a message carries. */
const files = carried => el('ul', {class: 'files'},
  carried.map(file => el('li', {}, `${file.name}, ${size(file.size)}`)));

function size(bytes) {
  return bytes < 1e3 ? `${bytes} bytes` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function reactions(message, {nameOf, mine, writable, react}) {
  return el('p', {class: 'reactions'}, message.reactions.map(({emoji, people}) => {
    const own = people.includes(mine);
    const names = people.map(id => nameOf(id) ?? 'somebody').join(', ');
    return el('button', {
      class: `reaction${own ? ' own' : ''}`, title: names, 'aria-pressed': String(own),
      'aria-label': `${emoji} by ${names}`, disabled: !writable,
      onclick: () => react(message, emoji, !own),
    }, `${emoji} ${people.length}`);
  }));
}

function actions(message, {mine, writable, remove, edit, reply, react}) {
  const own = message.author.id === mine;
  const action = (label, sign, run) =>
    el('button', {class: 'quiet icon', 'aria-label': label, title: label, onclick: run}, sign);
  return el('div', {class: 'actions'},
    writable && QUICK.map(emoji => {
      const on = !message.reactions?.some(each => each.emoji === emoji && each.people.includes(mine));
      return action(`React with ${emoji}`, emoji, () => react(message, emoji, on));
    }),
    writable && action('Answer', '↩', () => reply(message)),
    writable && own && action('Edit', '✎', () => edit(message)),
    own && action('Delete', '✕', () => remove(message)));
}
