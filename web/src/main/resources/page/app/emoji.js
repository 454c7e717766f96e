// Emoji by their names: completion of what follows a colon, and groups to choose from. The names are those of emojilib.

/** The first emoji of each group, in the order of Unicode. */
const GROUPS = [
  ['smileys', '😀'], ['people', '👋'], ['nature', '🐵'], ['food', '🍇'], ['travel', '🌍'], ['activities', '🎃'],
  ['objects', '👓'], ['symbols', '🏧'], ['flags', '🏁'],
];
const BEGUN = /(?:^|[\s(])(:([\p{L}0-9_+-]{2,}))$/u;

let loading;

/** All emoji with their names, once they are wanted. */
export const load = () => loading ??= fetch(new URL('lib/emoji.json', document.baseURI))
  .then(answer => answer.json()).then(listed).catch(error => {
    loading = undefined;
    throw error;
  });

/** {emoji, name, words, group} of each, in their order. */
export function listed(data) {
  let group;
  return Object.entries(data).map(([emoji, words]) => {
    group = GROUPS.find(([, first]) => first === emoji)?.[0] ?? group;
    return {emoji, name: words[0], words, group};
  });
}

export const groups = GROUPS.map(([name, first]) => ({name, first}));

/** Those that are called so, the nearest first: a whole name, the beginning of one, the beginning of a word of it. */
export function matching(all, text, most = 8) {
  const wanted = text.toLowerCase().replace(/\s+/g, '_');
  const rank = ({name, words}) => name === wanted ? 0 : words.includes(wanted) ? 1 : name.startsWith(wanted) ? 2
    : words.some(word => word.startsWith(wanted)) ? 3 : words.some(word => word.includes(`_${wanted}`)) ? 4 : 5;
  return all.map(each => [rank(each), each]).filter(([at]) => at < 5)
    .sort(([a], [b]) => a - b).slice(0, most).map(([, each]) => each);
}

/** What is being written after a colon before the caret, if anything: where it begins, and its letters. */
export function begun(text, caret) {
  const found = BEGUN.exec(text.slice(0, caret));
  return found ? {from: caret - found[1].length, prefix: found[2].toLowerCase()} : undefined;
}
