// How the page's state changes: pure, so that a test needs no browser.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {EMPTY, KEPT_MAX, inbox, lastPos, messagesOf, reduce} from '#page/app/state.js';

const ADA = {id: 'a_0000000000001', name: 'Ada', external: false};
const SAM = {id: 'a_0000000000002', name: 'Sam', external: true};
const view = (id, name = id) => ({conversation: id, name, state: 'open'});
const message = (pos, text, author = SAM) => ({
  conversation: 'c_1', pos, author, text, sent_at: '2026-12-02T10:00:00Z', reactions: [], files: [],
});
const after = (...actions) => actions.reduce(reduce, EMPTY);
const BEGUN = [
  {type: 'begun', me: {account: ADA.id, name: 'Ada', workspaces: []}},
  {type: 'inbox', entries: [{conversation: view('c_1'), head: 5, unread: true, unread_count: 2, read_pos: 3}], invitations: []},
  {type: 'opened', id: 'c_1'},
];

test('the first message that was not read has the line of what is new', () => {
  const state = after(...BEGUN, {
    type: 'page', id: 'c_1', messages: [message(3, 'old'), message(4, 'own', ADA), message(5, 'new')], more: false, whole: true,
  });
  assert.equal(state.fresh.c_1, 5);
  assert.deepEqual(messagesOf(state, 'c_1').map(each => each.text), ['old', 'own', 'new']);
  assert.equal(state.names[SAM.id], 'Sam');
});

test('an event moves the inbox and the message', () => {
  const posted = {type: 'message.posted', conversation: 'c_1', pos: 7, message: message(7, 'first')};
  const edited = {type: 'message.edited', conversation: 'c_1', pos: 8, target: 7, text: 'second', edited_at: 'x'};
  const state = after(...BEGUN, {type: 'event', event: posted}, {type: 'event', event: edited});
  assert.equal(messagesOf(state, 'c_1')[0].text, 'second');
  assert.equal(lastPos(state, 'c_1'), 7);
  assert.equal(inbox(state)[0].preview, 'second');
});

test('what is deleted leaves no text, quote, file or poll', () => {
  const posted = {type: 'message.posted', conversation: 'c_1', pos: 7, message: {...message(7, 'gone'), poll: {options: ['a']}}};
  const state = after(...BEGUN, {type: 'event', event: posted},
    {type: 'event', event: {type: 'message.deleted', conversation: 'c_1', pos: 9, target: 7}});
  const [left] = messagesOf(state, 'c_1');
  assert.equal(left.text, undefined);
  assert.equal(left.poll, undefined);
  assert.doesNotMatch(JSON.stringify(state), /gone/);
});

test('nothing of a conversation is left once access has ended', () => {
  const state = after(...BEGUN,
    {type: 'page', id: 'c_1', messages: [message(5, 'canary')], more: true, whole: true},
    {type: 'draft', id: 'c_1', text: 'canary'}, {type: 'target', id: 'c_1', target: {how: 'reply', pos: 5}},
    {type: 'written', unsent: {client_id: 'x', conversation: 'c_1', text: 'canary'}},
    {type: 'typing', id: 'c_1', person: SAM.id, until: 1}, {type: 'poll', id: 'c_1', pos: 5, poll: {}},
    {type: 'roster', id: 'c_1', entries: [{person: SAM, email: 'canary@example.com'}]},
    {type: 'upload', id: 'c_1', upload: {key: 'k', name: 'canary.pdf'}},
    {type: 'found', found: {query: 'canary', messages: [message(5, 'canary')]}},
    {type: 'aside', id: 'c_1', aside: {ask: 'q', text: 'canary'}}, {type: 'at', id: 'c_1', pos: 5},
    {type: 'scheduled', list: [{scheduled: 'd_1', conversation: 'c_1', text: 'canary'}]},
    {type: 'presence', presences: [{person: SAM.id, state: 'online', text: 'canary'}]},
    {type: 'receipts', id: 'c_1', watermarks: [{person: SAM.id, read: 5}]},
    {type: 'ended', id: 'c_1'});
  assert.doesNotMatch(JSON.stringify(state), /canary|c_1|Sam/);
  assert.equal(state.openId, undefined);
});

test('a refused text stands beside its fate, and whatever else was begun stays', () => {
  const unsent = {client_id: 'x', conversation: 'c_1', text: 'refused'};
  const kept = after(...BEGUN, {type: 'draft', id: 'c_1', text: 'begun'}, {type: 'written', unsent},
    {type: 'fate', client_id: 'x', fate: {how: 'refused', code: 'locked'}});
  assert.equal(kept.drafts.c_1, 'begun');
  assert.deepEqual(kept.unsent.map(each => [each.text, each.fate.code]), [['refused', 'locked']]);
});

test('a reaction is added once and taken back', () => {
  const react = (person, on) => ({type: 'event', event: {type: 'message.reacted', conversation: 'c_1', target: 5, emoji: '👍', person, on}});
  const page = {type: 'page', id: 'c_1', messages: [message(5, 'text')], more: false, whole: true};
  const twice = after(...BEGUN, page, react(ADA.id, true), react(ADA.id, true), react(SAM.id, true));
  assert.deepEqual(messagesOf(twice, 'c_1')[0].reactions, [{emoji: '👍', people: [ADA.id, SAM.id]}]);
  const none = [react(ADA.id, false), react(SAM.id, false)].reduce(reduce, twice);
  assert.deepEqual(messagesOf(none, 'c_1')[0].reactions, []);
});

test('no action changes a state in place', () => {
  const frozen = Object.freeze(after(...BEGUN));
  Object.values(frozen).forEach(each => typeof each === 'object' && Object.freeze(each));
  assert.doesNotThrow(() => reduce(frozen, {type: 'draft', id: 'c_1', text: 'x'}));
  assert.equal(frozen.drafts.c_1, undefined);
});

test('a conversation that ended is not where one is', () => {
  const state = after(...BEGUN, {type: 'routed', route: ['c', 'c_1']}, {type: 'ended', id: 'c_1'});
  assert.deepEqual(state.route, []);
});

test('while older messages are shown, a new one is counted and leaves no gap', () => {
  const state = after(...BEGUN,
    {type: 'page', id: 'c_1', messages: [message(1, 'old')], more: false, later: true, whole: true},
    {type: 'event', event: {type: 'message.posted', conversation: 'c_1', pos: 9, message: message(9, 'new')}});
  assert.deepEqual(messagesOf(state, 'c_1').map(each => each.text), ['old']);
  assert.equal(state.entries.c_1.unread_count, 3);
  assert.equal(state.entries.c_1.preview, 'new');
});

test('of a hundred thousand messages few are kept, those around where one reads', () => {
  const page = (from, count) => Array.from({length: count}, (_, at) => message(from + at, 'x'));
  let state = after(...BEGUN, {type: 'page', id: 'c_1', messages: page(100_000, 50), more: true, whole: true});
  for (let from = 99_950; from > 0; from -= 50) {
    state = reduce(state, {type: 'page', id: 'c_1', messages: page(from, 50), more: from > 50});
  }
  assert.equal(messagesOf(state, 'c_1').length, KEPT_MAX);
  assert.equal(messagesOf(state, 'c_1')[0].pos, 50);
  assert.equal(state.later.c_1, true);
  state = reduce(state, {type: 'page', id: 'c_1', messages: page(650, 50), later: true});
  assert.equal(messagesOf(state, 'c_1')[0].pos, 100);
  assert.equal(state.more.c_1, true);
});

test('what was archived is back with something new', () => {
  const state = after(...BEGUN, {type: 'entry', id: 'c_1', change: {archived: true}}, {type: 'head', id: 'c_1', head: 9});
  assert.equal(state.entries.c_1.archived, false);
});

test('who left types no longer', () => {
  const state = after(...BEGUN, {type: 'typing', id: 'c_1', person: SAM.id, until: 1}, {type: 'roster', id: 'c_1', entries: [{person: ADA}]});
  assert.deepEqual(state.typing.c_1, {});
});
