// What is to be sent later: all of it, with what one can do about each.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {bytesOf} from '../app/drafts.js';
import {Dialog} from '../parts/dialog.js';
import {button, field, Form} from '../parts/form.js';
import {spoken} from '../parts/markdown.js';
import {soon} from '../parts/time.js';
import {explain, t} from '../words/words.js';
import {placeName} from './place.js';
import {local} from './when.js';

const BYTES_MAX = 16_384;

export function Scheduled({client, state, close}) {
  const [edited, edit] = useState();
  const list = Object.values(state.scheduled).sort((a, b) => (a.state === 'held' ? 0 : 1) - (b.state === 'held' ? 0 : 1) || a.at.localeCompare(b.at));
  return h(Dialog, {title: t('scheduled'), close},
    list.length === 0 && h('p', {class: 'faint'}, t('no_scheduled')),
    h('ul', {class: 'hits'}, list.map(each => h('li', {key: each.scheduled}, each.scheduled === edited
      ? h(Change, {client, view: each, done: () => edit(undefined)})
      : h(One, {client, state, view: each, edit: () => edit(each.scheduled)})))));
}

function One({client, state, view, edit}) {
  const [failure, fail] = useState('');
  const place = state.entries[view.conversation]?.conversation;
  const act = how => () => client.later[how](view).catch(error => fail(explain(error)));
  return h('div', {class: 'stack tight'},
    h('p', {class: 'hit-where'}, h('span', {class: 'cut', dir: 'auto'}, place ? placeName(place) : t('a_conversation')), h('time', {}, soon(view.at))),
    h('p', {class: 'hit-text', dir: 'auto'}, spoken(view.text, one => client.names.of(one)) || t('files_count', {count: view.files.length})),
    view.state === 'held' && h('p', {class: 'failure'}, t('held'), ' ', view.reason && explain({code: view.reason, message: view.reason})),
    h('p', {class: 'failure', role: 'alert'}, failure),
    h('p', {class: 'row wrap'}, button(t('change'), edit, 'mini'), button(t('send_now'), act('sendNow'), 'mini'),
      button(t('delete'), act('cancel'), 'quiet mini ends')));
}

function Change({client, view, done}) {
  const submit = async ({text, at}) => {
    if (bytesOf(text) > BYTES_MAX) {
      throw Object.assign(new Error(), {key: 'too_long'});
    }
    await client.later.change(view, {text: text.trimEnd(), at: new Date(at)});
    done();
  };
  return h(Form, {label: t('keep_change'), submit},
    field(t('text'), {name: 'text', rows: 4, defaultValue: view.text, required: view.files.length === 0, autofocus: true}),
    field(t('time'), {name: 'at', type: 'datetime-local', required: true, defaultValue: local(new Date(view.at)), min: local(new Date())}),
    button(t('cancel'), done, 'quiet wide'));
}
