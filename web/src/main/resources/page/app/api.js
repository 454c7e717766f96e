// Commands over HTTP, and the tokens. They live in this tab only: no cookie is ever set, so no other
// page can make this browser act for the person.

const KEY = 'drawbridge.tokens';
const DEVICE = 'drawbridge.device';
const EARLY_MS = 60_000;

export class CommandError extends Error {
  constructor(error) {
    super(error.message);
    this.code = error.code;
    this.retryAfterMs = error.retry_after_ms;
  }
}

let tokens = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
let refreshing;
let aheadMs = 0;

/** The session of this tab, if it has one. */
export const session = () => tokens?.session;

export function keep(fresh) {
  tokens = fresh;
  if (fresh?.device_proof) {
    localStorage.setItem(DEVICE, fresh.device_proof);
  }
  if (fresh) {
    sessionStorage.setItem(KEY, JSON.stringify(fresh));
  } else {
    sessionStorage.removeItem(KEY);
  }
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
    headers: {'Content-Type': 'application/json', ...headers},
    body: JSON.stringify(body),
    credentials: 'omit',
    cache: 'no-store',
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new CommandError(answer);
  }
  return answer;
}

/** A token that is good for a while yet; refreshed when it is not. Tokens are kept per tab. */
export async function accessToken() {
  if (untilExpiry() < EARLY_MS) {
    refreshing ??= refresh().finally(() => { refreshing = undefined; });
    await refreshing;
  }
  return tokens.access_token;
}

/** The server took the access token for too old: the next is a new one, whatever the clock here says. */
export function distrust() {
  if (tokens) {
    keep({...tokens, access_expires_at: new Date(0).toISOString()});
  }
}

/** Tells what time the server has: the clock here may be wrong. */
export function serverTime(iso) {
  aheadMs = Date.now() - Date.parse(iso);
}

/** Milliseconds until the token should be renewed. */
export const renewIn = () => Math.max(1_000, untilExpiry() - EARLY_MS);

const untilExpiry = () => Date.parse(tokens?.access_expires_at ?? 0) - (Date.now() - aheadMs);

async function refresh() {
  if (!tokens) {
    throw new CommandError({code: 'unauthenticated', message: 'Signed out.'});
  }
  try {
    keep(await open('session.refresh', {refresh_token: tokens.refresh_token}));
  } catch (error) {
    if (error.code === 'unauthenticated' || error.code === 'token_expired') {
      keep(null);
    }
    throw error;
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
