// What an application in Node imports besides.

import type {ChatClient, CursorStore, Progress, Source, Watched} from '../index.js';

export * from '../index.js';

export class FileCursors implements CursorStore {
  constructor(file: string);
  load(): Promise<Progress>;
  save(progress: Progress): Promise<void>;
}

export function openFile(path: string): Promise<Source & {close(): Promise<void>}>;

export function downloadTo(client: ChatClient, file: string, target: string, options?: Watched & {version?: number}): Promise<void>;

export class NodeWebSocket {
  constructor(url: string);
  readyState: number;
  onopen: () => void;
  onmessage: (message: {data: unknown}) => void;
  onclose: (close: {code: number, reason: string}) => void;
  onerror: (error: unknown) => void;
  onalive: () => void;
  send(text: string): void;
  ping(): void;
  pause(paused: boolean): void;
  close(code?: number): void;
  terminate(): void;
}
