// What one does to a conversation in one's own list: nobody else learns of it.

import {notice} from '../parts/notice.js';
import {t} from '../words/words.js';

const HOUR_MS = 3_600_000;

/** ask lets one choose a time of one's own for a reminder. */
export function entryItems(client, entry, ask) {
  const id = entry.conversation.conversation;
  const remind = (key, at) => [t(key), () => client.lists.remind(id, at), 'clock'];
  const mute = async (key, until) => {
    if (await client.lists.mute(id, until)) {
      notice(t(key));
    }
  };
  return [
    [t(entry.archived ? 'unarchive' : 'archive'), () => client.lists.archive(entry, !entry.archived), 'archive'],
    entry.conversation.kind !== 'dm' && [t(entry.followed ? 'unfollow' : 'follow'), () => client.lists.follow(id, !entry.followed), 'star'],
    entry.remind_at || entry.reminded
      ? remind('remind_not', undefined)
      : remind('remind_hour', new Date(Date.now() + HOUR_MS)),
    remind('remind_tomorrow', morning(1)),
    ask && [t('remind_at'), () => ask(morning(1)), 'date'],
    [t('mute_day'), () => mute('muted', new Date(Date.now() + 24 * HOUR_MS)), 'bell'],
    [t('mute_always'), () => mute('muted', new Date(Date.now() + 365 * 24 * HOUR_MS)), 'bell'],
    [t('unmute'), () => mute('unmuted', undefined), 'bell'],
  ];
}

/** Nine o'clock, so many days from now. */
export function morning(days) {
  const at = new Date();
  at.setDate(at.getDate() + days);
  at.setHours(9, 0, 0, 0);
  return at;
}
