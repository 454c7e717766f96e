// The words of the first view are asked for before anything else: they are of one language, so no page can name them.

const LANGUAGES = ['en', 'de'];
const ofBrowser = globalThis.navigator?.language?.slice(0, 2).toLowerCase();

/** The language that is spoken if this one is chosen, or none is. */
export const named = chosen => [chosen, ofBrowser].find(each => LANGUAGES.includes(each)) ?? 'en';

/** The words of a language, or a part of them. */
export const load = (language, part) => import(`./${language}${part}.js`);

export const beginning = load(named(), '/first');
