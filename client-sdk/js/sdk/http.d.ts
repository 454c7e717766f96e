// What is needed for commands over HTTP alone: a small part of the SDK, for pages that show something before they connect.

export {DrawbridgeError, HttpDoor, clientId} from './index.js';
