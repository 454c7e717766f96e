// The places of the page in its address.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {format, parse} from '#page/app/route.js';

test('a place is read as it was written', () => {
  const place = ['console', 'a/b c', 'ä#'];
  assert.deepEqual(parse(format(place)), place);
  assert.equal(format([]), '');
});

test('what is no address is the inbox', () => {
  assert.deepEqual(parse('#%E0%A4%A'), []);
  assert.deepEqual(parse(''), []);
});
