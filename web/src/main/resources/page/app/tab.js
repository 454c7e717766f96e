// One session, one tab. A tab that is duplicated starts with a copy of the tokens, and the server lets
// a session have one connection: the copy would push the first tab out.

/** Longer than a reloaded page takes to give up what it held. */
const PATIENCE_MS = 2_000;

let release = () => {};

/**
 * Makes the session this tab's until the tab is closed or takes another; false if it is another
 * tab's. Where there are no locks (plain http from another machine), the last tab gets it.
 */
export function claim(session) {
  release();
  if (!navigator.locks) {
    return Promise.resolve(true);
  }
  return new Promise(answer => {
    const held = () => {
      answer(true);
      return new Promise(end => { release = end; });
    };
    navigator.locks.request(`drawbridge.${session}`, {signal: AbortSignal.timeout(PATIENCE_MS)}, held)
      .catch(() => answer(false));
  });
}
