// The page's words: every one that is asked for is there, and no language has one too many.

import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {test} from 'node:test';
import {de} from '#page/words/de.js';
import {en} from '#page/words/en.js';

const PAGE = new URL('../../main/resources/page/', import.meta.url);

test('words that the page asks for by name are there', () => {
  const asked = readdirSync(PAGE, {recursive: true}).filter(name => name.endsWith('.js'))
    .flatMap(name => [...readFileSync(new URL(name, PAGE), 'utf8').matchAll(/\bt\('(\w+)'/g)].map(found => found[1]));
  assert.ok(asked.length > 50);
  assert.deepEqual(asked.filter(key => !(key in en)), []);
});

test('German says nothing that English does not, about the same things', () => {
  const about = text => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
  for (const [key, text] of Object.entries(de)) {
    assert.ok(key in en, key);
    assert.deepEqual(about(text), about(en[key]), key);
  }
});

test('German says all that English says', () => {
  assert.deepEqual(Object.keys(en).filter(key => !(key in de)), []);
});
