// Join links: who has one may ask to come in. Making one, its limits, taking it back.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button, field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {Once} from '../parts/once.js';
import {line, pending, pick, sets, useAnswer} from '../parts/sets.js';
import {date, inDays} from '../parts/time.js';
import {t} from '../words/words.js';

const LIFE = [1, 7, 30, 90];

export function Links({client, view, close}) {
  const {conversation} = view;
  const answer = useAnswer(() => client.live.run('join_link.list', {conversation}), [conversation]);
  const [making, make] = useState(false);
  const [made, set] = useState();
  const done = async link => {
    set(link);
    make(false);
    await answer.again();
  };
  const revoke = async link => {
    await client.attempt('join_link.revoke', {link});
    await answer.again();
  };
  const links = answer.value?.links;
  return h(Dialog, {title: t('links'), close},
    h('p', {class: 'soft'}, t('links_what')),
    made && h(Once, {label: t('link_made'), text: made.url, hint: t('link_made_hint')}),
    pending(answer),
    links?.length > 0 && sets('', ...links.map(each => line(
      [icon('link'), t(each.approval ? 'link_asks' : 'link_lets'), each.state !== 'open' && h('span', {class: 'tag'}, t(`link_${each.state}`))],
      [t('link_uses', {uses: each.uses, most: each.uses_max}), t('link_until', {time: date(each.expires_at)}), t('link_by', {name: each.maker.name}),
        ...(each.mail_domains ? [each.mail_domains.join(', ')] : [])].join(' · '),
      button(t('link_revoke'), () => revoke(each.link), 'mini ends')))),
    making ? h(Make, {client, view, done}) : links && button([icon('plus'), t('link_make')], () => make(true)));
}

function Make({client, view, done}) {
  const [life, live] = useState('7');
  const [first, ask] = useState(false);
  const submit = async values => {
    const domains = values.domains.split(/[\s,;]+/).filter(Boolean);
    try {
      await done(await client.change('join_link.create', {
        conversation: view.conversation, expires_at: inDays(Number(life)), uses_max: Number(values.uses), approval: !values.open,
        ...(domains.length > 0 && {mail_domains: domains}), ...(values.days && {days: Number(values.days)}),
        ...(values.note.trim() && {note: values.note.trim()}), ...(first && {confirm_first: true}),
      }));
    } catch (error) {
      ask(error.code === 'first_external');
      throw error.code === 'first_external' ? Object.assign(new Error(), {key: 'first_sure'}) : error;
    }
  };
  return h(Form, {label: t(first ? 'first_yes' : 'link_make'), submit},
    pick(t('link_works'), life, LIFE.map(days => [String(days), t('days', {count: days})]), live),
    field(t('link_uses_max'), {name: 'uses', type: 'number', min: 1, max: 1000, defaultValue: 1, required: true}),
    field(t('link_domains'), {name: 'domains', dir: 'ltr'}),
    field(t('link_days'), {name: 'days', type: 'number', min: 1, max: 3650}),
    field(t('link_note'), {name: 'note', maxLength: 500}),
    h('label', {class: 'check'}, h('input', {type: 'checkbox', name: 'open'}), t('link_open')));
}
