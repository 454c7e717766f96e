// Times for people, in their language and zone.

import {language} from '../words/words.js';

const SHAPES = {
  clock: {hour: 'numeric', minute: '2-digit'},
  day: {weekday: 'long', day: 'numeric', month: 'long'},
  date: {day: 'numeric', month: 'short', year: 'numeric'},
  exact: {dateStyle: 'medium', timeStyle: 'medium'},
  near: {day: 'numeric', month: 'short'},
  soon: {weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit'},
};
const made = new Map();
let zone;

/** The zone that the person chose; none is that of the device, as is one that the browser does not know. */
export function liveIn(chosen) {
  try {
    zone = chosen ? new Intl.DateTimeFormat('en', {timeZone: chosen}).resolvedOptions().timeZone : undefined;
  } catch {
    zone = undefined;
  }
}

export const zoneHere = () => zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The browser's own manner of the language, as en-GB is, where it speaks that language. */
function spoken() {
  const own = globalThis.navigator?.language ?? language;
  return own.split('-')[0] === language ? own : language;
}

function say(shape, iso) {
  const key = [shape, language, zone].join();
  if (!made.has(key)) {
    made.set(key, new Intl.DateTimeFormat(spoken(), {...SHAPES[shape], timeZone: zone}));
  }
  return made.get(key).format(new Date(iso));
}

export const clock = iso => say('clock', iso);
export const day = iso => say('day', iso);
export const date = iso => say('date', iso);
export const exact = iso => say('exact', iso);
export const short = iso => say('near', iso);

/** For what comes: the day and the time. */
export const soon = at => say('soon', at);

/** The time of a position: microseconds since 1970. */
export const ofPosition = pos => new Date(pos / 1000).toISOString();

/** "0.8 ms" */
export const millis = micros => `${(micros / 1000).toFixed(micros < 10_000 ? 2 : 0)} ms`;

export const bytes = count => count < 1e3 ? `${count} B` : count < 1e6 ? `${(count / 1e3).toFixed(1)} kB` : `${(count / 1e6).toFixed(1)} MB`;

const STEPS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]];

/** "12 minutes ago", "in 32 days" */
export function apart(iso, now = Date.now()) {
  const away = Date.parse(iso) - now;
  const [unit, length] = STEPS.find(([, each]) => Math.abs(away) >= each) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(spoken(), {numeric: 'auto'}).format(Math.round(away / length), unit);
}

/** The end of a day that a date field names, as the server takes it. */
export const endOfDay = value => new Date(`${value}T23:59:59`).toISOString();

/** What a date field shows of a time. */
export const dayField = time => new Date(time).toLocaleDateString('sv');

export const inDays = days => new Date(Date.now() + days * 86_400_000).toISOString();

/** The days of a week from Monday, by their names. */
export const weekdays = () => Array.from({length: 7}, (_, at) =>
  new Intl.DateTimeFormat(spoken(), {weekday: 'long', timeZone: 'UTC'}).format(new Date(Date.UTC(2024, 0, 1 + at))));
