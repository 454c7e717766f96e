// The box to write in: who outside will read it, files, mentions of those who are here, answers and edits.

import {h} from 'preact';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import {begun, carried, matching, written} from '../app/mentions.js';
import {messagesOf, saying} from '../app/state.js';
import {upload} from '../app/uploads.js';
import {icon} from '../parts/icons.js';
import {plain} from '../parts/markdown.js';
import {badge, face} from '../parts/person.js';
import {t} from '../words/words.js';
import {Ask} from './ask.js';
import {readers} from './conversation.js';

/** What keyCode says while a composition is ended by Enter; Safari tells nothing else. */
const COMPOSING = 229;

export function Composer({client, state, view, closed}) {
  const id = view.conversation;
  const box = useRef();
  const [edited, edit] = useState();
  const [at, setAt] = useState();
  const [chosen, choose] = useState(0);
  const [asking, ask] = useState(false);
  const target = state.targets[id];
  const message = target && state.messages[id]?.[target.pos];
  const editing = target?.how === 'edit' && message;
  const nameOf = one => one === id ? t('everybody') : state.names[one];
  const people = (state.rosters[id] ?? []).flatMap(each => each.person ?? []);
  // Members name all at once; the server refuses it to externals.
  const outside = people.some(each => each.id === state.me?.account && each.external);
  const here = outside ? people : [...people, {id, name: t('everybody')}];
  const found = at ? matching(here, at.prefix) : [];
  const files = state.files[id] ?? [];
  const text = editing ? edited ?? written(message.text, nameOf) : state.drafts[id] ?? '';
  useLayoutEffect(() => {
    edit(undefined);
    if (target) {
      box.current.focus();
    }
  }, [target?.how, target?.pos]);
  const turn = to => client.store.dispatch('target', {id, target: to});
  const write = value => editing ? edit(value) : client.type(value);

  const input = event => {
    const {value, selectionStart} = event.currentTarget;
    write(value);
    const what = begun(value, selectionStart);
    setAt(what);
    choose(0);
    if (what && !state.rosters[id]) {
      client.loadRoster();
    }
  };
  const mention = person => {
    const end = at.from + 1 + at.prefix.length;
    write(`${text.slice(0, at.from)}@${person.name} ${text.slice(end)}`);
    setAt(undefined);
    box.current.focus();
  };
  const send = async event => {
    event?.preventDefault();
    const ready = carried(text.trim(), here);
    if ((!ready && !files.some(each => each.file)) || files.some(each => !each.file)) {
      return;
    }
    setAt(undefined);
    box.current.focus();
    if (!editing) {
      await client.send(ready, target?.pos);
    } else if (ready === message.text || await client.attempt('message.edit', {conversation: id, pos: message.pos, text: ready})) {
      turn(undefined);
    }
  };
  const key = event => {
    if (event.isComposing || event.keyCode === COMPOSING) {
      return;
    }
    const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
    if (found.length > 0 && step) {
      event.preventDefault();
      choose((chosen + step + found.length) % found.length);
    } else if (found.length > 0 && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      mention(found[chosen]);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      send(event);
    } else if (event.key === 'Escape') {
      at ? setAt(undefined) : turn(undefined);
    } else if (event.key === 'ArrowUp' && !text) {
      const last = messagesOf(state, id).findLast(each => each.author.id === state.me.account && each.text);
      last && turn({how: 'edit', pos: last.pos});
    }
  };
  const take = list => [...list].forEach(file => upload(client, id, file));
  const pasted = event => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      take(event.clipboardData.files);
    }
  };
  const dropped = event => {
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  return h('form', {class: 'compose', 'aria-label': t('write'), onSubmit: send, onDragOver: event => event.preventDefault(), onDrop: dropped},
    found.length > 0 && h(Hits, {found, chosen, mention}),
    (view.has_externals || view.foreign) && !closed && h('p', {class: 'audience'}, h('span', {class: 'row'}, icon('outside'), readers(view))),
    target && message && h('p', {class: 'context row'},
      h('span', {class: 'cut grow', dir: 'auto'}, editing ? t('editing')
        : t('answering', {name: message.author.name, text: plain(saying(message) ?? '', nameOf)})),
      h('button', {type: 'button', class: 'ib', 'aria-label': t('cancel'), onClick: () => turn(undefined)}, icon('x'))),
    files.length > 0 && h(Uploads, {client, id, files}),
    h('textarea', {
      ref: box, rows: 1, dir: 'auto', 'aria-label': t('write'), placeholder: t(closed ? 'closed' : 'write_hint'), value: text,
      disabled: closed, onInput: input, onKeyDown: key, onPaste: pasted, 'aria-autocomplete': 'list',
      ...(found.length > 0 && {'aria-controls': 'hits', 'aria-activedescendant': `hit-${chosen}`}),
    }),
    !closed && h('div', {class: 'under'},
      h('label', {class: 'ib attach', title: t('attach')}, icon('clip'), h('span', {class: 'sr'}, t('attach')),
        h('input', {
          type: 'file', multiple: true, class: 'sr', onChange: event => {
            take(event.currentTarget.files);
            event.currentTarget.value = '';
          },
        })),
      h('button', {type: 'button', class: 'ib', 'aria-label': t('poll'), title: t('poll'), onClick: () => ask(true)}, icon('poll')),
      h('span', {class: 'grow'}),
      h('button', {type: 'submit', class: 'ib send', 'aria-label': t('send'), title: t('send')}, icon('send'))),
    asking && h(Ask, {client, view, close: () => ask(false)}));
}

/** Who is here and is meant, perhaps. */
const Hits = ({found, chosen, mention}) => h('div', {class: 'pop'},
  h('div', {role: 'listbox', id: 'hits', 'aria-label': t('people_here')}, found.map((person, at) =>
    h('div', {
      key: person.id, role: 'option', id: `hit-${at}`, 'aria-selected': String(at === chosen),
      onMouseDown: event => event.preventDefault(), onClick: () => mention(person),
    }, face(person, 'm'), h('bdi', {class: 'cut'}, person.name), badge(person) || h('span')))),
  h('p', {class: 'hint'}, t('mention_hint')));

const Uploads = ({client, id, files}) => h('ul', {class: 'uploads'}, files.map(each =>
  h('li', {key: each.key, class: 'row'}, icon('file'),
    h('bdi', {class: 'cut grow'}, each.name),
    each.file
      ? h('button', {
        type: 'button', class: 'ib', 'aria-label': t('remove_file', {name: each.name}), onClick: () => {
          client.store.dispatch('uploaded', {id, keys: [each.key]});
          client.live.run('file.cancel', {file: each.file}).catch(() => {});
        },
      }, icon('x'))
      : h('progress', {
        max: each.size, value: each.sent,
        'aria-label': t('uploading', {name: each.name, percent: Math.floor(100 * each.sent / Math.max(1, each.size))}),
      }))));
