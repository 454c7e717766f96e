// The window on a long list of the console, and the pure parts of its views.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {NONE, earlier, joined, rows} from '#page/console/window.js';

const page = (at, last = false) => ({cursor: at === 1 ? undefined : `c${at}`, rows: [`${at}a`, `${at}b`], next: last ? undefined : `c${at + 1}`, total: 14});

test('a few pages are kept, and those above are asked for again by their cursors', () => {
  let window = joined(NONE, page(1), 'first');
  for (let at = 2; at <= 7; at++) {
    window = joined(window, page(at, at === 7), 'after');
  }
  assert.deepEqual(rows(window), ['3a', '3b', '4a', '4b', '5a', '5b', '6a', '6b', '7a', '7b']);
  assert.deepEqual(window.above, [undefined, 'c2']);
  assert.equal(window.pages.at(-1).next, undefined);
  assert.equal(earlier(window), true);
  window = joined(window, page(2), 'before');
  window = joined(window, page(1), 'before');
  assert.deepEqual(rows(window), ['1a', '1b', '2a', '2b', '3a', '3b', '4a', '4b', '5a', '5b']);
  assert.equal(earlier(window), false);
  assert.equal(window.pages.at(-1).next, 'c6');
});

test('a list that begins again forgets what stood above', () => {
  let window = joined(NONE, page(1), 'first');
  for (let at = 2; at <= 6; at++) {
    window = joined(window, page(at), 'after');
  }
  window = joined(window, page(1, true), 'first');
  assert.deepEqual([rows(window), window.above, window.total], [['1a', '1b'], [], 14]);
});
