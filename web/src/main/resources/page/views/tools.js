// The tools of a message: what is done often at one press, the rest in a menu.

import {h} from 'preact';
import {icon} from '../parts/icons.js';
import {Menu} from '../parts/menu.js';
import {t} from '../words/words.js';
import {copyLink, remove, toggle, turn} from './acts.js';

const QUICK = ['👍', '❤️', '🎉'];

export function Tools({client, message, mine, writable, show, view}) {
  const own = message.author.id === mine;
  const {conversation, pos} = message;
  const tool = (label, sign, onClick) =>
    h('button', {type: 'button', class: 'ib', 'aria-label': label, title: label, onClick}, sign);
  const items = () => [
    writable && own && [t('edit'), () => turn(client, message, 'edit'), 'pen'],
    [t('copy_link'), () => copyLink(message), 'link'],
    [t('forward'), () => show({kind: 'forward', message}), 'forward'],
    [t('thread_from'), () => show({kind: 'thread', message}), 'thread'],
    writable && [t(message.pinned ? 'unpin' : 'pin'), () => client.attempt('message.pin', {conversation, pos, on: !message.pinned}), 'pin'],
    [t('save_message'), () => save(client, message), 'star'],
    [t('read_by'), () => show({kind: 'readers', message}), 'eye'],
    message.edited_at && [t('versions'), () => show({kind: 'versions', message}), 'clock'],
    (own || view.role === 'admin') && [t('delete'), () => remove(client, message), 'x'],
  ];
  return h('div', {class: 'tools'},
    writable && QUICK.map(emoji => tool(t('react_with', {emoji}), emoji, () => toggle(client, message, emoji, mine))),
    writable && tool(t('react'), icon('smile'), () => show({kind: 'emoji', message})),
    writable && tool(t('answer'), icon('reply'), () => turn(client, message, 'reply')),
    h(Menu, {label: t('more_acts'), items}));
}

async function save(client, {conversation, pos}) {
  try {
    await client.live.run('message.save', {conversation, pos, on: true});
    client.tell({key: 'message_saved'});
  } catch (error) {
    client.tell(error);
  }
}
