// Mentions as they are written and as messages carry them.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {begun, carried, matching, written} from '#page/app/mentions.js';

const PEOPLE = [{id: 'a_0000000000001', name: 'Ada'}, {id: 'a_0000000000002', name: 'Ada Lovelace (x)'}];

test('the longest name is meant, and an address is none', () => {
  assert.equal(carried('@Ada Lovelace (x) and @Ada, not ada@Ada or @Adam', PEOPLE),
    '<@a_0000000000002> and <@a_0000000000001>, not ada@Ada or @Adam');
});

test('what is carried is written again with names', () => {
  const nameOf = id => PEOPLE.find(each => each.id === id)?.name;
  assert.equal(written('<@a_0000000000001> <@a_0000000000009>', nameOf), '@Ada <@a_0000000000009>');
});

test('a mention is begun after a blank, before the caret', () => {
  assert.deepEqual(begun('so @Ad', 6), {from: 3, prefix: 'ad'});
  assert.equal(begun('a@Ad', 4), undefined);
  assert.equal(begun('@Ad done', 8), undefined);
  assert.deepEqual(matching(PEOPLE, 'love').map(each => each.id), ['a_0000000000002']);
});

test('everybody here is carried as the conversation', () => {
  const all = {id: 'c_0000000000007', name: 'everybody'};
  assert.equal(carried('@everybody: look', [...PEOPLE, all]), '<@c_0000000000007>: look');
  assert.equal(written('<@c_0000000000007>', id => id === all.id ? all.name : undefined), '@everybody');
});
