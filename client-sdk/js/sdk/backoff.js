// @ts-check

/**
 * How long to wait before the next attempt: twice as long each time, up to a bound, and a random
 * part of it, so that the clients of a restarted server do not come back all at once.
 * @typedef {{firstMs: number, maxMs: number, steadyAfterMs: number}} Backoff
 */

/** A fifth of a second, doubled up to half a minute; steady after ten seconds. @type {Backoff} */
export const STANDARD = Object.freeze({firstMs: 200, maxMs: 30_000, steadyAfterMs: 10_000});

const DOUBLINGS_MAX = 30;

/**
 * The wait before an attempt: between half of the bound and the bound.
 * @param {Backoff} backoff
 * @param {number} attempt from 1
 * @param {() => number} random from 0 to below 1
 */
export function before(backoff, attempt, random) {
  const doublings = Math.min(Math.max(0, attempt - 1), DOUBLINGS_MAX);
  const bound = Math.min(backoff.maxMs, backoff.firstMs * 2 ** doublings);
  return bound / 2 + random() * (bound / 2);
}
