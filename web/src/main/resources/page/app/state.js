// What this tab knows, and how each thing that happens changes it. Pure: the same state and action give the
// same state, nothing is changed in place. What a conversation leaves here goes with it in one step (`ended`).

export const EMPTY = Object.freeze({
  me: undefined, status: '', loaded: false, askable: false,
  entries: {}, invitations: {}, names: {}, messages: {}, seen: {}, more: {}, fresh: {},
  unsent: [], drafts: {}, targets: {}, typing: {}, polls: {}, rosters: {}, files: {},
  route: [], openId: undefined, panel: false, found: undefined,
});

/** What is kept by conversation, and goes with it. */
const OF_CONVERSATION = ['entries', 'messages', 'seen', 'more', 'fresh', 'drafts', 'targets', 'typing', 'polls', 'rosters', 'files'];

const without = (map, key) => {
  const {[key]: _, ...rest} = map;
  return rest;
};
const put = (state, map, key, value) => ({...state, [map]: {...state[map], [key]: value}});
const byKey = (list, key) => Object.fromEntries(list.map(each => [key(each), each]));

export const REDUCERS = {
  begun: (state, {me}) => ({...state, me}),
  status: (state, {text}) => ({...state, status: text}),
  askable: (state, {on}) => ({...state, askable: on}),
  inbox: (state, {entries, invitations}) => ({
    ...state, loaded: true, entries: byKey(entries, each => each.conversation.conversation),
    invitations: byKey(invitations, each => each.invitation),
  }),
  invited: (state, {invitation}) => put(state, 'invitations', invitation.invitation, invitation),
  uninvited: (state, {invitation}) => ({...state, invitations: without(state.invitations, invitation)}),
  view: (state, {view, head = 0}) => {
    const known = state.entries[view.conversation] ?? {head, unread: false, unread_count: 0, mentions: 0, read_pos: 0};
    return put(state, 'entries', view.conversation, {...known, conversation: view});
  },
  routed: (state, {route}) => ({...state, route}),
  opened: (state, {id}) => ({...state, openId: id, panel: false, found: undefined, fresh: {}}),
  panel: (state, {on}) => ({...state, panel: on}),
  head: (state, {id, head}) => moved(state, id, head, true),
  read: (state, {id, pos}) => state.entries[id]
    ? put(state, 'entries', id, {...state.entries[id], read_pos: pos, unread: false, unread_count: 0, mentions: 0})
    : state,
  page: (state, {id, messages, more, whole}) => {
    const known = whole ? {} : state.messages[id] ?? {};
    const read = state.entries[id]?.read_pos ?? 0;
    const first = messages.find(each => each.pos > read && each.author.id !== state.me?.account);
    const next = named(state, messages.map(each => each.author));
    return {
      ...next,
      messages: {...next.messages, [id]: {...known, ...byKey(messages, each => each.pos)}},
      more: {...next.more, [id]: more},
      seen: whole ? without(next.seen, id) : next.seen,
      fresh: whole && read > 0 && first ? {...next.fresh, [id]: first.pos} : next.fresh,
    };
  },
  event: (state, {event}) => happened(state, event),
  draft: (state, {id, text}) => put(state, 'drafts', id, text),
  target: (state, {id, target}) => target ? put(state, 'targets', id, target) : {...state, targets: without(state.targets, id)},
  written: (state, {unsent}) => ({...state, unsent: [...state.unsent, unsent]}),
  settled: (state, {client_id}) => ({...state, unsent: state.unsent.filter(each => each.client_id !== client_id)}),
  refused: (state, {unsent}) => {
    const rest = REDUCERS.settled(state, unsent);
    return state.drafts[unsent.conversation] ? rest : put(rest, 'drafts', unsent.conversation, unsent.text);
  },
  typing: (state, {id, person, until}) => put(state, 'typing', id, {...state.typing[id], [person]: until}),
  typed: (state, {id, now}) => put(state, 'typing', id,
    Object.fromEntries(Object.entries(state.typing[id] ?? {}).filter(([, until]) => until > now))),
  poll: (state, {id, pos, poll}) => put(state, 'polls', id, {...state.polls[id], [pos]: poll}),
  roster: (state, {id, entries}) => put(named(state, entries.flatMap(each => each.person ?? [])), 'rosters', id, entries),
  upload: (state, {id, upload}) => put(state, 'files', id, [...(state.files[id] ?? []), upload]),
  uploading: (state, {id, key, change}) => put(state, 'files', id,
    (state.files[id] ?? []).map(each => each.key === key ? {...each, ...change} : each)),
  uploaded: (state, {id, keys}) => put(state, 'files', id, (state.files[id] ?? []).filter(each => !keys.includes(each.key))),
  found: (state, {found}) => ({...state, found}),
  ended: (state, {id}) => {
    const rest = {...state, unsent: state.unsent.filter(each => each.conversation !== id), found: undefined};
    for (const map of OF_CONVERSATION) {
      rest[map] = without(state[map], id);
    }
    rest.names = namesIn(rest);
    return state.openId === id ? {...rest, route: [], openId: undefined, panel: false} : rest;
  },
};

export const reduce = (state, action) => REDUCERS[action.type](state, action);

/** The conversation with the newest event first. */
export const inbox = state => Object.values(state.entries).sort((a, b) => b.head - a.head);

export const messagesOf = (state, id) => Object.values(state.messages[id] ?? {}).sort((a, b) => a.pos - b.pos);

export const lastPos = (state, id) => Math.max(0, ...Object.keys(state.messages[id] ?? {}).map(Number));

/** The position that this tab has reached in the conversation's events, to continue from after a reconnect. */
export const cursor = (state, id) => Math.max(state.seen[id] ?? 0, lastPos(state, id));

/** What a message says in one line: its text, or the name of its first file. */
export const saying = message => message.text || message.files?.[0]?.name;

function named(state, people) {
  const fresh = people.filter(each => state.names[each.id] !== each.name);
  return fresh.length === 0 ? state
    : {...state, names: {...state.names, ...Object.fromEntries(fresh.map(each => [each.id, each.name]))}};
}

/** The names of who is still seen: a name that only a lost conversation told goes with it. */
function namesIn(state) {
  const authors = Object.values(state.messages).flatMap(each => Object.values(each)).map(each => each.author);
  const people = Object.values(state.rosters).flat().flatMap(each => each.person ?? []);
  return Object.fromEntries([...authors, ...people].map(each => [each.id, each.name]));
}

function moved(state, id, head, unread, preview) {
  const entry = state.entries[id];
  return !entry ? state : put(state, 'entries', id, {
    ...entry, head: Math.max(entry.head, head), unread, preview: preview ?? entry.preview,
    unread_count: unread ? (entry.unread_count ?? 0) + 1 : 0,
  });
}

const CHANGES = {
  'message.edited': (message, event) => ({...message, text: event.text, edited_at: event.edited_at, previews: []}),
  'message.deleted': ({text, quote, poll, ...message}) => ({...message, pinned: false, reactions: [], files: [], previews: []}),
  'message.files': (message, event) => ({...message, files: event.files}),
  'message.previews': (message, event) => ({...message, previews: event.previews}),
  'message.reacted': (message, event) => ({...message, reactions: reacted(message.reactions ?? [], event)}),
  'message.pinned': (message, event) => ({...message, pinned: event.on}),
  'poll.closed': message => message.poll ? {...message, poll: {...message.poll, closed: true}} : message,
};

function happened(state, event) {
  const id = event.conversation;
  const next = event.pos > (state.seen[id] ?? 0) ? put(state, 'seen', id, event.pos) : state;
  if (event.type === 'message.posted') {
    const {message} = event;
    const away = id !== state.openId && message.author.id !== state.me?.account;
    const there = put(named(next, [message.author]), 'messages', id, {...next.messages[id], [message.pos]: message});
    return moved(put(there, 'typing', id, without(there.typing[id] ?? {}, message.author.id)), id, event.pos, away,
      saying(message));
  }
  if (event.type === 'poll.tally') {
    const known = next.polls[id]?.[event.target];
    return known ? REDUCERS.poll(next, {id, pos: event.target, poll: {...known, tally: event.tally}}) : next;
  }
  const message = next.messages[id]?.[event.target];
  if (!message || !CHANGES[event.type]) {
    return next;
  }
  const changed = CHANGES[event.type](message, event);
  const told = put(next, 'messages', id, {...next.messages[id], [event.target]: changed});
  const entry = told.entries[id];
  return entry && event.target >= lastPos(told, id)
    ? put(told, 'entries', id, {...entry, preview: saying(changed)})
    : told;
}

function reacted(reactions, {emoji, person, on}) {
  const people = (reactions.find(each => each.emoji === emoji)?.people ?? []).filter(each => each !== person);
  const all = on ? [...people, person] : people;
  const others = reactions.filter(each => each.emoji !== emoji);
  return all.length > 0 ? [...others, {emoji, people: all}] : others;
}
