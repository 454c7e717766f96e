// What an event of a conversation changes. Pure, as all of the state.

import {lastPos, saying} from './select.js';

export const without = (map, key) => {
  const {[key]: _, ...rest} = map;
  return rest;
};
export const put = (state, map, key, value) => ({...state, [map]: {...state[map], [key]: value}});

/** The same state, knowing what these people are called. */
export function named(state, people) {
  const fresh = people.filter(each => state.names[each.id] !== each.name);
  return fresh.length === 0 ? state
    : {...state, names: {...state.names, ...Object.fromEntries(fresh.map(each => [each.id, each.name]))}};
}

/** Something new stands in a conversation; what was archived is back with it. */
export function moved(state, id, head, unread, preview) {
  const entry = state.entries[id];
  return !entry ? state : put(state, 'entries', id, {
    ...entry, head: Math.max(entry.head, head), unread, preview: preview ?? entry.preview,
    unread_count: unread ? (entry.unread_count ?? 0) + 1 : 0, archived: entry.archived && head <= entry.head,
  });
}

const CHANGES = {
  'message.edited': (message, event) => ({...message, text: event.text, edited_at: event.edited_at, previews: []}),
  'message.deleted': ({text, quote, poll, forwarded, ...message}) =>
    ({...message, pinned: false, reactions: [], files: [], previews: []}),
  'message.files': (message, event) => ({...message, files: event.files}),
  'message.previews': (message, event) => ({...message, previews: event.previews}),
  'message.reacted': (message, event) => ({...message, reactions: reacted(message.reactions ?? [], event)}),
  'message.pinned': (message, event) => ({...message, pinned: event.on}),
  'poll.closed': message => message.poll ? {...message, poll: {...message.poll, closed: true}} : message,
};

function reacted(reactions, {emoji, person, on}) {
  const people = (reactions.find(each => each.emoji === emoji)?.people ?? []).filter(each => each !== person);
  const all = on ? [...people, person] : people;
  const others = reactions.filter(each => each.emoji !== emoji);
  return all.length > 0 ? [...others, {emoji, people: all}] : others;
}

export function happened(state, event) {
  const id = event.conversation;
  if (event.type === 'message.posted') {
    return posted(state, event);
  }
  if (event.type === 'poll.tally') {
    const known = state.polls[id]?.[event.target];
    return known ? put(state, 'polls', id, {...state.polls[id], [event.target]: {...known, tally: event.tally}}) : state;
  }
  const message = state.messages[id]?.[event.target];
  if (!message || !CHANGES[event.type]) {
    return state;
  }
  const changed = CHANGES[event.type](message, event);
  const told = put(state, 'messages', id, {...state.messages[id], [event.target]: changed});
  const entry = told.entries[id];
  return entry && !told.later[id] && event.target >= lastPos(told, id)
    ? put(told, 'entries', id, {...entry, preview: saying(changed)})
    : told;
}

/** While older messages are shown, a new one is not among them: there would be a gap between. */
function posted(state, {conversation: id, pos, message}) {
  const away = (id !== state.openId || state.later[id]) && message.author.id !== state.me?.account;
  const known = named(state, [message.author]);
  const there = known.later[id] ? known : put(known, 'messages', id, {...known.messages[id], [message.pos]: message});
  const quiet = put(there, 'typing', id, without(there.typing[id] ?? {}, message.author.id));
  return moved(quiet, id, pos, Boolean(away), saying(message));
}
