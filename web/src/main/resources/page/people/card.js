// The card of somebody: what they say of themselves, writing to them, and blocking them.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button} from '../parts/form.js';
import {notice} from '../parts/notice.js';
import {badge, face} from '../parts/person.js';
import {pending, useAnswer} from '../parts/sets.js';
import {language, t} from '../words/words.js';

export function Card({client, person, own, close}) {
  const answer = useAnswer(async () => {
    const [shown, {blocked}] = await Promise.all([
      client.live.run('people.show', {person: person.id}), client.live.run('block.list')]);
    return {...shown, blocked: blocked.some(each => each.person === person.id)};
  }, [person.id]);
  const [sure, ask] = useState(false);
  const {value: shown} = answer;
  const block = async () => {
    await client.live.run(shown.blocked ? 'block.remove' : 'block.add', {person: person.id}).catch(error => client.tell(error));
    ask(false);
    notice(t(shown.blocked ? 'unblocked_name' : 'blocked_name', {name: person.name}));
    await answer.again();
  };
  const write = async () => {
    close();
    await client.write(person.id);
  };
  return h(Dialog, {title: t('card_of', {name: person.name}), close},
    h('div', {class: 'row card-head'}, face(person, 'l'), h('p', {class: 'grow'},
      h('span', {class: 'row wrap'}, h('b', {dir: 'auto'}, person.name), badge(person)),
      shown?.card.title && h('span', {class: 'soft block', dir: 'auto'}, shown.card.title),
      shown?.card.organisation && h('span', {class: 'soft block', dir: 'auto'}, shown.card.organisation))),
    pending(answer),
    shown && [
      shown.card.status_text && h('p', {class: 'said-note', dir: 'auto'}, shown.card.status_text),
      h('dl', {class: 'facts'},
        shown.card.time_zone && [h('dt', {}, t('local_time')), h('dd', {}, localTime(shown.card.time_zone))],
        shown.profile?.email && [h('dt', {}, t('email')), h('dd', {}, h('a', {href: `mailto:${shown.profile.email}`}, shown.profile.email))]),
      !own && h('p', {class: 'row wrap'},
        !person.bot && !shown.blocked && button(t('write_short'), write, 'primary', {'aria-label': t('write_to', {name: person.name})}),
        button(t(shown.blocked ? 'unblock' : 'block'), () => shown.blocked ? block() : ask(true), shown.blocked ? '' : 'ends')),
      sure && h('div', {class: 'stack tight', role: 'group', 'aria-label': t('block')},
        h('p', {}, t('block_what', {name: person.name})),
        h('p', {class: 'row'}, button(t('block_name', {name: person.name}), block, 'danger', {autofocus: true}), button(t('cancel'), () => ask(false)))),
    ]);
}

function localTime(timeZone) {
  try {
    return new Intl.DateTimeFormat(language, {timeZone, hour: 'numeric', minute: '2-digit', weekday: 'long'}).format(new Date());
  } catch {
    return timeZone;
  }
}
