// A poll: its options with their votes, and one's own choice.

import {h} from 'preact';
import {useEffect} from 'preact/hooks';
import {t} from '../words/words.js';
import {button} from '../parts/form.js';

export function Poll({client, message, poll, writable, mine}) {
  const {conversation, pos} = message;
  const {options, multiple} = message.poll;
  const keep = got => client.store.dispatch('poll', {id: conversation, pos, poll: {tally: got.tally, mine: got.mine}});
  useEffect(() => {
    client.live.run('poll.get', {conversation, pos}).then(keep, () => {});
  }, []);
  const closed = message.poll.closed || Date.parse(message.poll.ends_at ?? '9999') < Date.now();
  const chosen = poll?.mine ?? [];
  const vote = async (at, on) => {
    const choices = multiple ? [...chosen.filter(each => each !== at), ...(on ? [at] : [])].sort((a, b) => a - b) : [at];
    try {
      keep(await client.live.run('poll.vote', {conversation, pos, choices}));
    } catch (error) {
      client.tell(error);
    }
  };
  const voters = poll?.tally?.voters ?? 0;
  return h('fieldset', {class: 'poll options', disabled: closed || !writable},
    options.map((option, at) => h('label', {key: option, class: 'opt'},
      h('input', {
        type: multiple ? 'checkbox' : 'radio', name: `poll ${pos}`, checked: chosen.includes(at),
        onChange: event => vote(at, event.currentTarget.checked),
      }),
      h('span', {dir: 'auto'}, option),
      poll?.tally && h('span', {class: 'num soft small'}, String(poll.tally.counts[at])),
      poll?.tally && h('progress', {max: Math.max(1, voters), value: poll.tally.counts[at], 'aria-label': option}))),
    h('p', {class: 'row faint small'}, poll?.tally && t('voted', {count: voters}), closed && t('poll_closed'),
      !closed && message.author.id === mine
        && button(t('poll_close'), () => client.attempt('poll.close', {conversation, pos}), 'link')));
}
