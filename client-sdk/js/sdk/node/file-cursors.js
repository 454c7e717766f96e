// @ts-check
import {open, readFile, rename} from 'node:fs/promises';
import {resolve} from 'node:path';

const HEADER = 'drawbridge-cursors 1';
const SINCE = 'since ';
const END = 'end';
const CURSOR = /^(c_[0-9a-z]{13}) ([0-9]{1,16})$/;

/**
 * Keeps progress in a text file: `drawbridge-cursors 1`, then `since TEXT`, then a line
 * `CONVERSATION POSITION` each, at last `end`; the Java SDK reads and writes the same. One process
 * at a time. A new file is written beside it, forced to the disk, and moved over the old one, so that
 * a crash at any moment leaves the old or the new one.
 * @implements {import('../types.js').CursorStore}
 */
export class FileCursors {
  #file;

  /** @param {string} file its folder must exist, the file need not */
  constructor(file) {
    this.#file = resolve(file);
  }

  /** @returns {Promise<import('../types.js').Progress>} */
  async load() {
    try {
      return this.#parse(await readFile(this.#file, 'utf8'));
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') {
        return {cursors: {}};
      }
      throw error;
    }
  }

  /** @param {import('../types.js').Progress} progress */
  async save({since, cursors}) {
    const lines = Object.keys(cursors).sort().map(each => `${each} ${cursors[each]}`);
    const all = [HEADER, ...(since === undefined ? [] : [SINCE + since]), ...lines, END, ''];
    const fresh = await open(`${this.#file}.new`, 'w');
    try {
      await fresh.writeFile(all.join('\n'));
      await fresh.sync();
    } finally {
      await fresh.close();
    }
    await rename(`${this.#file}.new`, this.#file);
  }

  /** @param {string} text */
  #parse(text) {
    const [header, ...lines] = text.split('\n');
    if (header !== HEADER || lines.pop() !== '' || lines.pop() !== END) {
      throw new Error(`${this.#file} is not a whole cursor file (expected: ${HEADER} … ${END})`);
    }
    /** @type {import('../types.js').Progress} */
    const progress = {cursors: {}};
    for (const line of lines) {
      const cursor = CURSOR.exec(line);
      if (line.startsWith(SINCE)) {
        progress.since = line.slice(SINCE.length);
      } else if (cursor) {
        progress.cursors[cursor[1]] = Number(cursor[2]);
      } else {
        throw new Error(`${this.#file}: not a cursor (expected: CONVERSATION POSITION)`);
      }
    }
    return progress;
  }
}
