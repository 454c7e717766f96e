import assert from 'node:assert/strict';
import {readFile, readdir} from 'node:fs/promises';
import {test} from 'node:test';
import * as browser from '../sdk/index.js';
import * as node from '../sdk/node/index.js';

const file = path => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

/** The names that a module has when it runs, as its types declare them. */
const declared = types =>
  [...types.matchAll(/^export (?:declare )?(?:class|function|const) (\w+)/gm)].map(found => found[1]);

test('the types declare what the modules export', async () => {
  const tables = declared(await file('sdk/protocol.d.ts'));
  const common = [...declared(await file('sdk/index.d.ts')), ...tables];
  const more = declared(await file('sdk/node/index.d.ts'));

  // OPEN is for the SDK itself.
  assert.deepEqual([...Object.keys(browser), 'OPEN'].sort(), common.sort());
  assert.deepEqual([...Object.keys(node), 'OPEN'].sort(), [...common, ...more].sort());
});

test('each class has the members that its types declare', async () => {
  const types = await file('sdk/index.d.ts');
  const client = new browser.ChatClient('https://chat.example.com',
    {credentials: {apiToken: 'x'}, WebSocket: Object});
  const error = new browser.DrawbridgeError('any', 'busy', 'no');
  const things = {
    ChatClient: client, Messages: client.messages, Interest: client.interest, Inbox: client.inbox,
    Files: client.files, DrawbridgeError: error, HttpDoor: new browser.HttpDoor('https://x.example'),
    MessageCache: new browser.MessageCache(), MemoryCursors: new browser.MemoryCursors(),
  };
  for (const [name, thing] of Object.entries(things)) {
    const body = new RegExp(`^export (?:class|interface) ${name}\\b[^{]*{\\n([^]*?)^}`, 'm').exec(types)[1];
    const members = [...body.matchAll(/^  (?:readonly )?(\w+)[(<:]/gm)].map(found => found[1]);
    assert.ok(members.length > 1, name);
    members.forEach(member => assert.ok(member in thing, `${name}.${member}`));
  }
});

test('what a page imports is no more than what stands in the folder', async () => {
  for (const name of (await readdir(new URL('../sdk', import.meta.url))).filter(each => each.endsWith('.js'))) {
    const imports = [...(await file(`sdk/${name}`)).matchAll(/ from '([^']+)'/g)].map(found => found[1]);
    imports.forEach(each => assert.match(each, /^\.\/[\w-]+\.js$/, `${name} imports ${each}`));
  }
});
