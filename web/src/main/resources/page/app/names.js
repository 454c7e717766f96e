// What people and groups are called of whom only the id is known: who has not written yet, and who is mentioned.

const PEOPLE = /^a_/;
const ASKED_MAX = 500;

export class Names {
  #client;
  #asked = new Set();

  constructor(client) {
    this.#client = client;
  }

  /** The name, if it is known; else it is asked for, once. */
  of(id) {
    const {me, names, entries} = this.#client.state;
    const name = id === me?.account ? me.name : names[id] ?? entries[id]?.conversation.name;
    if (name === undefined && PEOPLE.test(id) && !this.#asked.has(id) && this.#asked.size < ASKED_MAX) {
      this.#asked.add(id);
      this.#client.live.run('people.show', {person: id})
        .then(({person}) => this.#client.store.dispatch('named', {people: [person]}), () => {});
    }
    return name;
  }

  /** What was not known may be known now, and the other way round. */
  forget() {
    this.#asked.clear();
  }
}
