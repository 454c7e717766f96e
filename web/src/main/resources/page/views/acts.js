// What can be done with a message, from its tools and its menu, or with a key while it has the focus.

import {format} from '../app/route.js';
import {notice} from '../parts/notice.js';
import {t} from '../words/words.js';

export const react = (client, {conversation, pos}, emoji, on) =>
  client.attempt('message.react', {conversation, pos, emoji, on});

/** Puts an emoji there, or takes one's own away. */
export const toggle = (client, message, emoji, mine) => react(client, message, emoji,
  !message.reactions?.some(each => each.emoji === emoji && each.people.includes(mine)));

export const turn = (client, {conversation: id, pos}, how) =>
  client.store.dispatch('target', {id, target: {how, pos}});

export const remove = (client, {conversation, pos}) => confirm(t('delete_sure'))
  && client.attempt('message.delete', {conversation, pos});

export async function copyLink({conversation, pos}) {
  const address = new URL(format(['c', conversation, ...(pos ? [String(pos)] : [])]), new URL('.', location.href));
  await navigator.clipboard.writeText(address.href).then(() => notice(t('link_copied')), () => notice(address.href));
}

const KEYS = {
  r: ({message, writable, show}) => writable && show({kind: 'emoji', message}),
  q: ({client, message, writable}) => writable && turn(client, message, 'reply'),
  t: ({message, show}) => show({kind: 'thread', message}),
  e: ({client, message, mine, writable}) => writable && message.author.id === mine && turn(client, message, 'edit'),
  Delete: ({client, message, mine}) => message.author.id === mine && remove(client, message),
};

export function acts(event, about) {
  if (!event.ctrlKey && !event.metaKey && !event.altKey && Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key](about);
  }
}
