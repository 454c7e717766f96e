// The settings of a conversation: its name, who may write, its own stricter rules, and its end.

import {h} from 'preact';
import {Dialog} from '../parts/dialog.js';
import {button, field, Form} from '../parts/form.js';
import {notice} from '../parts/notice.js';
import {line, sets, toggle} from '../parts/sets.js';
import {t} from '../words/words.js';
import {Delete} from './delete.js';
import {Rules} from './rules.js';

export function About({client, view, close}) {
  const {conversation} = view;
  const named = view.kind !== 'dm';
  const lock = part => client.attempt('conversation.lock', {
    conversation, details: view.details_locked, replies: view.replies_locked, ...part,
  });
  const rename = async values => {
    await client.change('conversation.rename', {conversation, name: values.name.trim()});
    notice(t('saved'));
  };
  return h(Dialog, {title: t('about_here'), close},
    named && h(Form, {label: t('rename'), submit: rename, kind: ''},
      field(t(view.kind === 'group' ? 'group_name' : 'thread_subject'), {
        name: 'name', required: true, maxLength: view.kind === 'group' ? 100 : 200, defaultValue: view.name,
      })),
    view.visibility && h('p', {class: 'soft small'}, t(`is_${view.visibility}`)),
    sets(t('who_may'),
      toggle(t('lock_replies'), t('lock_replies_hint'), view.replies_locked, replies => lock({replies})),
      named && toggle(t('lock_details'), t('lock_details_hint'), view.details_locked, details => lock({details}))),
    named && h(Rules, {client, conversation}),
    h(Ending, {client, view, close}));
}

function Ending({client, view, close}) {
  const {conversation} = view;
  const act = (type, said) => async () => {
    if (await client.attempt(type, {conversation})) {
      notice(t(said));
    }
  };
  return [
    sets(t('about_end'),
      view.state === 'open'
        ? line(t('close_it'), t('close_hint'), button(t('close_it'), act('conversation.close', 'closed_now'), 'mini'))
        : line(t('reopen'), t('reopen_hint'), button(t('reopen'), act('conversation.reopen', 'reopened'), 'mini')),
      view.state === 'archived'
        ? line(t('unarchive_here'), t('unarchive_hint'), button(t('unarchive_here'), act('conversation.unarchive', 'unarchived'), 'mini'))
        : line(t('archive_here'), t('archive_hint'), button(t('archive_here'), act('conversation.archive', 'archived'), 'mini'))),
    h(Delete, {client, view, close}),
  ];
}
