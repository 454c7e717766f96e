// What the person lost: every tab of the browser lets go of it at once, with or without a connection of its own, and
// the server is told when nothing of it is left (N-8).

import {letGo} from './uploads.js';

const CONFIRMED_MAX = 200;

export class Losses {
  #client;
  #owed = [];
  #tabs = new BroadcastChannel('drawbridge.ended');

  constructor(client) {
    this.#client = client;
    this.#tabs.onmessage = ({data}) => client.state.entries[data.conversation] && this.#purge(data);
  }

  /** The server says so. */
  heard(event) {
    this.#purge(event);
    this.#tabs.postMessage({conversation: event.conversation, reason: event.reason});
    this.#owed.push(event.conversation);
    // Once it is drawn.
    setTimeout(() => this.confirm());
  }

  #purge(event) {
    this.#client.events.ended(event);
    letGo();
    // The browser remembers the last text in which an expression was found, for RegExp.lastMatch.
    setTimeout(() => /^/.test(''));
  }

  /** Tells the server; what it does not hear of now it is told after the next connection. */
  async confirm() {
    while (this.#owed.length > 0) {
      const some = this.#owed.splice(0, CONFIRMED_MAX);
      try {
        await this.#client.live.run('session.purged', {conversations: some});
      } catch {
        this.#owed.unshift(...some);
        return;
      }
    }
  }

  close() {
    this.#tabs.close();
  }
}
