// Times for people, in their language and zone.

import {language} from '../words/words.js';

const spoken = globalThis.navigator?.language ?? language;
const CLOCK = new Intl.DateTimeFormat(spoken, {hour: 'numeric', minute: '2-digit'});
const DAY = new Intl.DateTimeFormat(spoken, {weekday: 'long', day: 'numeric', month: 'long'});
const SHORT = new Intl.DateTimeFormat(spoken, {day: 'numeric', month: 'short', year: 'numeric'});
const EXACT = new Intl.DateTimeFormat(spoken, {dateStyle: 'medium', timeStyle: 'medium'});

const NEAR = new Intl.DateTimeFormat(spoken, {day: 'numeric', month: 'short'});
const SOON = new Intl.DateTimeFormat(spoken, {weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit'});

export const clock = iso => CLOCK.format(new Date(iso));
export const day = iso => DAY.format(new Date(iso));
export const date = iso => SHORT.format(new Date(iso));
export const exact = iso => EXACT.format(new Date(iso));
export const short = iso => NEAR.format(new Date(iso));

/** For what comes: the day and the time. */
export const soon = at => SOON.format(new Date(at));

/** The time of a position: microseconds since 1970. */
export const ofPosition = pos => new Date(pos / 1000).toISOString();

/** "0.8 ms" */
export const millis = micros => `${(micros / 1000).toFixed(micros < 10_000 ? 2 : 0)} ms`;

export const bytes = count => count < 1e3 ? `${count} B` : count < 1e6 ? `${(count / 1e3).toFixed(1)} kB` : `${(count / 1e6).toFixed(1)} MB`;
