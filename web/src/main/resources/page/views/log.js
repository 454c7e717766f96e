// The messages: day lines, the line before what is new, and what is being sent.

import {h} from 'preact';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {day} from '../parts/time.js';
import {t} from '../words/words.js';
import {Message} from './message.js';
import {saying} from '../app/state.js';

const NEAR_PX = 80;
const TOGETHER_MS = 300_000;
const SPOKEN_MS = 3_000;

export function Log({client, state, entry, messages, closed}) {
  const log = useRef();
  const stick = useRef(true);
  const fromEnd = useRef();
  const id = entry.conversation.conversation;
  const unsent = state.unsent.filter(each => each.conversation === id);
  useLayoutEffect(() => {
    const node = log.current;
    if (fromEnd.current !== undefined) {
      node.scrollTop = node.scrollHeight - fromEnd.current;
      fromEnd.current = undefined;
    } else if (stick.current) {
      node.scrollTop = node.scrollHeight;
    }
  });
  const older = () => client.older(() => {
    fromEnd.current = log.current.scrollHeight - log.current.scrollTop;
  });
  const scrolled = () => {
    const {scrollHeight, scrollTop, clientHeight} = log.current;
    stick.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
  };
  return h('div', {class: 'log-frame'},
    h('div', {
      ref: log, class: 'log scroll', role: 'log', 'aria-live': 'off', 'aria-label': t('messages'), tabIndex: 0,
      onKeyDown: walk, onScroll: scrolled,
    },
    // One list in which each has a key: what did not change is left where it stands.
    [
      state.more[id] && h('div', {key: 'older', class: 'older'}, button(t('older'), older, 'quiet mini')),
      messages.length + unsent.length === 0 && h('div', {key: 'empty', class: 'empty faint'}, t('say_hello')),
      ...rows(messages, {client, state, entry, closed}),
      ...unsent.map(each => h('div', {key: each.client_id, class: 'msg more unsent'}, h('span'),
        h('div', {class: 'said'}, h('p', {dir: 'auto', class: 'own'}, each.text),
          h('p', {class: 'edited'}, t('sending'))))),
    ].filter(Boolean)),
    h(News, {messages, me: state.me.account}));
}

/** Authors are named once for what they say in a row. */
function rows(messages, {client, state, entry, closed}) {
  const id = entry.conversation.conversation;
  const all = [];
  let before;
  for (const message of messages) {
    const anotherDay = !before || day(before.sent_at) !== day(message.sent_at);
    if (anotherDay) {
      all.push(h('div', {key: `day ${message.pos}`, class: 'day'}, h('span', {}, day(message.sent_at))));
    }
    if (state.fresh[id] === message.pos) {
      all.push(h('div', {key: 'fresh', class: 'day fresh'}, h('span', {}, t('new_messages'))));
    }
    const goesOn = !anotherDay && before.author.id === message.author.id
      && Date.parse(message.sent_at) - Date.parse(before.sent_at) < TOGETHER_MS;
    all.push(h(Message, {
      key: message.pos, message, goesOn, client, names: state.names, mine: state.me.account, writable: !closed,
      badges: entry.conversation.badge_in_messages, quoted: message.quote && state.messages[id][message.quote],
      poll: state.polls[id]?.[message.pos],
    }));
    before = message;
  }
  return all;
}

/** Arrow keys go from message to message, Tab from there to what can be done with it. */
function walk(event) {
  const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
  if (!step) {
    return;
  }
  const messages = [...event.currentTarget.querySelectorAll('.message')];
  const at = messages.indexOf(event.target.closest('.message'));
  const next = at < 0 ? messages.at(-1) : messages[at + step];
  event.preventDefault();
  next?.focus();
}

/** What a screen reader says of new messages: the last one, at most once in a while. */
function News({messages, me}) {
  const [text, say] = useState('');
  const known = useRef();
  const spoken = useRef(0);
  useLayoutEffect(() => {
    const last = messages.at(-1);
    const fresh = known.current !== undefined && last && last.pos > known.current && last.author.id !== me;
    if (last) {
      known.current = last.pos;
    }
    if (fresh && Date.now() - spoken.current > SPOKEN_MS) {
      spoken.current = Date.now();
      say(`${last.author.name}${last.author.external ? `, ${t('outside')}` : ''}: ${saying(last) ?? ''}`);
    }
  }, [messages.at(-1)?.pos]);
  return h('p', {class: 'sr', role: 'status'}, text);
}
