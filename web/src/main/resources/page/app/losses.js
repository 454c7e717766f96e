// What the person lost: every tab of the browser lets go of it at once, with or without a connection of its own. The
// SDK tells the server when nothing of it is left (N-8): after what `heard` answers.

export class Losses {
  #client;
  #tabs = new BroadcastChannel('drawbridge.ended');

  constructor(client) {
    this.#client = client;
    this.#tabs.onmessage = ({data}) => {
      if (client.state.entries[data.conversation]) {
        client.live.purge(data.conversation);
        this.#purge(data);
      }
    };
  }

  /** The server says so. Resolves once nothing of it is drawn. */
  heard(event) {
    this.#tabs.postMessage({conversation: event.conversation, reason: event.reason});
    return this.#purge(event);
  }

  async #purge(event) {
    this.#client.events.ended(event);
    await drawn();
    // The browser remembers the last text in which an expression was found, for RegExp.lastMatch.
    /^/.test('');
  }

  close() {
    this.#tabs.close();
  }
}

/** After what is to be drawn now; a timer would wait long where nobody looks. */
const drawn = () => new Promise(done => {
  const {port1, port2} = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    done();
  };
  port2.postMessage(undefined);
});
