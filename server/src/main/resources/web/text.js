// Words for people: times, names, and message text.

import {el} from './dom.js';

const CLOCK = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit'});
const DAY = new Intl.DateTimeFormat(undefined, {weekday: 'long', day: 'numeric', month: 'long'});
const EXACT = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium'});
const PIECES = /(https?:\/\/[^\s<>"]+|<@a_[0-9a-z]{13}>)/;

/** The name of a conversation; a backstage has that of its conversation, and is not to be taken for it. */
export const placeName = view =>
  (view.backstage_of ? 'Backstage: ' : '') + (view.name || 'Direct message');

export const clock = iso => CLOCK.format(new Date(iso));
export const day = iso => DAY.format(new Date(iso));
export const exact = iso => EXACT.format(new Date(iso));

/** "0.8 ms" */
export const millis = micros => `${(micros / 1000).toFixed(micros < 10_000 ? 2 : 0)} ms`;

/** Message text as nodes: links to the web are links, mentions show a name. */
export function textNodes(text, nameOf) {
  return text.split(PIECES).map(piece => {
    if (piece.startsWith('<@a_')) {
      return el('span', {class: 'mention'}, '@' + (nameOf(piece.slice(2, -1)) ?? 'somebody'));
    }
    if (/^https?:\/\//.test(piece) && URL.canParse(piece)) {
      return el('a', {href: piece, target: '_blank', rel: 'noopener noreferrer'}, piece);
    }
    return piece;
  });
}

/** A round picture of a name: its initials on one of eight colours, the same everywhere. */
export function avatar(person) {
  const initials = person.name.split(/\s+/).map(word => [...word][0] ?? '').slice(0, 2).join('');
  let sum = 0;
  for (const char of person.id ?? person.name) {
    sum = (sum * 31 + char.charCodeAt(0)) % 8;
  }
  return el('span', {class: `avatar tint${sum}`, 'aria-hidden': 'true'}, initials.toUpperCase());
}

/** The badge of somebody from outside; the same for every reader. */
export const badge = person =>
  person.unverified
    ? el('span', {class: 'badge external', title: 'Came by a code: nobody has checked who they are'}, 'unverified')
    : person.external
    ? el('span', {class: 'badge external', title: 'Not a member of this workspace'}, 'external')
    : person.bot && el('span', {class: 'badge'}, 'bot');

/** What a message says in one line: its text, or the name of its first file. */
export const saying = message => message.text || message.files?.[0]?.name;
