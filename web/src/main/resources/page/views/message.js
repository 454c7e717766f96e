// One message: who said it, what, and what can be done with it. Drawn again only if something of it changed.

import {Component, h} from 'preact';
import {saying} from '../app/state.js';
import {icon} from '../parts/icons.js';
import {markdown, plain} from '../parts/markdown.js';
import {badge, face} from '../parts/person.js';
import {clock, exact} from '../parts/time.js';
import {t} from '../words/words.js';
import {Files} from './files.js';
import {Poll} from './poll.js';

const QUICK = ['👍', '❤️', '🎉', '👀', '✅'];

export class Message extends Component {
  shouldComponentUpdate(next) {
    return Object.keys(next).some(key => next[key] !== this.props[key]);
  }

  render({message, goesOn, client, names, mine, writable, badges, quoted, poll}) {
    const nameOf = id => id === message.conversation ? t('everybody') : names[id];
    // Whether authors from outside are marked in messages is for the workspace to say.
    const author = badges ? message.author : {...message.author, external: false, unverified: false};
    const gone = message.text === undefined;
    return h('article', {class: `msg message${goesOn ? ' more' : ''}${author.external ? ' outside' : ''}`, tabIndex: -1},
      goesOn ? h('time', {dateTime: message.sent_at, title: exact(message.sent_at)}, clock(message.sent_at)) : face(author),
      h('div', {class: 'said'},
        !goesOn && h('p', {class: 'by author'}, h('b', {dir: 'auto'}, message.author.name), badge(author),
          h('time', {dateTime: message.sent_at, title: exact(message.sent_at)}, clock(message.sent_at))),
        message.quote && !gone && quote(quoted, nameOf),
        gone ? h('p', {class: 'text gone faint'}, t('deleted'))
          : message.text !== '' && h('div', {class: 'text'}, markdown(message.text, nameOf)),
        !gone && message.edited_at && h('p', {class: 'edited', title: exact(message.edited_at)}, t('edited')),
        !gone && message.files?.length > 0 && h(Files, {client, files: message.files}),
        !gone && message.poll && h(Poll, {client, message, poll, writable, mine}),
        !gone && message.previews?.map(page => preview(page)),
        message.reactions?.length > 0 && reactions(message, {client, nameOf, mine, writable})),
      !gone && tools(message, {client, mine, writable}));
  }
}

/** A quote; one that is not loaded, or not for this reader, shows no text. */
const quote = (quoted, nameOf) => h('p', {class: 'quote', dir: 'auto'}, quoted?.text === undefined
  ? t('earlier')
  : [h('b', {}, quoted.author.name), `: ${plain(saying(quoted) ?? '', nameOf)}`]);

/** What a page says of itself to which a message links. */
const preview = page => h('div', {key: page.url, class: 'card preview-card'}, h('p', {class: 'text-of', dir: 'auto'},
  h('span', {class: 'faint small'}, page.site), h('b', {class: 'cut'}, page.title), page.description));

const react = (client, message, emoji, on) =>
  client.attempt('message.react', {conversation: message.conversation, pos: message.pos, emoji, on});

function reactions(message, {client, nameOf, mine, writable}) {
  return h('p', {class: 'reacts'}, message.reactions.map(({emoji, people}) => {
    const own = people.includes(mine);
    const names = people.map(id => nameOf(id) ?? t('somebody')).join(', ');
    return h('button', {
      key: emoji, type: 'button', class: 'react', title: names, 'aria-pressed': String(own),
      'aria-label': t('reacted_by', {emoji, names}), disabled: !writable,
      onClick: () => react(client, message, emoji, !own),
    }, emoji, h('span', {}, String(people.length)));
  }));
}

function tools(message, {client, mine, writable}) {
  const id = message.conversation;
  const own = message.author.id === mine;
  const tool = (label, sign, onClick) =>
    h('button', {type: 'button', class: 'ib', 'aria-label': label, title: label, onClick}, sign);
  const turn = how => client.store.dispatch('target', {id, target: {how, pos: message.pos}});
  const remove = () => confirm(t('delete_sure'))
    && client.attempt('message.delete', {conversation: id, pos: message.pos});
  return h('div', {class: 'tools'},
    writable && QUICK.map(emoji => tool(t('react_with', {emoji}), emoji, () => react(client, message, emoji,
      !message.reactions?.some(each => each.emoji === emoji && each.people.includes(mine))))),
    writable && tool(t('answer'), icon('reply'), () => turn('reply')),
    writable && own && tool(t('edit'), icon('pen'), () => turn('edit')),
    own && tool(t('delete'), icon('x'), remove));
}
