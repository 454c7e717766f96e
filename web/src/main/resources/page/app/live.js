// The live connection of this tab: the JavaScript SDK, with the session of this browser. It comes back by itself,
// asks what was missed, and sends what was cut off again, once.

import {ChatClient, clientId} from 'drawbridge-client';
import {newTokens} from './api.js';

/** Each tab of the browser has a connection of its own. */
const TAB = clientId();
/** What is read stands in the state of the page, and nowhere else. */
const NOTHING = {happened() {}, loaded() {}, purge() {}, purgeAll() {}};

export class Live extends ChatClient {
  constructor() {
    super(new URL('.', document.baseURI), {credentials: {source: newTokens}, tab: TAB, store: NOTHING});
  }

  /** Runs one command now: where there is no connection it fails at once, and is not sent later. */
  run(type, body) {
    return this.send(type, body, {wait: false});
  }
}

/** Why the connection has ended for good, in a key of the words; none if this tab has ended it. */
export function farewell({kind, closeCode}) {
  return kind === 'sign_in_needed' ? 'signed_out_expired'
    : kind === 'server' ? (closeCode === 4005 ? 'signed_out_replaced' : 'signed_out_misunderstood') : undefined;
}
