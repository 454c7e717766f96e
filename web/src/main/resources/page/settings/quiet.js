// The hours at which nothing rings or is mailed: now for a while, and every week.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button, Form, Kept} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {notice} from '../parts/notice.js';
import {line, sets} from '../parts/sets.js';
import {exact, inDays, weekdays, zoneHere} from '../parts/time.js';
import {t} from '../words/words.js';

const SPANS_MAX = 14;
const EVENING = 19 * 60;
const MORNING = 7 * 60 + 30;
const DAYS = [1, 2, 3, 4, 5, 6, 7];

const written = minutes => `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const minutes = text => text.split(':').reduce((hours, rest) => 60 * Number(hours) + Number(rest));

export function Quiet({client, quiet, put}) {
  const [week, setWeek] = useState(quiet.week);
  const zone = quiet.time_zone ?? zoneHere();
  const set = async next => {
    await client.live.run('notify.quiet', {quiet: next});
    put(next);
  };
  const now = until => set({week: quiet.week, time_zone: zone, ...(until && {until})}).catch(error => client.tell(error));
  const save = async () => {
    await set({week, time_zone: zone, ...(quiet.until && {until: quiet.until})});
    notice(t('saved'));
  };
  const change = (at, part) => setWeek(week.map((span, each) => each === at ? {...span, ...part} : span));
  const silent = quiet.until && Date.parse(quiet.until) > Date.now();
  return [
    sets(t('quiet'), line(t('quiet_now'), silent ? t('quiet_until', {time: exact(quiet.until)}) : t('quiet_now_hint'),
      silent ? button(t('quiet_end'), () => now(undefined), 'mini')
        : [button(t('one_hour'), () => now(inDays(1 / 24)), 'mini'), button(t('one_day'), () => now(inDays(1)), 'mini')])),
    h('section', {class: 'stack tight'}, h('h3', {}, t('quiet_week')),
      h(Form, {label: t('save'), submit: save},
        h('p', {class: 'hint'}, t('quiet_zone', {zone})),
        week.length > 0 && h('ul', {class: 'sets'}, week.map((span, at) => h('li', {key: at, class: 'opt-row'},
          h('select', {
            class: 'input weekday', 'aria-label': t('day_of_week'), value: String(span.day),
            onChange: event => change(at, {day: Number(event.currentTarget.value)}),
          }, weekdays().map((name, day) => h('option', {key: day, value: String(day + 1)}, name))),
          time(t('from'), span.from, from => change(at, {from})),
          time(t('to'), span.to, to => change(at, {to})),
          h('button', {
            type: 'button', class: 'ib', 'aria-label': t('take_away'), onClick: () => setWeek(week.filter((_, each) => each !== at)),
          }, icon('x'))))),
        h('p', {class: 'row wrap'},
          week.length < SPANS_MAX && button(t('quiet_add'), () => setWeek([...week, {day: (week.length % 7) + 1, from: EVENING, to: MORNING}]), 'mini'),
          week.length === 0 && button(t('quiet_nights'), () => setWeek(DAYS.map(day => ({day, from: EVENING, to: MORNING}))), 'mini')))),
  ];
}

const time = (label, value, set) => h('label', {class: 'row small'}, label,
  h(Kept, {type: 'time', class: 'input clock', required: true, value: written(value), onChange: event => set(minutes(event.currentTarget.value || '00:00'))}));
