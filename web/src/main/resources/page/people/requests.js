// Those who ask to be let in, and invitations that somebody has to approve: answered here by who may.

import {h} from 'preact';
import {useEffect} from 'preact/hooks';
import {button} from '../parts/form.js';
import {notice} from '../parts/notice.js';
import {face} from '../parts/person.js';
import {useAnswer} from '../parts/sets.js';
import {date} from '../parts/time.js';
import {t} from '../words/words.js';

/** changed: something that is another one each time the roster was read. */
export function Requests({client, view, changed}) {
  const {conversation} = view;
  // Who manages it not is answered that there is nothing of the kind.
  const answer = useAnswer(() => client.live.run('join_request.list', {conversation}).catch(() => ({requests: []})), [conversation]);
  useEffect(() => { answer.again(); }, [changed]);
  const requests = answer.value?.requests ?? [];
  const act = async (type, request, said) => {
    if (await client.attempt(type, {request: request.request})) {
      notice(t(said, {name: nameOf(request)}));
      await Promise.all([answer.again(), client.loadRoster()]);
    }
  };
  return requests.length > 0 && h('section', {},
    h('h3', {}, t('requests_here'), ' ', h('span', {class: 'num faint'}, String(requests.length))),
    h('ul', {class: 'roster'}, requests.map(each => h('li', {key: each.request, class: 'guest'},
      h('div', {class: 'person'}, face({name: nameOf(each), invited: true}, 'm'),
        h('span', {class: 'name', dir: 'auto'}, nameOf(each), each.name && each.email && h('span', {class: 'sub cut'}, each.email)),
        h('span', {class: 'tag'}, t(each.proved ? 'address_proved' : 'address_typed'))),
      each.note && h('p', {class: 'said-note small', dir: 'auto'}, each.note),
      h('p', {class: 'acts'},
        button(t('approve'), () => act('join_request.approve', each, 'approved'), 'link', {'aria-label': t('approve_name', {name: nameOf(each)})}),
        button(t('deny'), () => act('join_request.deny', each, 'denied_name'), 'link ends', {'aria-label': t('deny_name', {name: nameOf(each)})}),
        h('span', {class: 'faint small'}, t('until_time', {time: date(each.expires_at)})))))));
}

const nameOf = request => request.name ?? request.email ?? t('somebody');
