// The dialogs of a conversation; they go with it.

import {h} from 'preact';
import {toggle} from './acts.js';
import {EmojiPicker} from './emoji.js';
import {Forward} from './forward.js';
import {Pins, Readers, Versions} from './lists.js';
import {Scheduled} from './scheduled.js';
import {Start} from './start.js';
import {ToDate, When} from './when.js';

export function Asked({client, state, entry, asked, close}) {
  const {kind, message} = asked;
  const id = entry.conversation.conversation;
  switch (kind) {
    case 'emoji':
      return h(EmojiPicker, {close, take: asked.take ?? (emoji => toggle(client, message, emoji, state.me.account))});
    case 'forward':
      return h(Forward, {client, state, message, close});
    case 'thread':
      return h(Start, {client, state, from: message, close});
    case 'pins':
      return h(Pins, {client, id, close});
    case 'readers':
      return h(Readers, {client, state, message, close});
    case 'versions':
      return h(Versions, {client, message, close});
    case 'scheduled':
      return h(Scheduled, {client, state, close});
    case 'date':
      return h(ToDate, {client, close});
    case 'remind':
      return h(When, {kind: 'remind', at: asked.at, close, take: at => client.lists.remind(id, at)});
    case 'schedule':
      return h(When, {kind: 'schedule', close, take: at => client.later.schedule(id, asked.text, at)});
    default:
      return null;
  }
}
