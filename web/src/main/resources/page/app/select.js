// What is read out of the state. Lists are made once for what they are made of, and let go with it.

const sorted = new WeakMap();
const NONE = Object.freeze([]);

/** The messages of a conversation that are here, oldest first: the same list as long as nothing of it changed. */
export function messagesOf(state, id) {
  const known = state.messages[id];
  if (!known) {
    return NONE;
  }
  if (!sorted.has(known)) {
    sorted.set(known, Object.values(known).sort((a, b) => a.pos - b.pos));
  }
  return sorted.get(known);
}

export const lastPos = (state, id) => messagesOf(state, id).at(-1)?.pos ?? 0;

/** The conversation with the newest event first. */
export const inbox = state => Object.values(state.entries).sort((a, b) => b.head - a.head);

/** What a message says in one line: its text, or the name of its first file. */
export const saying = message => message.text || message.files?.[0]?.name;

/** The people of a conversation, as far as its roster is here. */
export const peopleOf = (state, id) => (state.rosters[id] ?? []).flatMap(each => each.person ?? []);
