// One message: who said it, what, and what can be done with it.

import {h} from 'preact';
import {saying} from '../app/state.js';
import {icon} from '../parts/icons.js';
import {markdown, spoken} from '../parts/markdown.js';
import {badge, face} from '../parts/person.js';
import {clock, exact} from '../parts/time.js';
import {t} from '../words/words.js';
import {acts, react} from './acts.js';
import {Files} from './files.js';
import {Poll} from './poll.js';
import {Tools} from './tools.js';

export function Message({message, goesOn, client, mine, writable, badges, quoted, poll, show, marked, online, view}) {
  const nameOf = id => id === message.conversation ? t('everybody') : client.names.of(id);
  // Whether authors from outside are marked in messages is for the workspace to say.
  const author = badges ? message.author : {...message.author, external: false, unverified: false};
  const gone = message.text === undefined;
  const at = h('time', {dateTime: message.sent_at, title: exact(message.sent_at)}, clock(message.sent_at));
  const key = event => {
    if (event.target === event.currentTarget) {
      gone || acts(event, {client, message, mine, writable, show});
    } else if (event.key === 'Escape') {
      event.currentTarget.focus({preventScroll: true});
    }
  };
  return h('article', {
    class: `msg message${goesOn ? ' more' : ''}${author.external ? ' outside' : ''}${marked ? ' marked' : ''}`, tabIndex: -1, onKeyDown: key,
  },
  goesOn ? at : h('span', {class: 'with'}, face(author), online && online !== 'offline' && h('span', {class: `presence ${online}`})),
  h('div', {class: 'said'},
    !goesOn && h('p', {class: 'by author'}, h('b', {dir: 'auto'}, message.author.name),
      online === 'online' && h('span', {class: 'sr'}, t('is_here')), badge(author), at),
    message.pinned && h('p', {class: 'pinned faint small row'}, icon('pin'), t('pinned')),
    message.quote && !gone && h(Quote, {client, message, quoted, nameOf}),
    gone ? h('p', {class: 'text gone faint'}, t('deleted')) : h(Text, {client, message, nameOf}),
    !gone && message.edited_at && h('p', {class: 'edited', title: exact(message.edited_at)}, t('edited')),
    !gone && message.files?.length > 0 && h(Files, {client, conversation: message.conversation, files: message.files}),
    !gone && message.poll && h(Poll, {client, message, poll, writable, mine}),
    !gone && message.previews?.map(page => preview(page)),
    message.reactions?.length > 0 && reactions(message, {client, nameOf, mine, writable})),
  !gone && h(Tools, {client, message, mine, writable, show, view}));
}

/** The text; of what was passed on, who said it and when stands before it. */
function Text({client, message, nameOf}) {
  const {text, forwarded} = message;
  if (!forwarded) {
    return text !== '' && h('div', {class: 'text'}, markdown(text, nameOf));
  }
  const note = text.slice(0, forwarded.begins).trim();
  const source = async () => {
    try {
      const {original} = await client.live.run('message.source', {conversation: message.conversation, pos: message.pos});
      if (original) {
        await client.visit(['c', original.conversation, original.pos]);
      } else {
        client.tell({key: 'source_hidden'});
      }
    } catch (error) {
      client.tell(error);
    }
  };
  return h('div', {class: 'text'}, note && markdown(note, nameOf),
    h('blockquote', {class: 'passed-on', dir: 'auto'},
      h('p', {class: 'small faint row'}, icon('forward'),
        h('span', {}, t(forwarded.author ? 'forwarded_from' : 'forwarded', {name: forwarded.author, time: exact(forwarded.sent_at)})),
        h('button', {type: 'button', class: 'btn link', onClick: source}, t('to_source'))),
      markdown(text.slice(forwarded.begins), nameOf)));
}

/** A quote leads to its message; one that is not loaded, or not for this reader, shows no text. */
const Quote = ({client, message, quoted, nameOf}) => h('button', {
  type: 'button', class: 'quote', dir: 'auto', onClick: () => client.reading.jump(message.quote),
}, quoted?.text === undefined ? t('earlier') : [h('b', {}, quoted.author.name), `: ${spoken(saying(quoted) ?? '', nameOf)}`]);

/** What a page says of itself to which a message links. */
const preview = page => h('div', {key: page.url, class: 'card preview-card'}, h('p', {class: 'text-of', dir: 'auto'},
  h('span', {class: 'faint small'}, page.site), h('b', {class: 'cut'}, page.title), page.description));

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
