// Whom one blocked, and letting them be heard again.

import {h} from 'preact';
import {button} from '../parts/form.js';
import {face} from '../parts/person.js';
import {line, pending, sets, useAnswer} from '../parts/sets.js';
import {date} from '../parts/time.js';
import {t} from '../words/words.js';

export function Blocked({client}) {
  const answer = useAnswer(async () => {
    const {blocked} = await client.live.run('block.list');
    const all = [];
    for (const each of blocked) {
      // Whom one does not see any more has no name here.
      const shown = await client.live.run('people.show', {person: each.person}).catch(() => undefined);
      all.push({...each, person: shown?.person ?? {id: each.person, name: t('somebody_gone')}});
    }
    return all;
  });
  const unblock = async person => {
    await client.live.run('block.remove', {person: person.id}).catch(error => client.tell(error));
    await answer.again();
  };
  if (!answer.value) {
    return pending(answer);
  }
  return [
    h('p', {class: 'soft'}, t('blocked_what')),
    answer.value.length === 0 ? h('p', {class: 'faint'}, t('blocked_none'))
      : sets('', ...answer.value.map(({person, since}) => line(
        h('span', {class: 'row'}, face(person, 'm'), h('bdi', {}, person.name)), t('blocked_since', {time: date(since)}),
        button(t('unblock'), () => unblock(person), 'mini', {'aria-label': t('unblock_name', {name: person.name})})))),
  ];
}
