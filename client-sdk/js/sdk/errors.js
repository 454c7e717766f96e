// @ts-check
import {ERRORS} from './protocol.js';

/**
 * Says why a command has no result. `code` is the server's error code, or one of the client's own:
 * `disconnected`, `timed_out`, `closed`, `overloaded`, `cancelled`, `unreadable`, `access_ended`.
 * Its message never holds what the command said.
 */
export class DrawbridgeError extends Error {
  /**
   * @param {string} command what was asked for, by its wire name
   * @param {string} code
   * @param {string} message
   * @param {{retryAfterMs?: number, sent?: boolean, refused?: boolean, reason?: string,
   *     cause?: unknown}} [more]
   */
  constructor(command, code, message, more = {}) {
    super(`${command}: ${message}`, more.cause === undefined ? undefined : {cause: more.cause});
    this.name = 'DrawbridgeError';
    /** What was asked for, by its wire name. */
    this.command = command;
    /** What to decide by. */
    this.code = code;
    /** When the server wants to be asked again, if it says so. */
    this.retryAfterMs = more.retryAfterMs;
    /** False if the command never left: then it was surely not carried out. */
    this.sent = more.sent ?? true;
    /** The server said no, and nothing was changed. */
    this.refused = more.refused ?? Object.hasOwn(ERRORS, code);
    /** The message for a person: of a refusal, what the server wrote. */
    this.reason = more.reason ?? message;
  }

  /** The same command may succeed a little later. */
  get passing() {
    return passes(this.code);
  }
}

/**
 * Makes the failure that an error of the server is.
 * @param {string} command
 * @param {{code: string, message: string, retry_after_ms?: number}} error
 */
export const refusal = (command, error) =>
  new DrawbridgeError(command, error.code, `${error.code}: ${error.message}`, {
    retryAfterMs: error.retry_after_ms,
    reason: error.message,
  });

/**
 * Makes the failure of what belonged to a conversation that one has no access to any more.
 * @param {string} command
 * @param {boolean} [sent]
 */
export const ended = (command, sent) =>
  new DrawbridgeError(command, 'access_ended', 'the access to the conversation has ended', {sent});

/**
 * Tells whether the same command may be answered a little later; what failed may fail again.
 * @param {string} code
 */
export const passes = code => ERRORS[code]?.retry === 'later' && code !== 'internal';

/**
 * Tells whether a person or a program has to sign in again.
 * @param {unknown} error
 */
export const unauthenticated = error =>
  error instanceof DrawbridgeError && ERRORS[error.code]?.status === 401;
