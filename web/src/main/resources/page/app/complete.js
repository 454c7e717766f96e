// What is offered while one writes: people after an @, emoji after a colon, a bot's commands after a slash. Pure.

import * as emoji from './emoji.js';
import {begun as mentioned, matching} from './mentions.js';

const SLASH = /^\/([\p{L}0-9_-]*)$/u;
const RUN = /^\/([\p{L}0-9_-]+)(?:\s+([\s\S]*))?$/u;
const MOST = 6;

/** What is being written before the caret, if anything: its kind, where it begins and its letters. */
export function begun(text, caret) {
  const slash = SLASH.exec(text.slice(0, caret));
  if (slash) {
    return {kind: 'slash', from: 0, end: caret, prefix: slash[1].toLowerCase()};
  }
  for (const [kind, find] of [['person', mentioned], ['emoji', emoji.begun]]) {
    const found = find(text, caret);
    if (found) {
      return {kind, end: caret, ...found};
    }
  }
  return undefined;
}

/** What may be meant, a few: {key, insert} with the person, emoji or command. */
export function offers(at, {people = [], emojis = [], slashes = []}) {
  switch (at?.kind) {
    case 'person':
      return matching(people, at.prefix).map(person => ({key: person.id, insert: `@${person.name} `, person}));
    case 'emoji':
      return emoji.matching(emojis, at.prefix, MOST).map(each => ({key: each.emoji, insert: `${each.emoji} `, emoji: each}));
    case 'slash':
      return slashes.filter(each => each.name.startsWith(at.prefix)).slice(0, MOST)
        .map(slash => ({key: slash.name, insert: `/${slash.name} `, slash}));
    default:
      return [];
  }
}

/** The command that a text runs, if it is one of these. */
export function ran(text, slashes) {
  const [, name, rest = ''] = RUN.exec(text) ?? [];
  return slashes.some(each => each.name === name) ? {name, text: rest.trim()} : undefined;
}

/** What is sent: blanks before the first line stay, as they mean code; empty lines around go. */
export const ready = text => text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
