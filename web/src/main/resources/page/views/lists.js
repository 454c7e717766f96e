// Short lists about messages: what is pinned here, who has read one, and what one said before.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {saying} from '../app/state.js';
import {Dialog} from '../parts/dialog.js';
import {button} from '../parts/form.js';
import {markdown, spoken} from '../parts/markdown.js';
import {badge, face} from '../parts/person.js';
import {exact} from '../parts/time.js';
import {explain, t} from '../words/words.js';

/** What a command answers, when it has; a refusal in words. */
function useAnswer(client, type, body) {
  const [answer, set] = useState({});
  useEffect(() => {
    client.live.run(type, body).then(got => set({got}), error => set({failure: explain(error)}));
  }, []);
  return answer;
}

const Frame = ({title, close, answer: {got, failure}, children}) => h(Dialog, {title, close},
  failure ? h('p', {class: 'failure', role: 'alert'}, failure) : got ? children : h('p', {class: 'faint', role: 'status'}, t('moment')));

export function Pins({client, id, close}) {
  const answer = useAnswer(client, 'message.pins', {conversation: id});
  const [gone, go] = useState([]);
  const pins = (answer.got?.messages ?? []).filter(each => !gone.includes(each.pos));
  const unpin = async ({pos}) => {
    if (await client.attempt('message.pin', {conversation: id, pos, on: false})) {
      go([...gone, pos]);
    }
  };
  return h(Frame, {title: t('pins'), close, answer},
    pins.length === 0 && h('p', {class: 'faint'}, t('no_pins')),
    h('ul', {class: 'hits'}, pins.map(each => h('li', {key: each.pos}, h(Said, {client, message: each}),
      h('p', {class: 'row'},
        button(t('show_there'), () => { close(); client.reading.jump(each.pos); }, 'mini'),
        button(t('unpin'), () => unpin(each), 'quiet mini'))))));
}

/** A message in a list: who said it, when, and its beginning. */
export const Said = ({client, message}) => h('div', {class: 'said-in'},
  h('p', {class: 'hit-row'}, face(message.author, 'm'), h('b', {dir: 'auto'}, message.author.name), badge(message.author),
    h('time', {class: 'faint small'}, exact(message.sent_at))),
  h('p', {class: 'hit-text', dir: 'auto'}, spoken(saying(message) ?? '', one => client.names.of(one))));

export function Readers({client, state, message, close}) {
  const answer = useAnswer(client, 'receipt.list', {conversation: message.conversation});
  const marks = (answer.got?.watermarks ?? []).filter(each => each.person !== state.me.account && each.person !== message.author.id);
  const [read, not] = [marks.filter(each => each.read >= message.pos), marks.filter(each => each.read < message.pos)];
  const list = some => h('ul', {class: 'roster'}, some.map(each => h('li', {key: each.person},
    h('bdi', {}, client.names.of(each.person) ?? t('somebody')))));
  return h(Frame, {title: t('read_by'), close, answer},
    read.length > 0 ? list(read) : h('p', {class: 'faint'}, t('read_by_none')),
    not.length > 0 && [h('h3', {}, t('not_read_by')), list(not)]);
}

export function Versions({client, message, close}) {
  const answer = useAnswer(client, 'message.versions', {conversation: message.conversation, pos: message.pos});
  const versions = [...(answer.got?.versions ?? [])].reverse();
  return h(Frame, {title: t('versions'), close, answer}, h('ol', {class: 'hits'}, versions.map((each, at) =>
    h('li', {key: each.written_at}, h('p', {class: 'faint small'}, at === 0 ? t('version_now', {time: exact(each.written_at)}) : exact(each.written_at)),
      h('div', {class: 'text said'}, markdown(each.text, one => client.names.of(one)))))));
}

/** What one keeps to come back to, from all conversations; asked for again when one of them is lost. */
export function Saved({client, close}) {
  const answer = useAnswer(client, 'inbox.saved', {limit: 100});
  const [gone, go] = useState([]);
  const key = each => `${each.conversation} ${each.pos}`;
  const saved = (answer.got?.messages ?? []).filter(each => !gone.includes(key(each)));
  const letGo = async each => {
    try {
      await client.live.run('message.save', {conversation: each.conversation, pos: each.pos, on: false});
      go([...gone, key(each)]);
    } catch (error) {
      client.tell(error);
    }
  };
  return h(Frame, {title: t('saved_messages'), close, answer},
    saved.length === 0 && h('p', {class: 'faint'}, t('no_saved')),
    h('ul', {class: 'hits'}, saved.map(each => h('li', {key: key(each)}, h(Said, {client, message: each}),
      h('p', {class: 'row'},
        button(t('show_there'), () => { close(); client.visit(['c', each.conversation, each.pos]); }, 'mini'),
        button(t('drop_saved'), () => letGo(each), 'quiet mini'))))));
}
