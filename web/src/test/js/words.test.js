// The page's words: every one that is asked for is there, and no language has one too many.

import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {test} from 'node:test';

const PAGE = new URL('../../main/resources/page/', import.meta.url);
const FILES = readdirSync(new URL('words/en/', PAGE)).map(file => file.replace('.js', ''));

async function all(language) {
  const {[language]: first} = await import(new URL(`words/${language}.js`, PAGE));
  const others = await Promise.all(FILES.map(file => import(new URL(`words/${language}/${file}.js`, PAGE))));
  return [first, ...others.flatMap(each => Object.values(each))];
}

const en = await all('en');
const de = await all('de');
const english = Object.assign({}, ...en);

test('words that the page asks for by name are there', () => {
  const asked = readdirSync(PAGE, {recursive: true}).filter(name => name.endsWith('.js'))
    .flatMap(name => [...readFileSync(new URL(name, PAGE), 'utf8').matchAll(/\bt\('(\w+)'/g)].map(found => found[1]));
  assert.ok(asked.length > 50);
  assert.deepEqual(asked.filter(key => !(key in english)), []);
});

test('no word has two meanings; the console says its own where it has them', () => {
  const shared = en.filter((_, at) => FILES[at - 1] !== 'console');
  const keys = shared.flatMap(some => Object.keys(some));
  assert.deepEqual(keys.filter((key, at) => keys.indexOf(key) !== at), []);
});

test('German says nothing that English does not, about the same things', () => {
  const about = text => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
  de.forEach((some, at) => Object.entries(some).forEach(([key, text]) => {
    assert.ok(key in en[at], key);
    assert.deepEqual(about(text), about(en[at][key]), key);
  }));
});

test('German says all that English says', () => {
  en.forEach((some, at) => assert.deepEqual(Object.keys(some).filter(key => !(key in de[at])), []));
});
