// @ts-check
import {LOG_EVENTS} from './protocol.js';

const CONVERSATION = /^c_[0-7][0-9abcdefghjkmnpqrstvwxyz]{12}$/;
const number = (/** @type {unknown} */ value) => Number.isSafeInteger(value) && Number(value) >= 0;
const text = (/** @type {unknown} */ value) => typeof value === 'string';
const list = (/** @type {unknown} */ value) => Array.isArray(value);
const record = (/** @type {unknown} */ value) => typeof value === 'object' && value !== null;

/**
 * What the client itself relies on, by the frame's type; the rest is the application's.
 * @type {Record<string, Record<string, (value: unknown) => boolean>>}
 */
const NEEDED = {
  hello: {session: text, account: text, server_time: text, limits: record, since: text},
  reply: {id: number, result: record},
  error: {code: text, message: text},
  head: {conversation: text, head: number},
  'message.posted': {conversation: text, pos: number, message: record},
  'access.ended': {conversation: text},
  'access.gained': {conversation: record},
  'server.draining': {reconnect_after_ms: number},
};
const LOG_EVENT = {conversation: text, pos: number};

/** The same of the answers that the client reads itself. @type {typeof NEEDED} */
const RESULTS = {
  opened: {head: number},
  history: {messages: list},
  resumed: {since: text, lost: list, gained: list, heads: list, opened: list},
};

/** What may be left out, but not be something else. */
const IF_THERE = {
  conversation: (/** @type {unknown} */ value) => record(value) || CONVERSATION.test(String(value)),
  pos: number,
  target: number,
  head: number,
  retry_after_ms: number,
};

/**
 * Reads a frame of the server. One that is none ends the connection: what was meant is unknown.
 * @param {unknown} data
 * @returns {any}
 */
export function decode(data) {
  if (typeof data !== 'string') {
    throw new TypeError('a binary frame (expected: text)');
  }
  const frame = JSON.parse(data);
  if (!record(frame) || typeof frame.type !== 'string') {
    throw new TypeError('no frame (expected: an object with a type)');
  }
  require(frame, NEEDED[frame.type] ?? (LOG_EVENTS.has(frame.type) ? LOG_EVENT : {}));
  if (frame.type === 'reply') {
    require(frame.result, RESULTS[frame.result.type]);
  }
  for (const [name, good] of Object.entries(IF_THERE)) {
    if (frame[name] !== undefined && !good(frame[name])) {
      throw new TypeError(`${frame.type}: ${name} is out of bounds`);
    }
  }
  return frame;
}

/**
 * @param {any} fields
 * @param {Record<string, (value: unknown) => boolean>} [needed]
 */
function require(fields, needed = {}) {
  for (const [name, good] of Object.entries(needed)) {
    if (!good(fields[name])) {
      throw new TypeError(`${fields.type}: ${name} is missing or out of bounds`);
    }
  }
}
