// Who from outside reads a conversation, in words; and whether one can speak beside it among members only.

import {t} from '../words/words.js';

export function readers(view) {
  if (view.foreign) {
    return t('reads_guest');
  }
  return view.externals === 1 ? t('reads_one') : t('reads_many', {count: view.externals >= 1_000 ? '1,000+' : view.externals});
}

export const backstaged = view => Boolean(view.backstage_of) || (!view.foreign && view.has_externals && view.kind !== 'dm');
