// Commands over HTTP, and the access token, which is in this tab's memory and nowhere else.

import {DrawbridgeError, HttpDoor} from 'drawbridge-client/http';
import {end, ending, inTurn, leave, session, staying, take} from './seat.js';

export {session};

const DEVICE = 'drawbridge.device';
const EARLY_MS = 60_000;
const TIMEOUT_MS = 30_000;

/** With the cookie of the session, which the browser sends to `session.refresh` alone. */
const door = new HttpDoor(new URL('.', document.baseURI), {
  timeoutMs: TIMEOUT_MS,
  fetch: (url, {headers, ...init}) => fetch(url, {
    ...init, credentials: 'same-origin', headers: {...headers, 'Drawbridge-Browser': staying() ? 'stay' : 'visit'},
  }),
});

let tokens;
/** What the live connection has. */
let given;
let refreshing;

/** Somebody has signed in, or out: in every tab of this browser. */
export function keep(fresh) {
  if (fresh) {
    take(fresh.session);
  } else {
    leave(tokens?.session ?? session());
  }
  tokens = fresh ?? undefined;
  if (fresh?.device_proof) {
    localStorage.setItem(DEVICE, fresh.device_proof);
  }
}

/** Leaves the browser as it is: another tab goes on. */
export function drop() {
  tokens = undefined;
}

/** Shows the server that this browser has signed in before; it is no key to anything. */
export const deviceProof = () => localStorage.getItem(DEVICE) ?? undefined;

/** Runs one command that needs no token. */
export const open = (type, body) => door.send(type, body);

/** Runs one command of who is signed in in this tab. */
export async function call(type, body) {
  if (!good()) {
    await newer();
  }
  return door.send(type, body, tokens.access_token);
}

/** Tokens for the live connection, which asks where it has none yet and where it needs newer ones. */
export async function newTokens() {
  if (tokens === given || !good()) {
    await newer();
  }
  given = tokens;
  return tokens;
}

/** A token that is good for a while yet, by the clock here; where that is wrong the server says so. */
const good = () => Date.parse(tokens?.access_expires_at ?? 0) - Date.now() > EARLY_MS;

/** Gets newer ones, by one tab after the other. */
function newer() {
  refreshing ??= inTurn(refresh).finally(() => { refreshing = undefined; });
  return refreshing;
}

async function refresh() {
  const id = session();
  try {
    if (!id && !ending()) {
      throw signedOut();
    }
    const fresh = await open('session.refresh', {refresh_token: 'cookie'});
    if (id && fresh.session !== id) {
      // A cookie that another host of this domain put there: nobody here becomes somebody else.
      throw signedOut();
    }
    tokens = fresh;
  } catch (error) {
    if (error.code === 'unauthenticated' || error.code === 'token_expired') {
      tokens = undefined;
      leave(id);
    }
    throw error;
  }
}

const signedOut = () => new DrawbridgeError('session.refresh', 'unauthenticated', 'Signed out.');

/** Signs this browser out, with all its tabs; without a connection the server is told of it later. */
export async function signOut() {
  end();
  try {
    await call('account.sign_out', {});
  } catch (error) {
    if (!error.refused || error.passing) {
      addEventListener('online', () => ending() && signOut(), {once: true});
      return;
    }
  }
  tokens = undefined;
  if (ending()) {
    leave();
  }
}

/** The name of this device in the list of sessions. */
export function device() {
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(navigator.userAgent);
  return `Web browser${system ? ` on ${system[0]}` : ''}`;
}
