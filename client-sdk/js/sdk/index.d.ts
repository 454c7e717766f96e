// What an application imports, for TypeScript. The modules beside it say what each thing does.

import type {
  Answers, CommandType, Commands, Events, EventType, Hello, InboxEntry, LogEvent, Message,
  SessionResultResumed,
} from './protocol.js';
import type {Cause, ClientOptions, CursorStore, LocalStore, Progress, SendOptions, Source, State, Tokens, Watched} from './types.js';

export * from './protocol.js';
export * from './types.js';

/** What handlers hear, by name: events by their type, and what the client itself has to tell. */
export interface Happenings extends Events {
  event: Events[EventType];
  log: LogEvent;
  state: State;
  resumed: SessionResultResumed;
}

export class ChatClient {
  constructor(server: string | URL, options: ClientOptions);
  readonly store: LocalStore;
  readonly messages: Messages;
  readonly interest: Interest;
  readonly inbox: Inbox;
  readonly files: Files;
  readonly state: State;
  readonly account: string | undefined;
  readonly tokens: Tokens | undefined;
  readonly stats: {connections: number, frames: number, duplicates: number, resyncs: number};
  readonly closed: Promise<Cause>;
  connect(): Promise<Hello>;
  send<T extends CommandType>(type: T, body?: Commands[T], options?: SendOptions): Promise<Answers[T]>;
  on<N extends keyof Happenings>(name: N, handler: (happening: Happenings[N]) => unknown): () => void;
  events<N extends keyof Happenings = 'event'>(name?: N): AsyncIterableIterator<Happenings[N]>;
  position(conversation: string): number | undefined;
  purge(conversation: string): void;
  wake(): void;
  close(): Promise<void>;
}

export interface Messages {
  send(conversation: string, text: string, more?: Partial<Commands['message.send']>): Promise<Answers['message.send']>;
  edit(conversation: string, pos: number, text: string): Promise<Answers['message.edit']>;
  delete(conversation: string, pos: number): Promise<Answers['message.delete']>;
  react(conversation: string, pos: number, emoji: string, on?: boolean): Promise<Answers['message.react']>;
  pin(conversation: string, pos: number, on?: boolean): Promise<Answers['message.pin']>;
  history(conversation: string, where?: {before?: number, after?: number, around?: number, limit?: number}): Promise<Answers['message.history']>;
  all(conversation: string, limit?: number): AsyncGenerator<Message>;
}

export interface Interest {
  open(conversation: string, cursor?: number): Promise<Answers['interest.open']>;
  close(conversation: string): Promise<Answers['interest.close']>;
  follow(conversation: string, on?: boolean): Promise<Answers['interest.follow']>;
}

export interface Inbox {
  list(which?: Commands['inbox.list']): Promise<Answers['inbox.list']>;
  all(which?: Commands['inbox.list']): AsyncGenerator<InboxEntry>;
  read(conversation: string, pos: number): Promise<Answers['marker.read']>;
}

export interface Files {
  upload(conversation: string, source: Source, options?: Watched & {name?: string, pieceBytes?: number}): Promise<string>;
  pieces(file: string, options?: {signal?: AbortSignal, version?: number}): AsyncGenerator<[Uint8Array, number, string]>;
  blob(file: string, options?: Watched & {version?: number, type?: string, conversation?: string}): Promise<Blob>;
  thumbnail(file: string, size: 'small' | 'large'): Promise<Blob>;
  address(conversation: string, blob: Blob): string;
  release(address: string): void;
}

export class DrawbridgeError extends Error {
  constructor(command: string, code: string, message: string, more?: {retryAfterMs?: number, sent?: boolean, refused?: boolean, reason?: string, cause?: unknown});
  readonly command: string;
  readonly code: string;
  readonly retryAfterMs: number | undefined;
  readonly sent: boolean;
  readonly refused: boolean;
  readonly reason: string;
  readonly passing: boolean;
}

export class HttpDoor {
  constructor(server: string | URL, options?: {fetch?: typeof fetch, timeoutMs?: number});
  address(path: string): URL;
  send<T extends CommandType>(type: T, body?: Commands[T], token?: string): Promise<Answers[T]>;
  fetch(what: string, path: string, init: RequestInit): Promise<Response>;
}

export class MessageCache implements LocalStore {
  constructor(conversationsMax?: number, messagesMax?: number);
  messages(conversation: string): Message[];
  message(conversation: string, pos: number): Message | undefined;
  happened(event: LogEvent): void;
  loaded(conversation: string, messages: Message[]): void;
  purge(conversation: string): void;
  purgeAll(): void;
}

export class MemoryCursors implements CursorStore {
  load(): Progress;
  save(progress: Progress): void;
}

export function clientId(): string;
