// @ts-check
import {platform} from '../platform.js';
import {NodeWebSocket} from './websocket.js';

// Node 22 has a WebSocket too, but one that can neither ping nor be read more slowly.
platform.WebSocket = NodeWebSocket;
platform.device = 'drawbridge-node';

export * from '../index.js';
export {FileCursors} from './file-cursors.js';
export {downloadTo, openFile} from './disk.js';
export {NodeWebSocket};
