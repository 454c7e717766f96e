// Bringing somebody in, by name or by address: what they would see is said before it happens.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button, field, Form} from '../parts/form.js';
import {notice} from '../parts/notice.js';
import {badge, face} from '../parts/person.js';
import {icon} from '../parts/icons.js';
import {Code} from '../people/code.js';
import {Dry} from '../people/dry.js';
import {chosenEnd, EndChoice} from '../people/end-choice.js';
import {addresses, Outcome} from '../people/many.js';
import {t} from '../words/words.js';

const ADDED = {invited: 'added_invited', awaiting_approval: 'added_waits'};
const FOUND = 6;

export function Bring({client, view, address = '', close}) {
  const {conversation, workspace} = view;
  const [who, setWho] = useState(address);
  const [found, setFound] = useState([]);
  const [groups, setGroups] = useState([]);
  const [chosen, choose] = useState();
  const [history, setHistory] = useState(closed(view) ? 'from_now' : '');
  const [until, setUntil] = useState();
  const [preview, setPreview] = useState();
  const [sure, setSure] = useState(false);
  const [many, setMany] = useState();
  const [coding, code] = useState(false);
  useEffect(() => {
    if (view.kind === 'thread' && workspace && !view.foreign) {
      client.live.run('group.list', {workspace, limit: 200}).then(answer => setGroups(answer.conversations), () => {});
    }
  }, [conversation]);
  const past = how => how && {history: {type: how, ...(how === 'last_days' && {days: 7})}};
  const look = async (person, how = history, end = until) => {
    setSure(false);
    setPreview(person.group || person.many ? undefined : await client.live.run('member.preview_add', {
      conversation, ...target(person), ...past(how), ...(end && {until: end}),
    }));
    choose(person);
  };
  const find = async prefix => {
    setWho(prefix);
    choose(undefined);
    setPreview(undefined);
    if (!prefix.trim() || prefix.includes('@')) {
      setFound([]);
      return;
    }
    const {people} = await client.live.run('people.find', {prefix: prefix.trim(), limit: FOUND}).catch(() => ({people: []}));
    const words = prefix.trim().toLowerCase();
    const some = groups.filter(each => each.conversation !== conversation && each.name.toLowerCase().includes(words)).slice(0, FOUND);
    setFound([...people, ...some.map(each => ({id: each.conversation, name: each.name, group: true}))]);
  };
  const again = (how, end) => {
    setHistory(how);
    setUntil(end);
    if (chosen) {
      look(chosen, how, end).catch(error => client.tell(error));
    }
  };
  const submit = async values => {
    if (!chosen) {
      const all = addresses(who);
      if (all.length === 0) {
        throw Object.assign(new Error(), {key: 'choose_contact'});
      }
      await look(all.length > 1 ? {many: all, name: t('addresses', {count: all.length})} : {name: all[0]});
      return;
    }
    if (preview?.first && !sure) {
      setSure(true);
      return;
    }
    const said = text => text?.trim() || undefined;
    const about = {
      conversation, ...past(history), ...chosenEnd(until, values), note: said(values.note), relation: said(values.relation),
      ...((preview?.first || chosen.many) && {confirm_first: true}),
    };
    if (chosen.many) {
      const {rows} = await client.change('member.add_many', {...about, rows: chosen.many.map(email => ({email}))});
      setMany(rows);
      await client.loadRoster();
      return;
    }
    const added = await client.change('member.add', {...about, ...target(chosen), name: said(values.name)});
    notice(t(ADDED[added.state] ?? 'added', {name: chosen.name}));
    close();
    await client.loadRoster();
  };
  if (coding) {
    return h(Code, {client, view, close});
  }
  if (many) {
    return h(Dialog, {title: t('bring_in'), close}, h(Outcome, {emails: chosen.many, rows: many, close}));
  }
  const mailed = chosen && !chosen.id;
  const outside = preview?.external || chosen?.many;
  return h(Dialog, {title: t('bring_in'), kind: chosen && !chosen.group ? 'wide' : '', close},
    h(Form, {label: t(!chosen ? 'look' : sure ? 'first_yes' : 'bring'), submit}, h('div', {class: chosen && !chosen.group ? 'split' : 'stack'},
      h('div', {class: 'stack'},
        field(t('who'), {
          value: who, onInput: event => find(event.currentTarget.value), required: true, maxLength: 8_000, autocomplete: 'off', autofocus: true,
        }),
        !chosen && h('p', {class: 'hint'}, t('who_hint')),
        !chosen && found.length > 0 && h(Found, {found, look: person => look(person).catch(error => client.tell(error))}),
        chosen && !chosen.group && [
          mailed && !chosen.many && field(t('name_in_mail'), {name: 'name', maxLength: 100, autocomplete: 'off'}),
          h(Past, {view, history, set: how => again(how, until)}),
          outside && h(EndChoice, {until, choose: end => again(history, end), policy: true}),
          outside && field(t('relation'), {name: 'relation', maxLength: 100, autocomplete: 'off'}),
          (outside || mailed) && field(t('note'), {name: 'note', rows: 2, maxLength: 500}),
        ],
        !chosen && view.kind !== 'dm' && h('p', {}, button(t('code_start'), () => code(true), 'link small'))),
      chosen && !chosen.group && h(Dry, {chosen, preview, sure}))));
}

const target = person => person.group ? {group: person.id} : person.id ? {person: person.id} : {email: person.name};

const Found = ({found, look}) => h('ul', {class: 'roster found'}, found.map(person => h('li', {key: person.id},
  h('div', {class: 'person'}, person.group ? icon('group') : face(person, 'm'), h('span', {class: 'name', dir: 'auto'}, person.name),
    h('span', {class: 'row'}, person.group ? h('span', {class: 'tag'}, t('group')) : badge(person),
      button(t('choose_person'), () => look(person), 'mini', {'aria-describedby': `found-${person.id}`})),
    h('span', {id: `found-${person.id}`, class: 'sr'}, person.name)))));

/** How much of the past they may read. In private and secret groups it is said each time. */
const Past = ({view, history, set}) => h('fieldset', {class: 'choices'}, h('legend', {}, t('may_read')),
  [...(closed(view) ? [] : [['', 'read_policy']]), ['from_now', 'read_now'], ['last_days', 'read_days'], ['everything', 'read_all']].map(([how, label]) =>
    h('label', {key: how, class: 'past'},
      h('input', {type: 'radio', name: 'history', value: how, checked: history === how, onChange: () => set(how)}), h('span', {}, t(label)))));

const closed = view => ['private', 'secret'].includes(view.visibility);
