// @ts-check

/**
 * A fifth of a second, doubled up to half a minute; steady after ten seconds.
 * @type {import('./types.js').Backoff}
 */
export const STANDARD = Object.freeze({firstMs: 200, maxMs: 30_000, steadyAfterMs: 10_000});

const DOUBLINGS_MAX = 30;

/**
 * The wait before an attempt: between half of the bound and the bound.
 * @param {import('./types.js').Backoff} backoff
 * @param {number} attempt from 1
 * @param {() => number} random from 0 to below 1
 */
export function before(backoff, attempt, random) {
  const doublings = Math.min(Math.max(0, attempt - 1), DOUBLINGS_MAX);
  const bound = Math.min(backoff.maxMs, backoff.firstMs * 2 ** doublings);
  return bound / 2 + random() * (bound / 2);
}
