// @ts-check
import {decode} from './frames.js';

/** One connection of a client: its WebSocket, and when the server was heard last. */
export class Connection {
  #socket;
  #timers;
  #over = false;

  /**
   * @param {new (url: string) => any} WebSocket
   * @param {string} url
   * @param {import('./types.js').Timers} timers
   * @param {object} owner
   * @param {() => void} owner.opened
   * @param {(frame: any) => void} owner.frame
   * @param {(why: string, closeCode?: number) => void} owner.ended once
   */
  constructor(WebSocket, url, timers, owner) {
    this.#timers = timers;
    this.heardAt = timers.now();
    const end = (/** @type {string} */ why, /** @type {number | undefined} */ code) => {
      if (!this.#over) {
        this.#over = true;
        owner.ended(why, code);
      }
    };
    this.#socket = new WebSocket(url);
    this.#socket.onopen = () => {
      this.alive();
      owner.opened();
    };
    this.#socket.onmessage = (/** @type {{data: unknown}} */ message) => {
      if (this.#over) {
        return;
      }
      this.alive();
      try {
        owner.frame(decode(message.data));
      } catch (error) {
        this.#socket.close();
        end(`a frame that cannot be read: ${/** @type {Error} */ (error).message}`);
      }
    };
    this.#socket.onclose = (/** @type {{code: number, reason: string}} */ close) =>
      end(`closed with ${close.code}: ${close.reason || 'no reason'}`, close.code);
    this.#socket.onerror = () => {
      // What went wrong is said by the close that follows.
    };
    // Sockets for Node tell it; those of browsers answer pings without a word.
    this.#socket.onalive = () => this.alive();
  }

  alive() {
    this.heardAt = this.#timers.now();
  }

  /** @param {string} text */
  send(text) {
    if (!this.#over) {
      this.#socket.send(text);
    }
  }

  /** Asks for a sign of life; false if this kind of socket cannot. */
  ping() {
    this.#socket.ping?.();
    return this.#socket.ping !== undefined;
  }

  /** Stops reading or goes on; false if this kind of socket cannot. @param {boolean} paused */
  pause(paused) {
    this.#socket.pause?.(paused);
    return this.#socket.pause !== undefined;
  }

  /** Says goodbye; its end is not told any more. */
  close() {
    this.#over = true;
    this.#socket.close(1000);
  }

  /** Lets go of it without waiting; its end is not told any more. */
  abort() {
    this.#over = true;
    if (this.#socket.terminate) {
      this.#socket.terminate();
    } else {
      this.#socket.close();
    }
  }
}
