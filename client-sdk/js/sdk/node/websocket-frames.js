// @ts-check
import {randomBytes} from 'node:crypto';

export const OPCODES = Object.freeze({more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10});

/** A frame of the server that breaks RFC 6455; `code` is how to close. */
export class BadFrame extends Error {
  /** @param {number} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * One frame of a client: whole, and masked.
 * @param {number} opcode @param {Uint8Array} payload
 */
export function frame(opcode, payload) {
  const {length} = payload;
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const bytes = Buffer.alloc(6 + extra + length);
  bytes[0] = 0x80 | opcode;
  bytes[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) {
    bytes.writeUInt16BE(length, 2);
  } else if (extra === 8) {
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  const mask = randomBytes(4);
  mask.copy(bytes, 2 + extra);
  for (let at = 0; at < length; at++) {
    bytes[6 + extra + at] = payload[at] ^ mask[at & 3];
  }
  return bytes;
}

/** Takes frames out of what arrives, and puts fragments together. */
export class Reader {
  /** @type {Buffer[]} */
  #chunks = [];
  #length = 0;
  /** @type {Buffer[]} */
  #fragments = [];
  #fragmentsLength = 0;
  #opcode = 0;
  #max;

  /** @param {number} max bytes of one message */
  constructor(max) {
    this.#max = max;
  }

  /** @param {Buffer} chunk */
  add(chunk) {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /**
   * The next message or control frame; undefined until it is whole.
   * @returns {{opcode: number, payload: Buffer} | undefined}
   */
  next() {
    for (let each = this.#frame(); each; each = this.#frame()) {
      const {final, opcode, payload} = each;
      if (opcode >= OPCODES.close) {
        return {opcode, payload};
      }
      if ((opcode === OPCODES.more) !== (this.#opcode !== 0)) {
        throw new BadFrame(1002, 'a fragment out of turn');
      }
      this.#opcode ||= opcode;
      this.#fragments.push(payload);
      this.#fragmentsLength += payload.length;
      if (this.#fragmentsLength > this.#max) {
        throw new BadFrame(1009, 'a message that is too large');
      }
      if (final) {
        const whole = {opcode: this.#opcode, payload: Buffer.concat(this.#fragments)};
        this.#opcode = 0;
        this.#fragments = [];
        this.#fragmentsLength = 0;
        return whole;
      }
    }
    return undefined;
  }

  #frame() {
    const head = this.#peek(10);
    if (head.length < 2) {
      return undefined;
    }
    const opcode = head[0] & 0x0f;
    const final = (head[0] & 0x80) !== 0;
    const short = head[1] & 0x7f;
    const extra = short < 126 ? 0 : short === 126 ? 2 : 8;
    const control = opcode >= OPCODES.close;
    if ((head[0] & 0x70) !== 0 || (head[1] & 0x80) !== 0 || opcode > OPCODES.pong
      || (opcode > OPCODES.binary && !control) || (control && (!final || short > 125))) {
      throw new BadFrame(1002, 'a malformed frame');
    }
    if (head.length < 2 + extra) {
      return undefined;
    }
    const length = extra === 0 ? short
      : extra === 2 ? head.readUInt16BE(2) : Number(head.readBigUInt64BE(2));
    if (length > this.#max) {
      throw new BadFrame(1009, 'a frame that is too large');
    }
    if (this.#length < 2 + extra + length) {
      return undefined;
    }
    const payload = this.#take(2 + extra + length).subarray(2 + extra);
    return {final, opcode, payload};
  }

  /** The first bytes, without copying a large frame again for each chunk. @param {number} bytes */
  #peek(bytes) {
    const first = this.#chunks[0];
    if (first === undefined || first.length >= bytes || this.#chunks.length === 1) {
      return first ?? Buffer.alloc(0);
    }
    let count = 1;
    for (let length = first.length; length < bytes && count < this.#chunks.length; count++) {
      length += this.#chunks[count].length;
    }
    return Buffer.concat(this.#chunks.slice(0, count));
  }

  /** @param {number} bytes */
  #take(bytes) {
    const all = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    this.#chunks = all.length > bytes ? [all.subarray(bytes)] : [];
    this.#length = all.length - bytes;
    return all.subarray(0, bytes);
  }
}
