// @ts-check
// What an application imports. In Node, `node/index.js` has this and what only Node can do.

export {ChatClient} from './client.js';
export {DrawbridgeError} from './errors.js';
export {HttpDoor} from './http.js';
export {MessageCache} from './message-cache.js';
export {MemoryCursors} from './progress.js';
export {clientId} from './ids.js';
export {CLOSES, ERRORS, LIMITS, LOG_EVENTS, MUTATIONS, VERSION} from './protocol.js';
