// Pictures of people: asked for once, shown when they are there, forgotten with a lost conversation.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Faces} from '#page/app/faces.js';

const IMAGE = {image: btoa('picture'), media_type: 'image/jpeg'};

/** Faces of a server where Ada has a picture; says what was asked. */
function house() {
  const asked = [];
  const faces = new Faces();
  faces.start(async (type, {person}) => {
    asked.push(`${type} ${person}`);
    return type === 'people.picture' ? IMAGE : {card: person === 'a_ada' ? {picture: 'one'} : {}};
  });
  return {asked, faces};
}

const shown = (faces, person) => new Promise(done => faces.watch(person, done));

test('a picture is asked for once and shown to all who look', async () => {
  const {asked, faces} = house();
  const first = shown(faces, 'a_ada');
  await Promise.all([first, shown(faces, 'a_ada')]);
  assert.match(faces.of('a_ada'), /^blob:/);
  assert.deepEqual(asked, ['people.show a_ada', 'people.picture a_ada']);
  faces.stop();
});

test('what was shown is forgotten, and asked for again where somebody still looks', async () => {
  const {asked, faces} = house();
  let times = 0;
  await new Promise(done => faces.watch('a_ada', () => { times++; times === 3 ? done() : faces.of('a_ada') && faces.forget(); }));
  assert.equal(asked.length, 4);
  faces.stop();
  assert.equal(faces.of('a_ada'), undefined);
});

test('who has none is asked for no picture', async () => {
  const {asked, faces} = house();
  faces.watch('a_ben', () => {});
  await shown(faces, 'a_ada');
  assert.equal(asked[0], 'people.show a_ben');
  assert.ok(!asked.includes('people.picture a_ben'));
  faces.stop();
});
