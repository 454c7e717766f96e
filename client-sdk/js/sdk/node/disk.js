// @ts-check
import {createHash} from 'node:crypto';
import {open, rename, rm} from 'node:fs/promises';
import {basename} from 'node:path';
import {DrawbridgeError} from '../errors.js';

/**
 * Opens a file of the disk for `client.files.upload`; it is read piece by piece. Close it after.
 * @param {string} path
 */
export async function openFile(path) {
  const handle = await open(path, 'r');
  const {size} = await handle.stat();
  return {
    name: basename(path),
    size,
    /** @param {number} from @param {number} to */
    async slice(from, to) {
      const piece = Buffer.alloc(to - from);
      const {bytesRead} = await handle.read(piece, 0, piece.length, from);
      return piece.subarray(0, bytesRead);
    },
    close: () => handle.close(),
  };
}

/**
 * Downloads a file to the disk. It is written beside the target first, and takes its place once it is
 * whole and its SHA-256 is right.
 * @param {import('../client.js').ChatClient} client
 * @param {string} file
 * @param {string} target
 * @param {import('../types.js').Watched & {version?: number}} [options]
 */
export async function downloadTo(client, file, target, {onProgress, ...options} = {}) {
  const beside = `${target}.part`;
  const out = await open(beside, 'w');
  const hash = createHash('sha256');
  let done = 0;
  let tag;
  try {
    for await (const [bytes, all, called] of client.files.pieces(file, options)) {
      await out.writeFile(bytes);
      hash.update(bytes);
      done += bytes.length;
      tag = called;
      onProgress?.(done, all);
    }
    if (tag !== undefined && tag !== `"${hash.digest('hex')}"`) {
      const why = 'the file is not what the server says it is';
      throw new DrawbridgeError('file.download', 'unreadable', why);
    }
  } catch (error) {
    await out.close();
    await rm(beside, {force: true});
    throw error;
  }
  await out.close();
  await rename(beside, target);
}
