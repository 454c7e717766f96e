// The window of a long list: what is drawn of it, and where things are.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Heights, drawn, rowAt, topOf} from '#page/app/window.js';

test('of a hundred thousand rows those in view are drawn, and the spaces make up for the rest', () => {
  const heights = Array.from({length: 100_000}, (_, at) => 20 + at % 60);
  const total = topOf(heights, heights.length);
  const begun = performance.now();
  for (let top = 0; top < total; top += total / 50) {
    const {from, to, before, after} = drawn(heights, top, 800);
    assert.ok(to - from < 200);
    assert.ok(before <= top && topOf(heights, to) >= Math.min(total, top + 800));
    assert.equal(before + topOf(heights.slice(from, to), to - from) + after, total);
  }
  assert.ok(performance.now() - begun < 2_000);
});

test('a row is where its height says', () => {
  assert.deepEqual(rowAt([10, 20, 30], 0), {index: 0, into: 0});
  assert.deepEqual(rowAt([10, 20, 30], 15), {index: 1, into: 5});
  assert.deepEqual(rowAt([10, 20, 30], 999), {index: 2, into: 969});
});

test('rows that were drawn have their own height, others that of the mean', () => {
  const heights = new Heights();
  heights.measured('a', 100);
  heights.measured('b', 50);
  assert.deepEqual(heights.of(['a', 'b', 'c']), [100, 50, 75]);
  assert.equal(heights.measured('a', 100), false);
});

test('an empty list has an empty window', () => {
  assert.deepEqual(drawn([], 0, 800), {from: 0, to: 0, before: 0, after: 0});
});
