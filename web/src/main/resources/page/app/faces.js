// The pictures of people, as far as they are shown: asked for one after the other, kept in memory, and all
// forgotten when a conversation is lost, since it may be the one that let this person see them.

const PAUSE_MS = 60;
const MOST = 500;

export class Faces {
  #run;
  #known = new Map();
  #waiting = [];
  #busy = false;
  #listeners = new Map();

  /** run sends a command, and answers or fails. */
  start(run) {
    this.#run = run;
  }

  /** The address of a picture, if it is known that there is one. */
  of = person => this.#known.get(person);

  /** Calls back once there is something to show, until the answer is called. */
  watch(person, listener) {
    const own = this.#listeners.get(person) ?? new Set();
    this.#listeners.set(person, own.add(listener));
    if (this.#run && !this.#known.has(person) && this.#known.size < MOST) {
      this.#known.set(person, undefined);
      this.#waiting.push(person);
      this.#work();
    }
    return () => {
      own.delete(listener);
      if (own.size === 0) {
        this.#listeners.delete(person);
      }
    };
  }

  /** Somebody has another picture now, or none. */
  renew(person) {
    this.#drop(person);
    this.#tell(person);
    if (this.#listeners.has(person)) {
      this.#known.set(person, undefined);
      this.#waiting.push(person);
      this.#work();
    }
  }

  forget() {
    [...this.#known.keys()].forEach(person => this.renew(person));
  }

  stop() {
    this.#run = undefined;
    this.#waiting = [];
    [...this.#known.keys()].forEach(person => this.#drop(person));
  }

  async #work() {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    try {
      while (this.#run && this.#waiting.length > 0) {
        await this.#load(this.#waiting.shift());
        await new Promise(done => setTimeout(done, PAUSE_MS));
      }
    } finally {
      this.#busy = false;
    }
  }

  async #load(person) {
    try {
      const {card} = await this.#run('people.show', {person});
      if (card.picture) {
        const shown = await this.#run('people.picture', {person});
        if (this.#known.has(person)) {
          const bytes = Uint8Array.from(atob(shown.image), char => char.charCodeAt(0));
          this.#known.set(person, URL.createObjectURL(new Blob([bytes], {type: shown.media_type})));
          this.#tell(person);
        }
      }
    } catch {
      // Not seen, or not connected: the letters of the name stay.
    }
  }

  #drop(person) {
    const address = this.#known.get(person);
    this.#known.delete(person);
    if (address) {
      URL.revokeObjectURL(address);
    }
  }

  #tell(person) {
    this.#listeners.get(person)?.forEach(listener => listener());
  }
}

export const faces = new Faces();
