// What is offered while one writes, what is sent, and what becomes of a draft.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {begun, offers, ran, ready} from '#page/app/complete.js';
import {step} from '#page/app/drafts.js';
import {listed, matching} from '#page/app/emoji.js';
import {rows} from '#page/app/rows.js';

const EMOJI = listed({'😀': ['grinning_face', 'smile', 'happy'], '👋': ['waving_hand', 'hi'], '👍': ['thumbs_up', '+1'], '🐵': ['monkey_face', 'smirk']});

test('a colon with letters begins an emoji, a time and a link do not', () => {
  assert.deepEqual(begun('so :smi', 7), {kind: 'emoji', from: 3, end: 7, prefix: 'smi'});
  assert.equal(begun('10:30', 5), undefined);
  assert.equal(begun('https://x', 9), undefined);
  assert.deepEqual(begun('/wea', 4), {kind: 'slash', from: 0, end: 4, prefix: 'wea'});
  assert.equal(begun('@sa', 3).kind, 'person');
});

test('emoji are found by what they are called, whole names first', () => {
  assert.deepEqual(matching(EMOJI, 'smi').map(each => each.emoji), ['😀', '🐵']);
  assert.equal(matching(EMOJI, '+1')[0].emoji, '👍');
  assert.deepEqual(EMOJI.map(each => each.group), ['smileys', 'people', 'people', 'nature']);
});

test('what is taken stands in the text', () => {
  const at = begun(':thumbs', 7);
  assert.equal(offers(at, {emojis: EMOJI})[0].insert, '👍 ');
  assert.deepEqual(offers(begun('/w', 2), {slashes: [{name: 'weather'}, {name: 'ask'}]}).map(each => each.insert), ['/weather ']);
  assert.deepEqual(offers(undefined, {}), []);
});

test('only a command that is offered is run', () => {
  assert.deepEqual(ran('/weather  Delft ', [{name: 'weather'}]), {name: 'weather', text: 'Delft'});
  assert.equal(ran('/shrug', [{name: 'weather'}]), undefined);
  assert.equal(ran('/usr/bin', [{name: 'usr'}]), undefined);
});

test('leading blanks are sent, empty lines around are not', () => {
  assert.equal(ready('\n  \n    code\n\n'), '    code');
  assert.equal(ready('   '), '');
});

test('a draft is saved if it changed, and let go when nothing is left of it', () => {
  assert.equal(step(undefined, 'a'), 'save');
  assert.equal(step('a', 'a'), undefined);
  assert.equal(step('a', ''), 'discard');
  assert.equal(step('a', '  '), 'discard');
  assert.equal(step(undefined, ''), undefined);
  assert.equal(step('a', 'x'.repeat(20_000)), undefined);
});

test('rows name days and authors once', () => {
  const said = (pos, sent_at, id = 'a') => ({pos, sent_at, author: {id}});
  const made = rows([said(1, '2026-12-01T10:00:00Z'), said(2, '2026-12-01T10:01:00Z'), said(3, '2026-12-02T10:00:00Z'), said(4, '2026-12-02T10:01:00Z', 'b')],
    {fresh: 4, unsent: [{client_id: 'x'}]}, iso => iso.slice(0, 10));
  assert.deepEqual(made.map(row => row.key), ['day 1', '1', '2', 'day 3', '3', 'fresh', '4', 'x']);
  assert.deepEqual(made.filter(row => row.message).map(row => row.goesOn), [false, true, false, false]);
});
