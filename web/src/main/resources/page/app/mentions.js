// Mentions as people write them, "@Ada Lovelace", and as messages carry them, "<@a_…>".

const CARRIED = /<@([ac]_[0-9a-z]{13})>/g;

/** The text to send: the names of people who are here, longest first, become their ids. */
export function carried(text, people) {
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  return byLength.reduce((all, {id, name}) => {
    const written = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return all.replace(new RegExp(`(^|[\\s(])@${written}(?![\\p{L}\\p{N}])`, 'gu'), `$1<@${id}>`);
  }, text);
}

/** The text to edit: ids of people who are known become their names. */
export const written = (text, nameOf) => text.replace(CARRIED, (whole, id) => nameOf(id) ? `@${nameOf(id)}` : whole);

/** What is being written after an @ before the caret, if anything: where it begins, and its letters. */
export function begun(text, caret) {
  const found = /(?:^|[\s(])@([\p{L}\p{N}'’-]*)$/u.exec(text.slice(0, caret));
  return found ? {from: caret - found[1].length - 1, prefix: found[1].toLowerCase()} : undefined;
}

/** Those of the people whose name, or a word of it, begins so; a few. */
export const matching = (people, prefix, most = 6) => people
  .filter(({name}) => name.toLowerCase().split(/\s+/).some(word => word.startsWith(prefix)) || name.toLowerCase().startsWith(prefix))
  .slice(0, most);
