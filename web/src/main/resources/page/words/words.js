// The words of the page in the reader's language; English where there is no other. Those of the first view are there at once.

import {beginning, load, named} from './begin.js';

const known = {[named()]: (await beginning).first};
const whole = {};

/** The language of the page: the one that the person chose, else the browser's. */
export let language = named();
let words = known[language];

/** Speaks a language from now on, if its words are there, and says so; what is shown has to be drawn again. */
export function speak(chosen) {
  const next = named(chosen);
  if (next in known) {
    language = next;
    words = known[next];
    document.documentElement.lang = language;
  }
  return next in known;
}

/** Fetches all words of a language but the console's, once. */
export function learn(chosen) {
  const next = named(chosen);
  whole[next] ??= all(next).catch(error => {
    delete whole[next];
    throw error;
  });
  return whole[next];
}

async function all(next) {
  const parts = await Promise.all([load(next, '/first'), load(next, ''), load(next, '/settings')]);
  known[next] = Object.assign({}, ...parts.flatMap(Object.values));
  if (next === language) {
    words = known[next];
  }
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
