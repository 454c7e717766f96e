// What the SDK takes and gives, for TypeScript and for the JSDoc of its own modules.

import type {DrawbridgeError} from './index.js';
import type {AccountResultTokens, Hello, LogEvent, Message} from './protocol.js';

export type Tokens = AccountResultTokens;

/**
 * How long to wait before the next attempt to connect: twice as long each time, up to a bound, and a
 * random part of it, so that the clients of a restarted server do not come back all at once.
 */
export interface Backoff {
  firstMs: number;
  maxMs: number;
  /** A connection that held this long starts the count again. */
  steadyAfterMs: number;
}

/** Why a connection, or the client, has ended. */
export interface Cause {
  kind: 'application' | 'server' | 'lost' | 'sign_in_needed';
  why: string;
  closeCode?: number;
}

/** What the client is doing about its connection. */
export type State =
  | {name: 'idle'}
  | {name: 'connecting', attempt: number}
  | {name: 'connected', hello: Hello, resumed: boolean}
  | {name: 'waiting', delayMs: number, cause: Cause}
  | {name: 'closed', cause: Cause};

/**
 * What signs a client in. A link and a code are good once; a password and an API token are used
 * again when the session has ended. `source` keeps tokens elsewhere, for several tabs for example:
 * it is asked for good ones, with `refused` true if those that it gave last were not taken.
 */
export type Credentials =
  | {tokens: Tokens}
  | {refreshToken: string}
  | {email: string, password: string}
  | {apiToken: string}
  | {link: string, name?: string, password?: string}
  | {code: string, name?: string}
  | {source: (refused: boolean) => Promise<Tokens>};

/** How far a client has got. */
export interface Progress {
  /** What to resume from, as the server gave it. */
  since?: string;
  /** The last position that the application handled, of each conversation that it gets in full. */
  cursors: Record<string, number>;
}

/**
 * Keeps progress over restarts. A position is saved after the handlers have seen its event, at most
 * once a second: after a crash the last events may come again, but none is left out.
 */
export interface CursorStore {
  load(): Progress | Promise<Progress>;
  /** In place of what was saved before: wholly or not at all. */
  save(progress: Progress): unknown;
}

/**
 * Keeps what the client knows of conversations, and gives it up the moment the server says so: a
 * purge runs before any handler of the application hears that the access has ended.
 */
export interface LocalStore {
  /** Takes an event that was not there before. */
  happened(event: LogEvent): void;
  /** Takes a page of history. */
  loaded(conversation: string, messages: Message[]): void;
  /** Nothing of it may be kept. */
  purge(conversation: string): void;
  /** The server cannot say what has changed. */
  purgeAll(): void;
}

/** What is uploaded: a `Blob` or `File`, or what can be read from anywhere. */
export type Source =
  | Blob
  | {name?: string, size: number, slice(from: number, to: number): Uint8Array | Blob | Promise<Uint8Array | Blob>};

/** Who watches a transfer. */
export interface Watched {
  onProgress?: (done: number, all: number) => void;
  signal?: AbortSignal;
}

/** How a command is sent. */
export interface SendOptions {
  /** From the call to the answer, waiting for a connection included. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** False: without a connection it fails at once, with `disconnected`. */
  wait?: boolean;
  /** Hears each time why the server asks to wait; it is sent again by itself. */
  onBusy?: (error: DrawbridgeError) => void;
}

/** Time as the client sees it. */
export interface Timers {
  /** Milliseconds that no change of the clock moves. */
  now(): number;
  /** The time of day. */
  wall(): number;
  /** Runs a task later; what it returns cancels that. */
  after(ms: number, task: () => void): () => void;
}

/** All of it but the credentials may be left out. */
export interface ClientOptions {
  credentials: Credentials;
  /** As that of browsers; in Node it has one of its own. */
  WebSocket?: new (url: string) => any;
  fetch?: typeof fetch;
  /** How the session is called in the list of sessions. */
  device?: string;
  /** A name that this tab of a browser made up: a session then has a connection for each tab. */
  tab?: string;
  /** From a call to its answer, waiting for a connection included; 30 s. */
  callTimeoutMs?: number;
  /** Of one attempt to connect; 10 s. */
  connectTimeoutMs?: number;
  /** How much silence is asked about, and how long an answer to that is waited for; 20 s. */
  heartbeatMs?: number;
  backoff?: Backoff;
  /** What is sent again by itself; all of it. */
  retries?: {mutations: boolean, reads: boolean, busy: boolean};
  /** Commands that were sent and not answered, below what the server allows; 64. */
  inFlightMax?: number;
  /** Commands that wait to be sent; beyond it a call fails at once; 10,000. */
  waitingMax?: number;
  /** Events that wait for handlers; beyond it no more are read; 4,096. */
  eventsBufferedMax?: number;
  /** Keeps progress over restarts; in memory. */
  cursors?: CursorStore;
  /** Keeps messages; a MessageCache. */
  store?: LocalStore;
  /** Hears of new tokens before they are used, so that the refresh token can be kept. */
  onTokens?: (tokens: Tokens) => unknown;
  onHandlerError?: (error: unknown, name: string) => void;
  log?: (message: string, error?: unknown) => void;
  /** For tests. */
  random?: () => number;
  /** For tests. */
  timers?: Timers;
}
