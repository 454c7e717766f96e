// The page's words: every one that is asked for is there, and no language has one too many.

import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {test} from 'node:test';
import {de} from '#page/words/de.js';
import {en} from '#page/words/en.js';

const PAGE = new URL('../../main/resources/page/', import.meta.url);

/** The words of each part that brings its own, by the name of its folder. */
const parts = {};
for (const file of existsSync(new URL('words/en/', PAGE)) ? readdirSync(new URL('words/en/', PAGE)) : []) {
  const own = language => import(new URL(`words/${language}/${file}`, PAGE)).then(module => Object.values(module)[0]);
  parts[file.replace('.js', '')] = {en: await own('en'), de: await own('de')};
}

test('words that the page asks for by name are there', () => {
  const asked = readdirSync(PAGE, {recursive: true}).filter(name => name.endsWith('.js'))
    .flatMap(name => [...readFileSync(new URL(name, PAGE), 'utf8').matchAll(/\bt\('(\w+)'/g)].map(found => found[1]));
  const known = Object.assign({}, en, ...Object.values(parts).map(each => each.en));
  assert.ok(asked.length > 50);
  assert.deepEqual(asked.filter(key => !(key in known)), []);
});

test('German says nothing that English does not, about the same things', () => {
  const about = text => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
  for (const [english, german] of [[en, de], ...Object.values(parts).map(each => [each.en, each.de])]) {
    for (const [key, text] of Object.entries(german)) {
      assert.ok(key in english, key);
      assert.deepEqual(about(text), about(english[key]), key);
    }
  }
});

test('parts with words of their own say all of them in both languages', () => {
  for (const each of Object.values(parts)) {
    assert.deepEqual(Object.keys(each.de).sort(), Object.keys(each.en).sort());
  }
});
