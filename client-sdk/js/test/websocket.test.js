import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {createServer as createSecureServer} from 'node:https';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {promisify} from 'node:util';
import {NodeWebSocket} from '../sdk/node/index.js';
import {BadFrame, Reader, frame} from '../sdk/node/websocket-frames.js';
import {certificate} from './certificate.js';

/** A frame of a server, unmasked. */
const served = (opcode, payload, final = true) => {
  const body = Buffer.from(payload);
  const head = body.length < 126 ? Buffer.from([0, body.length])
    : body.length < 65_536 ? Buffer.from([0, 126, body.length >> 8, body.length & 0xff])
      : Buffer.concat([Buffer.from([0, 127]), lengthOf(body.length)]);
  head[0] = (final ? 0x80 : 0) | opcode;
  return Buffer.concat([head, body]);
};

const lengthOf = length => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
};

/** What a client wrote, unmasked; undefined until it is whole. */
const unmasked = bytes => {
  if (bytes.length < 6 || bytes.length < 14 && bytes.length < 6 + (bytes[1] & 0x7f)) {
    return undefined;
  }
  assert.equal(bytes[1] & 0x80, 0x80, 'frames of a client are masked');
  const short = bytes[1] & 0x7f;
  const at = short < 126 ? 2 : short === 126 ? 4 : 10;
  const length = short < 126 ? short
    : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < at + 4 + length) {
    return undefined;
  }
  const mask = bytes.subarray(at, at + 4);
  const payload = Buffer.from(bytes.subarray(at + 4, at + 4 + length).map((byte, n) => byte ^ mask[n & 3]));
  return {opcode: bytes[0] & 0x0f, final: (bytes[0] & 0x80) !== 0, payload, rest: bytes.subarray(at + 4 + length)};
};

/** A server of one WebSocket, and a client of it. */
async function pair(t, {accept = key => key, create = createServer} = {}) {
  const server = create();
  t.after(() => server.close());
  const opened = new Promise(resolve => server.on('upgrade', (request, socket) => {
    t.after(() => socket.destroy());
    const key = accept(createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64'));
    socket.write('HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
      + `Sec-WebSocket-Accept: ${key}\r\n\r\n`);
    resolve(socket);
  }));
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  const client = new NodeWebSocket(`ws://127.0.0.1:${server.address().port}/v1/ws`);
  t.after(() => client.terminate());
  const messages = [];
  let told = () => {};
  client.onmessage = ({data}) => {
    messages.push(data);
    told();
  };
  const closed = new Promise(resolve => { client.onclose = resolve; });
  const open = new Promise(resolve => { client.onopen = resolve; });
  const arrived = async count => {
    while (messages.length < count) {
      await new Promise(resolve => { told = resolve; });
    }
    return messages;
  };
  return {server, client, opened, open, closed, messages, arrived};
}

/** The frames that the other side gets, one after another. */
async function* frames(socket) {
  let all = Buffer.alloc(0);
  for await (const chunk of socket) {
    all = Buffer.concat([all, chunk]);
    for (let one = unmasked(all); one; one = unmasked(all)) {
      all = one.rest;
      yield one;
    }
  }
}

test('texts of all lengths go both ways', async t => {
  const {client, opened, open, arrived} = await pair(t);
  const socket = await opened;
  await open;
  const texts = ['', 'ä', 'x'.repeat(125), 'y'.repeat(126), 'z'.repeat(65_535), '😀'.repeat(30_000)];
  texts.forEach(text => socket.write(served(1, text)));
  assert.deepEqual(await arrived(texts.length), texts);

  texts.forEach(text => client.send(text));
  const got = [];
  for await (const {opcode, final, payload} of frames(socket)) {
    assert.deepEqual([opcode, final], [1, true]);
    got.push(payload.toString());
    if (got.length === texts.length) {
      break;
    }
  }
  assert.deepEqual(got, texts);
});

test('fragments are put together, with a ping between them answered', async t => {
  const {opened, open, arrived} = await pair(t);
  const socket = await opened;
  await open;
  socket.write(Buffer.concat([served(1, 'one ', false), served(9, 'hey'), served(0, 'two ', false), served(0, 'three')]));

  assert.deepEqual(await arrived(1), ['one two three']);
  const {value} = await frames(socket).next();
  assert.deepEqual([value.opcode, value.payload.toString()], [10, 'hey']);
});

test('frames that come byte by byte are read', async t => {
  const {opened, open, arrived} = await pair(t);
  const socket = await opened;
  await open;
  for (const byte of Buffer.concat([served(1, 'ä'.repeat(100)), served(1, 'b')])) {
    await new Promise(sent => socket.write(Buffer.from([byte]), sent));
  }

  assert.deepEqual(await arrived(2), ['ä'.repeat(100), 'b']);
});

test('a close is answered and has its code', async t => {
  const {opened, open, closed} = await pair(t);
  const socket = await opened;
  await open;
  const payload = Buffer.concat([Buffer.from([4003 >> 8, 4003 & 0xff]), Buffer.from('too slow')]);
  socket.write(served(8, payload));

  assert.deepEqual(await closed, {code: 4003, reason: 'too slow'});
});

test('a close of the client is a frame with its code', async t => {
  const {client, opened, open} = await pair(t);
  const socket = await opened;
  await open;
  client.close(1000);

  const {value} = await frames(socket).next();
  assert.deepEqual([value.opcode, value.payload.readUInt16BE()], [8, 1000]);
});

test('a cut without a word is code 1006', async t => {
  const {opened, open, closed} = await pair(t);
  const socket = await opened;
  await open;
  socket.write(served(1, 'half of it').subarray(0, 5));
  socket.destroy();

  assert.equal((await closed).code, 1006);
});

test('a ping is sent, and whatever is heard is a sign of life', async t => {
  const {client, opened, open} = await pair(t);
  const socket = await opened;
  await open;
  const alive = new Promise(resolve => { client.onalive = resolve; });
  client.ping();
  const {value} = await frames(socket).next();
  assert.equal(value.opcode, 9);
});

test('a paused socket hands over nothing, and goes on', async t => {
  const {client, opened, open, messages, arrived} = await pair(t);
  const socket = await opened;
  await open;
  client.onmessage = ({data}) => {
    messages.push(data);
    client.pause(true);
  };
  socket.write(Buffer.concat([served(1, 'one'), served(1, 'two'), served(1, 'three')]));
  while (messages.length < 1) {
    await new Promise(next => setImmediate(next));
  }
  await new Promise(next => setImmediate(next));
  assert.deepEqual(messages, ['one']);

  for (let count = 2; count <= 3; count++) {
    client.pause(false);
    while (messages.length < count) {
      await new Promise(next => setImmediate(next));
    }
  }
  assert.deepEqual(await arrived(3), ['one', 'two', 'three']);
});

test('text that is not UTF-8 ends the connection', async t => {
  const {client, opened, open, closed} = await pair(t);
  const socket = await opened;
  await open;
  const errors = [];
  client.onerror = error => errors.push(error.code);
  socket.write(served(1, Buffer.from([0xc3, 0x28])));

  await closed;
  assert.deepEqual(errors, [1007]);
});

test('a server that is none is refused', async t => {
  const wrong = await pair(t, {accept: () => 'nonsense'});
  assert.equal((await wrong.closed).code, 1006);

  const plain = createServer((request, response) => response.writeHead(502).end());
  t.after(() => plain.close());
  await new Promise(ready => plain.listen(0, '127.0.0.1', ready));
  const client = new NodeWebSocket(`ws://127.0.0.1:${plain.address().port}/`);
  assert.equal((await new Promise(resolve => { client.onclose = resolve; })).code, 1006);
});

test('nobody there is an end too', async () => {
  const client = new NodeWebSocket('ws://127.0.0.1:1/');
  assert.equal((await new Promise(resolve => { client.onclose = resolve; })).code, 1006);
});

for (const [what, bytes, code] of [
  ['a masked frame', Buffer.from([0x81, 0x80, 1, 2, 3, 4]), 1002],
  ['reserved bits', Buffer.from([0xc1, 0x01, 65]), 1002],
  ['an unknown kind of frame', Buffer.from([0x83, 0x00]), 1002],
  ['a ping in fragments', Buffer.from([0x09, 0x00]), 1002],
  ['a long ping', Buffer.from([0x89, 126, 0, 126]), 1002],
  ['a fragment out of turn', Buffer.from([0x80, 0x00]), 1002],
  ['a text inside fragments', Buffer.from([0x01, 0x00, 0x81, 0x00]), 1002],
  ['a frame that is too large', Buffer.from([0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0]), 1009],
  ['a length of 64 bits', Buffer.from([0x81, 127, 255, 255, 255, 255, 255, 255, 255, 255]), 1009],
]) {
  test(`refused: ${what}`, () => {
    const reader = new Reader(1_000);
    reader.add(bytes);
    assert.throws(() => {
      while (reader.next());
    }, error => error instanceof BadFrame && error.code === code);
  });
}

test('fragments together have the same bound as one frame', () => {
  const reader = new Reader(100);
  reader.add(Buffer.concat([served(1, 'x'.repeat(60), false), served(0, 'x'.repeat(60))]));
  assert.throws(() => reader.next(), /too large/);
});

test('masks differ', () => {
  const masks = new Set(Array.from({length: 20}, () => frame(1, Buffer.from('x')).subarray(2, 6).toString('hex')));
  assert.ok(masks.size > 15);
});

const CONNECT = `
import {NodeWebSocket} from ${JSON.stringify(new URL('../sdk/node/index.js', import.meta.url).href)};
const socket = new NodeWebSocket(process.argv[1]);
socket.onmessage = ({data}) => { console.log(data); socket.close(); };
socket.onclose = () => console.log('closed');
`;

test('wss speaks with who has a certificate that is trusted, and with nobody else', async t => {
  const {key, cert} = certificate();
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-js-'));
  t.after(() => rm(folder, {recursive: true}));
  await writeFile(join(folder, 'ca.pem'), cert);
  const {server, opened} = await pair(t, {create: () => createSecureServer({key, cert})});
  opened.then(socket => {
    socket.on('error', () => {});
    socket.write(served(1, 'in secret'));
  });
  const run = async env => (await promisify(execFile)(process.execPath,
    ['--input-type=module', '-e', CONNECT, `wss://127.0.0.1:${server.address().port}/`],
    {env: {...process.env, ...env}})).stdout;

  assert.equal(await run({}), 'closed\n');
  assert.equal(await run({NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem')}), 'in secret\nclosed\n');
});
