// Notifications of the desktop: when they come, and that they go.

import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {Ring} from '#page/app/ring.js';

class Shown {
  static permission = 'granted';
  static all = [];
  closed = false;

  constructor(title, options) {
    Object.assign(this, {title, ...options});
    Shown.all.push(this);
  }

  close() {
    this.closed = true;
  }
}

const open = () => Shown.all.filter(each => !each.closed);
const ring = (away = true) => new Ring(Shown, () => away, () => Date.parse('2026-05-01T12:00:00Z'));

beforeEach(() => {
  Shown.permission = 'granted';
  Shown.all = [];
});

test('one stands for a conversation, and goes when that is read or lost', () => {
  const bell = ring();
  bell.tell({conversation: 'c_1'}, 'Ada', 'one', () => {});
  bell.tell({conversation: 'c_1'}, 'Ada', 'two', () => {});
  bell.tell({conversation: 'c_2'}, 'Sam', 'three', () => {});
  assert.deepEqual(open().map(each => each.body), ['two', 'three']);
  bell.gone('c_1');
  assert.deepEqual(open().map(each => each.tag), ['c_2']);
  bell.keep(['c_3']);
  assert.deepEqual(open(), []);
});

test('nothing is shown to who looks, in quiet hours, or without leave', () => {
  ring(false).tell({conversation: 'c_1'}, 'Ada', 'one', () => {});
  ring().tell({conversation: 'c_1', held_until: '2026-05-01T13:00:00Z'}, 'Ada', 'one', () => {});
  Shown.permission = 'denied';
  ring().tell({conversation: 'c_1'}, 'Ada', 'one', () => {});
  new Ring(null, () => true).tell({conversation: 'c_1'}, 'Ada', 'one', () => {});
  assert.deepEqual(Shown.all, []);
  assert.equal(ring().askable, false);
});

test('a click opens what it tells of', () => {
  let opened = 0;
  const bell = ring();
  bell.tell({conversation: 'c_1', held_until: '2026-05-01T11:00:00Z'}, 'Ada', 'one', () => opened++);
  Shown.all[0].onclick();
  assert.equal(opened, 1);
  assert.deepEqual(open(), []);
});
