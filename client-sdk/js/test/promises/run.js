// Runs promises against servers that somebody else scripts: reads `NAME URL` a line, answers
// `NAME kept` or `NAME broken WHY`.

import {createInterface} from 'node:readline';
import * as promises from './promises.js';

const PATIENCE_MS = 15_000;

for await (const line of createInterface({input: process.stdin})) {
  const [name, url] = line.split(' ');
  const late = new Promise((_, reject) =>
    setTimeout(() => reject(new Error(`not kept within ${PATIENCE_MS} ms`)), PATIENCE_MS).unref());
  const clients = [];
  try {
    await Promise.race([promises[name](url, clients), late]);
    console.log(`${name} kept`);
  } catch (error) {
    console.log(`${name} broken ${JSON.stringify(error.stack)}`);
  }
  await Promise.all(clients.map(client => client.close()));
}
