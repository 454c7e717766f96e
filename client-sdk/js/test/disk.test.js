import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {FileCursors, openFile} from '../sdk/node/index.js';
import {OTHER, ROOM} from './simulation.js';

async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), 'drawbridge-js-'));
  t.after(() => rm(path, {recursive: true}));
  return path;
}

test('nothing was saved before the first time', async t => {
  const store = new FileCursors(join(await folder(t), 'cursors'));
  assert.deepEqual(await store.load(), {cursors: {}});
});

test('what was saved last is loaded, as the Java SDK writes it', async t => {
  const file = join(await folder(t), 'cursors');
  const store = new FileCursors(file);
  await store.save({since: 'old', cursors: {[ROOM]: 1}});
  const progress = {since: 'a since', cursors: {[OTHER]: 2 ** 53 - 1, [ROOM]: 5}};
  await store.save(progress);

  assert.deepEqual(await new FileCursors(file).load(), progress);
  assert.equal(await readFile(file, 'utf8'),
    `drawbridge-cursors 1\nsince a since\n${ROOM} 5\n${OTHER} ${2 ** 53 - 1}\nend\n`);
});

test('progress without a since is kept', async t => {
  const store = new FileCursors(join(await folder(t), 'cursors'));
  await store.save({cursors: {[ROOM]: 3}});
  assert.deepEqual(await store.load(), {cursors: {[ROOM]: 3}});
});

test('a crash while writing leaves what was there', async t => {
  const file = join(await folder(t), 'cursors');
  const store = new FileCursors(file);
  await store.save({since: 'kept', cursors: {}});
  await writeFile(`${file}.new`, 'drawbridge-cursors 1\nsin');
  assert.deepEqual(await store.load(), {since: 'kept', cursors: {}});
});

test('a torn file is not taken for a whole one', async t => {
  const file = join(await folder(t), 'cursors');
  for (const text of ['', 'drawbridge-cursors 1\n', 'drawbridge-cursors 1\nsince x\nend', 'other 1\nend\n',
    `drawbridge-cursors 1\n${ROOM} x\nend\n`]) {
    await writeFile(file, text);
    await assert.rejects(new FileCursors(file).load(), /expected/);
  }
});

test('a file of the disk is read piece by piece', async t => {
  const path = join(await folder(t), 'offer.txt');
  await writeFile(path, '0123456789');
  const source = await openFile(path);
  t.after(() => source.close());

  assert.deepEqual([source.name, source.size], ['offer.txt', 10]);
  assert.equal((await source.slice(2, 5)).toString(), '234');
  assert.equal((await source.slice(8, 20)).toString(), '89');
});
