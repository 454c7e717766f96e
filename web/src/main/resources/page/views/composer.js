// The box to write in: who outside will read it, files, completion, answers and edits, a look at it before, and sending
// it now or later.

import {h} from 'preact';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import {begun, offers, ran, ready} from '../app/complete.js';
import {bytesOf} from '../app/drafts.js';
import {load} from '../app/emoji.js';
import {carried, written} from '../app/mentions.js';
import {messagesOf, peopleOf, saying} from '../app/state.js';
import {upload} from '../app/uploads.js';
import {icon} from '../parts/icons.js';
import {markdown, spoken} from '../parts/markdown.js';
import {t} from '../words/words.js';
import {Ask} from './ask.js';
import {Audience} from './audience.js';
import {BoxTools} from './box-tools.js';
import {Hits} from './hits.js';
import {Uploads} from './uploads.js';

/** What keyCode says while a composition is ended by Enter; Safari tells nothing else. */
const COMPOSING = 229;
const BYTES_MAX = 16_384;

export function Composer({client, state, view, closed, show}) {
  const id = view.conversation;
  const box = useRef();
  const [at, setAt] = useState();
  const [chosen, choose] = useState(0);
  const [emojis, keep] = useState([]);
  const [asking, ask] = useState(false);
  const [looking, look] = useState(false);
  const target = state.targets[id];
  const message = target && state.messages[id]?.[target.pos];
  const editing = target?.how === 'edit' && message;
  const nameOf = one => one === id ? t('everybody') : client.names.of(one);
  const people = peopleOf(state, id);
  // Members name all at once; the server refuses it to externals.
  const outside = people.some(each => each.id === state.me?.account && each.external);
  const here = outside ? people : [...people, {id, name: t('everybody')}];
  const slashes = state.slashes[id] ?? [];
  const found = offers(at, {people: here, emojis, slashes});
  const files = state.files[id] ?? [];
  const text = editing ? target.text ?? written(message.text, nameOf) : state.drafts[id] ?? '';
  const long = bytesOf(text) > BYTES_MAX;
  useLayoutEffect(() => {
    if (target) {
      box.current.focus();
    }
  }, [target?.how, target?.pos]);
  const turn = to => client.store.dispatch('target', {id, target: to});
  const write = value => editing ? turn({...target, text: value}) : client.type(value);

  const input = event => {
    const {value, selectionStart} = event.currentTarget;
    write(value);
    const what = begun(value, selectionStart);
    setAt(what);
    choose(0);
    if (what?.kind === 'emoji') {
      load().then(keep, () => {});
    }
  };
  /** Puts something in place of what is there, and the caret behind it. */
  const put = (from, end, inserted) => {
    box.current.setRangeText(inserted, from, end, 'end');
    write(box.current.value);
    setAt(undefined);
    box.current.focus();
  };
  const take = hit => put(at.from, at.end, hit.insert);
  const run = async ({name, text: rest}) => {
    const asked = await client.attempt('slash.run', {conversation: id, name, text: rest});
    if (asked) {
      client.drafts.sent(id);
      client.live.run('draft.discard', {conversation: id}).catch(() => {});
      client.store.dispatch('aside', {id, aside: {ask: asked.ask, name, waits: true}});
    }
  };
  const send = async event => {
    event?.preventDefault();
    const whole = carried(ready(text), here);
    if ((!whole.trim() && !files.some(each => each.file)) || files.some(each => !each.file)) {
      return;
    }
    if (bytesOf(whole) > BYTES_MAX) {
      client.tell({key: 'too_long'});
      return;
    }
    setAt(undefined);
    look(false);
    box.current.focus();
    const slash = !editing && files.length === 0 && ran(whole, slashes);
    if (slash) {
      await run(slash);
    } else if (!editing) {
      await client.send(whole, target?.how === 'reply' ? target.pos : undefined);
    } else if (whole === message.text || await client.attempt('message.edit', {conversation: id, pos: message.pos, text: whole})) {
      turn(undefined);
    }
  };
  const key = event => {
    if (event.isComposing || event.keyCode === COMPOSING) {
      return;
    }
    const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
    const mark = (event.ctrlKey || event.metaKey) && !event.shiftKey && {b: '**', i: '*'}[event.key];
    if (found.length > 0 && step) {
      event.preventDefault();
      choose((chosen + step + found.length) % found.length);
    } else if (found.length > 0 && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      take(found[chosen]);
    } else if (mark) {
      event.preventDefault();
      wrap(mark);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      send(event);
    } else if (event.key === 'Escape') {
      at ? setAt(undefined) : turn(undefined);
    } else if (event.key === 'ArrowUp' && !text) {
      const last = messagesOf(state, id).findLast(each => each.author.id === state.me.account && each.text);
      last && turn({how: 'edit', pos: last.pos});
    }
  };
  const wrap = mark => {
    const {selectionStart: from, selectionEnd: end, value} = box.current;
    put(from, end, `${mark}${value.slice(from, end)}${mark}`);
    box.current.setSelectionRange(from + mark.length, end + mark.length);
  };
  const attach = list => [...list].forEach(file => upload(client, id, file));
  const pasted = event => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      attach(event.clipboardData.files);
    }
  };
  const pick = () => show({kind: 'emoji', take: emoji => put(box.current.selectionStart, box.current.selectionEnd, emoji)});
  const later = () => text.trim() && !editing && show({kind: 'schedule', text: carried(ready(text), here)});
  return h('form', {class: 'compose', 'aria-label': t('write'), onSubmit: send},
    found.length > 0 && h(Hits, {kind: at.kind, found, chosen, take}),
    !closed && h(Audience, {client, view}),
    target && message && h('p', {class: 'context row'},
      h('span', {class: 'cut grow', dir: 'auto'}, editing ? t('editing')
        : t('answering', {name: message.author.name, text: spoken(saying(message) ?? '', nameOf)})),
      h('button', {type: 'button', class: 'ib', 'aria-label': t('cancel'), onClick: () => turn(undefined)}, icon('x'))),
    files.length > 0 && h(Uploads, {client, id, files}),
    looking && h('div', {class: 'looked-at text said', role: 'region', 'aria-label': t('look_at'), tabIndex: 0}, markdown(carried(ready(text), here), nameOf)),
    h('textarea', {
      ref: box, rows: 1, dir: 'auto', 'aria-label': t('write'), placeholder: t(closed ? 'closed' : 'write_hint'), value: text,
      disabled: closed, onInput: input, onKeyDown: key, onPaste: pasted, 'aria-autocomplete': 'list', 'aria-invalid': long ? 'true' : undefined,
      ...(found.length > 0 && {'aria-controls': 'hits', 'aria-activedescendant': `hit-${chosen}`}),
    }),
    long && h('p', {class: 'failure long', role: 'alert'}, t('too_long')),
    !closed && h(BoxTools, {attach, ask: () => ask(true), pick, wrap, look: () => look(!looking), looking, later, writing: Boolean(text.trim())}),
    asking && h(Ask, {client, view, close: () => ask(false)}));
}
