// Those from outside whom one brought in oneself: until when each is where, keeping them longer, ending it.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {badge, face} from '../parts/person.js';
import {line, pending, sets, useAnswer} from '../parts/sets.js';
import {date} from '../parts/time.js';
import {End} from '../people/end.js';
import {t} from '../words/words.js';
import {Remove} from '../views/remove.js';
import {placeName} from '../views/place.js';

export function Brought({client, state, me}) {
  const [turned, turn] = useState();
  const answer = useAnswer(() => Promise.all(me.workspaces.map(async each => ({
    ...each,
    ...await client.live.run('external.preview_end', {workspace: each.workspace, which: {type: 'inviter', inviter: me.account}}),
  }))));
  if (!answer.value) {
    return pending(answer);
  }
  const some = answer.value.filter(each => each.first.length > 0);
  const close = () => {
    turn(undefined);
    answer.again();
  };
  const act = (how, grant, workspace) => turn({how, grant, workspace});
  return [
    h('p', {class: 'soft'}, t('brought_what')),
    some.length === 0 && h('p', {class: 'faint'}, t('brought_none')),
    some.map(each => sets(some.length > 1 && each.name, ...each.first.map(grant => line(
      h('span', {class: 'row wrap'}, face(grant.person, 'm'), h('bdi', {}, grant.person.name), badge(grant.person)),
      `${grant.name ?? nameOf(state, grant.conversation)} · ${grant.until ? t('until_time', {time: date(grant.until)}) : t('no_end')}`,
      button(t('change_end'), () => act('end', grant, each.workspace), 'mini', {'aria-label': t('change_end_of', {name: grant.person.name})}),
      button(t('remove'), () => act('remove', grant, each.workspace), 'mini ends', {'aria-label': t('remove_name', {name: grant.person.name})}))))),
    some.some(each => each.grants > each.first.length) && h('p', {class: 'hint'}, t('brought_more')),
    turned?.how === 'end' && h(End, {
      client, conversation: turned.grant.conversation, workspace: turned.workspace, entry: turned.grant, close,
    }),
    turned?.how === 'remove' && h(Remove, {
      client, view: {conversation: turned.grant.conversation}, entry: {person: turned.grant.person}, name: turned.grant.person.name, close,
    }),
  ];
}

const nameOf = (state, id) => state.entries[id] ? placeName(state.entries[id].conversation) : t('a_conversation');
