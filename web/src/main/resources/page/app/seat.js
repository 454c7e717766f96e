// Who is signed in in this browser. The refresh token is in a cookie, which no script reads and which goes to
// `session.refresh` alone; here stands only that there is one, for all tabs: whose session, and whether it stays.

const KEY = 'drawbridge.session';

/** What the person chose who is about to sign in. */
let chosen;

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? undefined;
  } catch {
    return undefined;
  }
}

const write = seat => localStorage.setItem(KEY, JSON.stringify(seat));

/** The session of this browser, if it has one. */
export const session = () => stored()?.ending ? undefined : stored()?.session;

/** Whether the browser stays signed in when it is closed. */
export const staying = () => chosen ?? stored()?.stay ?? true;

export function choose(on) {
  chosen = on;
}

/** Somebody has signed in: for every tab. */
export function take(id) {
  write({session: id, stay: staying()});
  chosen = undefined;
}

/** Nobody is signed in any more, if it was this session; another tab may have begun a new one. */
export function leave(id) {
  const seat = stored();
  if (!id || (seat?.session === id && !seat.ending)) {
    localStorage.removeItem(KEY);
  }
}

/** A sign-out that the server has not heard of yet. */
export const ending = () => stored()?.ending === true;

export function end() {
  const seat = stored();
  if (seat) {
    write({...seat, ending: true});
  }
}

/** Tells when another tab has signed out, or somebody else in. Returns what stops it. */
export function watch(id, changed) {
  const look = event => (event.key === KEY || event.key === null) && session() !== id && changed();
  addEventListener('storage', look);
  return () => removeEventListener('storage', look);
}

/** One tab after the other, where the browser can (not over plain http from another machine). */
export const inTurn = task => navigator.locks ? navigator.locks.request('drawbridge.session', task) : task();
