// The words of the page in the reader's language; English where there is no other.

import {de} from './de.js';
import {settings as deSettings} from './de/settings.js';
import {en} from './en.js';
import {settings as enSettings} from './en/settings.js';

const EN = {...en, ...enSettings};
const WORDS = {en: EN, de: {...EN, ...de, ...deSettings}};
const ofBrowser = /^de\b/i.test(globalThis.navigator?.language ?? '') ? 'de' : 'en';

/** The language of the page: the one that the person chose, else the browser's. */
export let language = ofBrowser;
let words = WORDS[language];

/** Speaks a language from now on; what is shown has to be drawn again. */
export function speak(chosen) {
  language = chosen in WORDS ? chosen : ofBrowser;
  words = WORDS[language];
  document.documentElement.lang = language;
}

/** The words by their name, with what they say it about: t('removed', {name}). */
export function t(key, about = {}, text = words[key] ?? key) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(about[name] ?? ''));
}

/** The same for a part of the page that brings words of its own, which are nobody else's. */
export const sayer = own => (key, about) => t(key, about, own[language]?.[key] ?? own.en[key]);

/** The text that a person sees about a failed command. */
export function explain(failed) {
  // What it waited for until its time was over says more than that.
  const error = failed.cause?.refused ? failed.cause : failed;
  if (!error.code) {
    return error.key ? t(error.key) : error.message;
  }
  const wait = error.retryAfterMs ? ' ' + t('again_in', {seconds: Math.ceil(error.retryAfterMs / 1000)}) : '';
  return (words[`error_${error.code}`] ?? error.reason ?? error.message) + wait;
}
