// Where one is signed in, and ending it there.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {line, pending, sets, useAnswer} from '../parts/sets.js';
import {apart, date, exact} from '../parts/time.js';
import {t} from '../words/words.js';

export function Sessions({client}) {
  const answer = useAnswer(() => client.live.run('session.list'));
  const [said, say] = useState('');
  const end = async some => {
    let at;
    for (const each of some) {
      const receipt = await client.attempt('session.revoke', {session: each.session});
      at = receipt?.at ?? at;
    }
    at && say(t(some.length > 1 ? 'sessions_ended' : 'session_ended', {name: some[0].device, time: exact(at)}));
    await answer.again();
  };
  if (!answer.value) {
    return pending(answer);
  }
  const {sessions} = answer.value;
  const others = sessions.filter(each => !each.current);
  return [
    sets('', ...sessions.map(each => line(
      [icon('screen'), h('bdi', {}, each.device), each.current && h('span', {class: 'tag good'}, icon('check'), t('this_one'))],
      t('session_when', {seen: each.current ? t('now') : apart(each.last_seen_at), since: date(each.created_at)}),
      !each.current && button(t('sign_out'), () => end([each]), 'mini', {'aria-label': t('sign_out_of', {name: each.device})}))),
    h('div', {class: 'opt-row'}, h('span', {class: 'grow hint'}, t('session_hint')),
      others.length > 1 && button(t('sign_out_others'), () => end(others), 'mini ends'))),
    h('p', {class: 'row', role: 'status'}, said && [icon('shield'), said]),
  ];
}
