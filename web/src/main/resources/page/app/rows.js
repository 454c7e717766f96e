// The rows of a conversation: messages, lines for days and for what is new, answers for oneself, what is on its way.

/** What one author says within these follows without the name. */
const TOGETHER_MS = 300_000;

/** dayOf names the day of a time. */
export function rows(messages, {fresh, asides = [], unsent = []}, dayOf) {
  const all = [];
  let before;
  let today;
  for (const message of messages) {
    const name = sameHour(before, message) ? today : dayOf(message.sent_at);
    const anotherDay = name !== today;
    if (anotherDay) {
      all.push({key: `day ${message.pos}`, kind: 'day', name});
    }
    if (fresh === message.pos) {
      all.push({key: 'fresh', kind: 'fresh'});
    }
    all.push({key: String(message.pos), kind: 'message', message, goesOn: !anotherDay && fresh !== message.pos && together(before, message)});
    before = message;
    today = name;
  }
  return [
    ...all,
    ...asides.map(aside => ({key: `aside ${aside.ask}`, kind: 'aside', aside})),
    ...unsent.map(each => ({key: each.client_id, kind: 'unsent', unsent: each})),
  ];
}

/** To name a day is slow; two times of one hour have one. */
const sameHour = (before, message) => before?.sent_at.slice(0, 13) === message.sent_at.slice(0, 13);

const together = (before, message) => before.author.id === message.author.id && !message.forwarded
  && Date.parse(message.sent_at) - Date.parse(before.sent_at) < TOGETHER_MS;
