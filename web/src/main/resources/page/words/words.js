// The words of the page in the reader's language; English where there is no other.

import {de} from './de.js';
import {en} from './en.js';

export const language = /^de\b/i.test(globalThis.navigator?.language ?? '') ? 'de' : 'en';
const words = language === 'de' ? {...en, ...de} : en;

/** The words by their name, with what they say it about: t('removed', {name}). */
export function t(key, about = {}, text = words[key] ?? key) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(about[name] ?? ''));
}

/** The same for a part of the page that brings words of its own, which are nobody else's. */
export const sayer = own => (key, about) => t(key, about, own[language]?.[key] ?? own.en[key]);

/** The text that a person sees about a failed command. */
export function explain(error) {
  if (!error.code) {
    return error.key ? t(error.key) : error.message;
  }
  const wait = error.retryAfterMs ? ' ' + t('again_in', {seconds: Math.ceil(error.retryAfterMs / 1000)}) : '';
  return (words[`error_${error.code}`] ?? error.message) + wait;
}
