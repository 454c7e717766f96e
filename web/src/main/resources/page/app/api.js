// Commands over HTTP, and the access token, which is in this tab's memory and nowhere else.

import {end, ending, inTurn, leave, session, staying, take} from './seat.js';

export {session};

const DEVICE = 'drawbridge.device';
const EARLY_MS = 60_000;

export class CommandError extends Error {
  constructor(error) {
    super(error.message);
    this.code = error.code;
    this.retryAfterMs = error.retry_after_ms;
  }
}

let tokens;
let refreshing;
let aheadMs = 0;

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
export const open = (type, body) => post(type, body, {});

/** Runs one command of who is signed in in this tab. */
export async function call(type, body) {
  return post(type, body, {Authorization: `Bearer ${await accessToken()}`});
}

async function post(type, body, headers) {
  const response = await fetch(new URL('v1/' + type, document.baseURI), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json', 'Drawbridge-Browser': staying() ? 'stay' : 'visit', ...headers,
    },
    body: JSON.stringify(body),
    credentials: 'same-origin',
    cache: 'no-store',
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new CommandError(answer);
  }
  return answer;
}

/** A token that is good for a while yet; got anew when it is not, by one tab after the other. */
export async function accessToken() {
  if (untilExpiry() < EARLY_MS) {
    refreshing ??= inTurn(refresh).finally(() => { refreshing = undefined; });
    await refreshing;
  }
  return tokens.access_token;
}

/** The server took the access token for too old: the next is a new one, whatever the clock here says. */
export function distrust() {
  tokens = undefined;
}

/** Tells what time the server has: the clock here may be wrong. */
export function serverTime(iso) {
  aheadMs = Date.now() - Date.parse(iso);
}

/** Milliseconds until the token should be renewed. */
export const renewIn = () => Math.max(1_000, untilExpiry() - EARLY_MS);

const untilExpiry = () => Date.parse(tokens?.access_expires_at ?? 0) - (Date.now() - aheadMs);

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

const signedOut = () => new CommandError({code: 'unauthenticated', message: 'Signed out.'});

/** Signs this browser out, with all its tabs; without a connection the server is told of it later. */
export async function signOut() {
  end();
  try {
    await call('account.sign_out', {});
  } catch (error) {
    if (!(error instanceof CommandError) || error.retryAfterMs) {
      addEventListener('online', () => ending() && signOut(), {once: true});
      return;
    }
  }
  tokens = undefined;
  if (ending()) {
    leave();
  }
}

/** Names a change, so that sending it twice does it once. */
export function clientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** The name of this device in the list of sessions. */
export function device() {
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(navigator.userAgent);
  return `Web browser${system ? ` on ${system[0]}` : ''}`;
}
