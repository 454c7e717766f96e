// What this tab knows, and how each thing that happens changes it. Pure: the same state and action give the
// same state, nothing is changed in place. What a conversation leaves here goes with it in one step (`ended`).

import {happened, moved, named, put, without} from './happened.js';
import {messagesOf} from './select.js';

export {inbox, lastPos, messagesOf, peopleOf, saying} from './select.js';

/** Messages of a conversation that are kept here at once: what is far from where one reads is let go. */
export const KEPT_MAX = 600;

export const EMPTY = Object.freeze({
  me: undefined, status: '', loaded: false, askable: false, online: false,
  entries: {}, next: undefined, invitations: {}, names: {}, presence: {},
  messages: {}, more: {}, later: {}, fresh: {}, missed: {}, at: {}, receipts: {}, asides: {},
  unsent: [], drafts: {}, targets: {}, typing: {}, polls: {}, rosters: {}, files: {}, slashes: {}, scheduled: {},
  endings: 0, route: [], openId: undefined, panel: false, found: undefined,
});

/** What is kept by conversation, and goes with it. */
const OF_CONVERSATION = [
  'entries', 'messages', 'more', 'later', 'fresh', 'missed', 'at', 'receipts', 'asides', 'drafts', 'targets', 'typing',
  'polls', 'rosters', 'files', 'slashes',
];

const byKey = (list, key) => Object.fromEntries(list.map(each => [key(each), each]));
const byPlace = entries => byKey(entries, each => each.conversation.conversation);

export const REDUCERS = {
  begun: (state, {me}) => ({...state, me}),
  status: (state, {text}) => ({...state, status: text, online: text === ''}),
  askable: (state, {on}) => ({...state, askable: on}),
  inbox: (state, {entries, invitations, next}) => {
    const open = state.entries[state.openId];
    return {
      ...state, loaded: true, next, entries: {...(open && {[state.openId]: open}), ...byPlace(entries)},
      invitations: invitations ? byKey(invitations, each => each.invitation) : state.invitations,
    };
  },
  /** More of the list, or what of it is new. */
  entries: (state, {entries, next = state.next}) => ({...state, next, entries: {...state.entries, ...byPlace(entries)}}),
  entry: (state, {id, change}) => state.entries[id] ? put(state, 'entries', id, {...state.entries[id], ...change}) : state,
  invited: (state, {invitation}) => put(state, 'invitations', invitation.invitation, invitation),
  uninvited: (state, {invitation}) => ({...state, invitations: without(state.invitations, invitation)}),
  view: (state, {view, head = 0}) => {
    const known = state.entries[view.conversation] ?? {head, unread: false, unread_count: 0, mentions: 0, read_pos: 0};
    return put(state, 'entries', view.conversation, {...known, head: Math.max(known.head, head), conversation: view});
  },
  named: (state, {people}) => named(state, people),
  routed: (state, {route}) => ({...state, route}),
  opened: (state, {id}) => {
    const entry = state.entries[id];
    const missed = entry?.unread && entry.read_pos > 0 ? {[id]: {from: entry.read_pos, count: entry.unread_count}} : {};
    return {...state, openId: id, panel: false, found: undefined, fresh: {}, at: {}, missed};
  },
  panel: (state, {on}) => ({...state, panel: on}),
  head: (state, {id, head}) => moved(state, id, head, true),
  read: (state, {id, pos}) => state.entries[id]
    ? put(state, 'entries', id, {...state.entries[id], read_pos: pos, unread: false, unread_count: 0, mentions: 0})
    : state,
  /** Another device has read up to there. */
  moved: (state, {id, pos}) => {
    const entry = state.entries[id];
    return !entry || pos <= (entry.read_pos ?? 0) ? state : put(state, 'entries', id, {
      ...entry, read_pos: pos, ...(pos >= entry.head && {unread: false, unread_count: 0, mentions: 0}),
    });
  },
  page: (state, action) => page(state, action),
  at: (state, {id, pos}) => put(state, 'at', id, {pos}),
  event: (state, {event}) => happened(state, event),
  draft: (state, {id, text}) => text ? put(state, 'drafts', id, text) : {...state, drafts: without(state.drafts, id)},
  target: (state, {id, target}) => target ? put(state, 'targets', id, target) : {...state, targets: without(state.targets, id)},
  written: (state, {unsent}) => ({...state, unsent: [...state.unsent, unsent]}),
  settled: (state, {client_id}) => ({...state, unsent: state.unsent.filter(each => each.client_id !== client_id)}),
  /** What became of a message on its way stands beside it: it waits, or it was refused. */
  fate: (state, {client_id, fate}) => ({
    ...state, unsent: state.unsent.map(each => each.client_id === client_id ? {...each, fate} : each),
  }),
  typing: (state, {id, person, until}) => state.entries[id]
    ? put(state, 'typing', id, {...state.typing[id], [person]: until}) : state,
  typed: (state, {id, now}) => state.typing[id] ? put(state, 'typing', id,
    Object.fromEntries(Object.entries(state.typing[id]).filter(([, until]) => until > now))) : state,
  poll: (state, {id, pos, poll}) => put(state, 'polls', id, {...state.polls[id], [pos]: poll}),
  roster: (state, {id, entries}) => roster(state, id, entries),
  presence: (state, {presences}) => ({...state, presence: {...state.presence, ...byKey(presences, each => each.person)}}),
  receipts: (state, {id, watermarks}) => put(state, 'receipts', id,
    {...state.receipts[id], ...Object.fromEntries(watermarks.map(each => [each.person, each.read]))}),
  slashes: (state, {id, commands}) => put(state, 'slashes', id, commands),
  aside: (state, {id, aside}) => state.entries[id]
    ? put(state, 'asides', id, [...(state.asides[id] ?? []).filter(each => each.ask !== aside.ask || each.text), aside]) : state,
  asided: (state, {id}) => ({...state, asides: without(state.asides, id)}),
  scheduled: (state, {list}) => ({...state, scheduled: byKey(list, each => each.scheduled)}),
  rescheduled: (state, {id, now}) => now ? put(state, 'scheduled', id, now) : {...state, scheduled: without(state.scheduled, id)},
  upload: (state, {id, upload}) => put(state, 'files', id, [...(state.files[id] ?? []), upload]),
  uploading: (state, {id, key, change}) => put(state, 'files', id,
    (state.files[id] ?? []).map(each => each.key === key ? {...each, ...change} : each)),
  uploaded: (state, {id, keys}) => put(state, 'files', id, (state.files[id] ?? []).filter(each => !keys.includes(each.key))),
  found: (state, {found}) => ({...state, found}),
  ended: (state, {id}) => ended(state, id),
};

export const reduce = (state, action) => REDUCERS[action.type](state, action);

/**
 * Messages that were read: all there is to show (`whole`), or more before or after what is here. What is then too much
 * is let go at the other end.
 */
function page(state, {id, messages, more, later, whole, read = state.entries[id]?.read_pos ?? 0}) {
  const next = named(state, messages.map(each => each.author));
  const known = {...(whole ? {} : next.messages[id]), ...byKey(messages, each => each.pos)};
  const shown = put(next, 'messages', id, known);
  const first = messages.find(each => each.pos > read && each.author.id !== state.me?.account);
  const line = whole && read > 0 && first && (messages[0].pos <= read || !more) ? first.pos : undefined;
  return short({
    ...shown,
    more: {...shown.more, [id]: more ?? shown.more[id] ?? false},
    later: {...shown.later, [id]: later ?? (whole ? false : shown.later[id] ?? false)},
    fresh: line ? {...shown.fresh, [id]: line} : shown.fresh,
  }, id, more === undefined);
}

function short(state, id, oldest) {
  const all = messagesOf(state, id);
  if (all.length <= KEPT_MAX) {
    return state;
  }
  const kept = oldest ? all.slice(-KEPT_MAX) : all.slice(0, KEPT_MAX);
  return put(put(state, 'messages', id, byKey(kept, each => each.pos)), oldest ? 'more' : 'later', id, true);
}

/** Who is not on the roster any more types no longer. */
function roster(state, id, entries) {
  const next = put(named(state, entries.flatMap(each => each.person ?? [])), 'rosters', id, entries);
  const here = new Set(entries.map(each => each.person?.id));
  return next.typing[id] ? put(next, 'typing', id,
    Object.fromEntries(Object.entries(next.typing[id]).filter(([person]) => here.has(person)))) : next;
}

function ended(state, id) {
  const rest = {
    ...state, endings: state.endings + 1, found: undefined, unsent: state.unsent.filter(each => each.conversation !== id),
    scheduled: Object.fromEntries(Object.entries(state.scheduled).filter(([, each]) => each.conversation !== id)),
  };
  for (const map of OF_CONVERSATION) {
    rest[map] = without(state[map], id);
  }
  rest.names = namesIn(rest);
  rest.presence = Object.fromEntries(Object.entries(state.presence).filter(([person]) => person in rest.names));
  return state.openId === id ? {...rest, endings: 0, route: [], openId: undefined, panel: false} : rest;
}

/** The names of who is still seen: a name that only a lost conversation told goes with it. */
function namesIn(state) {
  const authors = Object.values(state.messages).flatMap(each => Object.values(each)).map(each => each.author);
  const people = Object.values(state.rosters).flat().flatMap(each => each.person ?? []);
  return Object.fromEntries([...authors, ...people].map(each => [each.id, each.name]));
}
