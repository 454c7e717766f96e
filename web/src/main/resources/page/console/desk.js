// What the views of the console share: one workspace, its commands, and what people there are called. It is dropped
// when the console is left, and the names with it.

const ASKING_MAX = 8;

export class Desk {
  #names = new Map();
  #asked = new Set();
  #waiting = [];
  #asking = 0;
  #changed;

  constructor(client, workspace, me, changed) {
    this.client = client;
    this.workspace = workspace.workspace;
    this.name = workspace.name;
    this.owner = workspace.role === 'owner';
    this.me = me;
    this.#changed = changed;
    this.#names.set(me.account, me.name);
  }

  /** A question about the workspace. */
  ask(type, body) {
    return this.client.live.run(type, {workspace: this.workspace, ...body});
  }

  /** A change in the workspace. */
  change(type, body) {
    return this.client.change(type, {workspace: this.workspace, ...body});
  }

  /** The address of a view of this workspace. */
  at(...place) {
    return '#' + ['console', this.workspace, ...place].map(encodeURIComponent).join('/');
  }

  /** What somebody is called, undefined until that is known; it is asked for once. */
  nameOf(id) {
    if (id && !this.#asked.has(id) && !this.#names.has(id)) {
      this.#asked.add(id);
      this.#waiting.push(id);
      this.#next();
    }
    return this.#names.get(id);
  }

  /** Takes names that an answer brought along. */
  learn(people) {
    for (const {id, name} of people) {
      if (id && name) {
        this.#names.set(id, name);
      }
    }
  }

  #next() {
    while (this.#asking < ASKING_MAX && this.#waiting.length > 0) {
      const person = this.#waiting.shift();
      this.#asking++;
      this.client.live.run('people.show', {person})
        .then(shown => this.learn([shown.person]), () => {})
        .finally(() => {
          this.#asking--;
          this.#changed();
          this.#next();
        });
    }
  }
}

/** Asks the same of many, a few at a time; who cannot be asked is left out. */
export async function gather(list, ask, tell = () => {}) {
  const found = [];
  let at = 0;
  let done = 0;
  const worker = async () => {
    while (at < list.length) {
      const each = list[at++];
      const answer = await ask(each).catch(error => {
        if (!error.refused) {
          throw error;
        }
        return undefined;
      });
      found.push(...(answer ?? []));
      tell(++done);
    }
  };
  await Promise.all(Array.from({length: 4}, worker));
  return found;
}
