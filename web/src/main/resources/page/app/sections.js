// The list of conversations in its parts, what a filter leaves of it, and where the next unread one is. Pure.

export const SECTIONS = ['important', 'groups', 'dms', 'threads', 'archived'];
export const FILTERS = ['all', 'unread', 'mentions', 'outside'];

function sectionOf({conversation, important, reminded, archived}) {
  if (archived) {
    return 'archived';
  }
  if (reminded || (important && conversation.kind === 'thread')) {
    return 'important';
  }
  return {group: 'groups', dm: 'dms'}[conversation.kind] ?? 'threads';
}

const PASSES = {
  all: () => true,
  unread: entry => entry.unread,
  mentions: entry => entry.mentions > 0,
  outside: entry => entry.conversation.has_externals || entry.conversation.foreign,
};

/** Letters as one types them: any case, with or without accents. */
export const folded = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** [name, entries], those of each with the newest event first; only what has entries. nameOf names a conversation. */
export function sections(entries, {filter = 'all', words = ''} = {}, nameOf = view => view.name) {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  const parts = Object.fromEntries(SECTIONS.map(name => [name, []]));
  for (const entry of entries) {
    const name = wanted.length > 0 ? folded(nameOf(entry.conversation)) : '';
    if (PASSES[filter](entry) && wanted.every(word => name.includes(word))) {
      parts[sectionOf(entry)].push(entry);
    }
  }
  return SECTIONS.filter(name => parts[name].length > 0)
    .map(name => [name, parts[name].sort((a, b) => b.head - a.head)]);
}

/** The conversation a step away from this one among those listed; only unread ones, if they are asked for. Goes round. */
export function next(listed, id, step, unread = false) {
  const at = listed.findIndex(entry => entry.conversation.conversation === id);
  const from = at < 0 && step < 0 ? 0 : at;
  for (let steps = 1; steps <= listed.length; steps++) {
    const entry = listed[(from + steps * step + listed.length * steps) % listed.length];
    if (entry.conversation.conversation !== id && (!unread || entry.unread)) {
      return entry.conversation.conversation;
    }
  }
  return undefined;
}

export const totals = entries => ({
  unread: entries.filter(entry => entry.unread && !entry.archived).length,
  mentions: entries.reduce((all, entry) => all + (entry.mentions ?? 0), 0),
});
