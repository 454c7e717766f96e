// Markdown as elements. A parser makes tokens, and each token that is known becomes an element; markup in the text,
// and whatever is not known, stays the text that was written. No string is ever taken for markup.

import {Marked} from 'marked';
import {h} from 'preact';
import {t} from '../words/words.js';

const DEPTH_MAX = 12;
const MENTION = /^<@([ac]_[0-9a-z]{13})>/;

const mention = {
  name: 'mention',
  level: 'inline',
  start: text => text.search(/<@[ac]_/),
  tokenizer(text) {
    const found = MENTION.exec(text);
    return found ? {type: 'mention', raw: found[0], named: found[1]} : undefined;
  },
};
const parser = new Marked({gfm: true, breaks: true, extensions: [mention]});

/** The parser remembers the last text until it reads another one, which may be one that the person lost. */
function read(text) {
  const list = parser.lexer(text);
  parser.lexer('');
  return list;
}

/** nameOf tells what somebody is called who is mentioned, and may know groups. */
export function markdown(text, nameOf) {
  return tokens(read(text), nameOf, 0);
}

/** A preview in one line: names in place of mentions; what was cut within a mention is let go. */
export const plain = (text, nameOf) => text
  .replace(/<@([ac]_[0-9a-z]{13})>/g, (_, id) => '@' + called(id, nameOf))
  .replace(/<(?:@(?:[ac](?:_[0-9a-z]{0,13})?)?)?(…?)$/, '$1');

/** The same without the signs of Markdown: what somebody would read aloud. */
export const spoken = (text, nameOf) => plain(words(read(text)).replace(/\s+/g, ' ').trim(), nameOf);

const words = list => (list ?? []).map(token => token.type === 'mention' ? token.raw
  : token.type === 'list' ? token.items.map(item => words(item.tokens)).join(' ')
    : token.tokens ? `${words(token.tokens)}${BLOCKS.has(token.type) ? ' ' : ''}`
      : ['br', 'space'].includes(token.type) ? ' ' : token.text ?? token.raw).join('');

const BLOCKS = new Set(['paragraph', 'heading', 'blockquote']);

/** Who is not known is somebody; a group that is not known is a group. */
const called = (id, nameOf) => nameOf(id) ?? (id.startsWith('c_') ? t('a_group') : '…');

function tokens(list, nameOf, depth) {
  return (list ?? []).map(token => element(token, nameOf, depth));
}

function element(token, nameOf, depth) {
  if (depth > DEPTH_MAX) {
    return token.raw;
  }
  const inner = () => tokens(token.tokens, nameOf, depth + 1);
  switch (token.type) {
    case 'space':
      return null;
    case 'paragraph':
      return h('p', {dir: 'auto'}, inner());
    case 'heading':
      return h('p', {dir: 'auto', class: 'headline'}, inner());
    case 'text':
      return token.tokens ? inner() : token.text;
    case 'escape':
      return token.text;
    case 'strong':
    case 'em':
    case 'del':
      return h(token.type, {}, inner());
    case 'codespan':
      return h('code', {}, token.text);
    case 'br':
      return h('br');
    case 'hr':
      return h('hr');
    case 'code':
      return h('pre', {tabIndex: 0}, h('code', {}, token.text));
    case 'blockquote':
      return h('blockquote', {dir: 'auto'}, inner());
    case 'list':
      return list(token, nameOf, depth);
    case 'table':
      return table(token, nameOf, depth);
    case 'link':
      return link(token.href, inner());
    case 'image':
      return link(token.href, [token.text || token.href]);
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ ';
    case 'mention':
      return h('span', {class: 'at'}, h('bdi', {}, '@' + called(token.named, nameOf)));
    default:
      return token.raw;
  }
}

function list(token, nameOf, depth) {
  const items = token.items.map(item =>
    h('li', {dir: 'auto'}, item.task && !item.tokens?.some(hasCheckbox) && (item.checked ? '☑ ' : '☐ '),
      tokens(item.tokens, nameOf, depth + 1)));
  return token.ordered ? h('ol', {start: token.start || 1}, items) : h('ul', {class: 'md'}, items);
}

const hasCheckbox = token => token.type === 'checkbox' || token.tokens?.some(hasCheckbox);

function table(token, nameOf, depth) {
  const row = (name, cells) => h('tr', {}, cells.map(cell => h(name, {dir: 'auto'}, tokens(cell.tokens, nameOf, depth + 1))));
  return h('div', {class: 'wide', tabIndex: 0},
    h('table', {}, h('thead', {}, row('th', token.header)), h('tbody', {}, token.rows.map(cells => row('td', cells)))));
}

/** Leads to the web or to a mail, or is no link. */
function link(href, children) {
  const safe = URL.canParse(href) && ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol);
  return safe ? h('a', {href, target: '_blank', rel: 'noopener noreferrer nofollow'}, children) : h('span', {}, children);
}
