// The parts of the list of conversations, its filters, and the way to the next unread one.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {next, sections, totals} from '#page/app/sections.js';

const entry = (id, kind, more = {}) => ({conversation: {conversation: id, kind, name: id, has_externals: id === 'Pier'}, head: 1, ...more});
const ENTRIES = [
  entry('Pier', 'thread', {important: true, unread: true, head: 3}), entry('Wharf', 'thread', {head: 9}), entry('Team', 'group', {important: true}),
  entry('Sam', 'dm', {important: true, mentions: 2, unread: true}), entry('Old', 'thread', {archived: true}), entry('Later', 'group', {reminded: true, head: 5}),
];
const shape = parts => parts.map(([name, some]) => [name, some.map(each => each.conversation.name)]);

test('each conversation stands in one part, the newest first', () => {
  assert.deepEqual(shape(sections(ENTRIES)),
    [['important', ['Later', 'Pier']], ['groups', ['Team']], ['dms', ['Sam']], ['threads', ['Wharf']], ['archived', ['Old']]]);
});

test('a filter and words leave what they mean', () => {
  assert.deepEqual(shape(sections(ENTRIES, {filter: 'unread'})), [['important', ['Pier']], ['dms', ['Sam']]]);
  assert.deepEqual(shape(sections(ENTRIES, {filter: 'outside'})), [['important', ['Pier']]]);
  assert.deepEqual(shape(sections(ENTRIES, {words: 'WHÁ'})), [['threads', ['Wharf']]]);
});

test('the next unread one goes round', () => {
  const listed = sections(ENTRIES).flatMap(([, some]) => some);
  assert.equal(next(listed, 'Pier', 1, true), 'Sam');
  assert.equal(next(listed, 'Sam', 1, true), 'Pier');
  assert.equal(next(listed, undefined, 1), 'Later');
  assert.equal(next([], undefined, 1), undefined);
});

test('a thousand conversations are put into their parts at once', () => {
  const many = Array.from({length: 1_000}, (_, at) => entry(`n${at}`, ['group', 'thread', 'dm'][at % 3], {head: at, unread: at % 2 === 0}));
  const begun = performance.now();
  assert.equal(sections(many, {words: 'n'}).flatMap(([, some]) => some).length, 1_000);
  assert.ok(performance.now() - begun < 500);
  assert.equal(totals(many).unread, 500);
});
