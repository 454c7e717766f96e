// What others see of me: picture, name, and the lines of the card.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {faces} from '../app/faces.js';
import {button, field, Form} from '../parts/form.js';
import {notice} from '../parts/notice.js';
import {face} from '../parts/person.js';
import {line, sets} from '../parts/sets.js';
import {t} from '../words/words.js';
import {refresh} from './me.js';
import {small} from './picture.js';

export function Profile({client, me}) {
  const submit = async values => {
    const [name, title, organisation, status] = ['name', 'title', 'organisation', 'status'].map(each => values[each].trim());
    await client.change('account.update', {name, title, organisation, status_text: status});
    await refresh(client);
    notice(t('saved'));
  };
  const line100 = (label, name, value, more) => field(label, {name, defaultValue: value ?? '', maxLength: 100, ...more});
  return [
    h(Portrait, {client, me}),
    h('section', {}, h(Form, {label: t('save'), submit},
      line100(t('your_name'), 'name', me.name, {required: true, autocomplete: 'name'}),
      line100(t('card_title'), 'title', me.card.title, {autocomplete: 'organization-title'}),
      line100(t('card_organisation'), 'organisation', me.card.organisation, {autocomplete: 'organization'}),
      line100(t('card_status'), 'status', me.card.status_text),
      h('p', {class: 'hint'}, t('card_who')))),
  ];
}

function Portrait({client, me}) {
  const [failure, fail] = useState('');
  const set = async image => {
    fail('');
    try {
      await client.change('account.set_picture', image ? {image} : {});
      faces.renew(me.account);
      await refresh(client);
    } catch (error) {
      fail(error.key ?? error.code ?? 'picture_unreadable');
    }
  };
  const chosen = async event => {
    const [file] = event.currentTarget.files;
    event.currentTarget.value = '';
    if (file) {
      await small(file).then(set, () => fail('picture_unreadable'));
    }
  };
  return sets('', line(
    h('span', {class: 'row portrait'}, face({id: me.account, name: me.name}, 'l'), h('span', {class: 'grow'}, t('picture'))), t('picture_hint'),
    h('label', {class: 'btn mini file'}, t(me.card.picture ? 'picture_other' : 'picture_choose'),
      h('input', {type: 'file', accept: 'image/*', class: 'sr', onChange: chosen})),
    me.card.picture && button(t('picture_none'), () => set(undefined), 'mini ends')),
  failure && h('p', {class: 'failure opt-row', role: 'alert'}, t(failure === 'picture_unreadable' || failure === 'invalid' ? 'picture_unreadable' : `error_${failure}`)));
}
