// A message on its way: it is being sent, it waits, or it was refused, and what one can do then.

import {h} from 'preact';
import {button} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {explain, t} from '../words/words.js';

export function Unsent({client, unsent, view, writable}) {
  const {text, fate, files} = unsent;
  const refused = fate?.how === 'refused';
  return h('article', {class: `msg more unsent ${refused ? 'refused' : 'waits'}`, tabIndex: -1}, h('span'),
    h('div', {class: 'said'},
      h('p', {dir: 'auto', class: 'own'}, text || t('files_count', {count: files.length})),
      h('p', {class: `fate row ${refused ? 'bad' : 'edited'}`, role: refused ? 'alert' : undefined},
        icon(refused ? 'x' : 'clock'), h('span', {}, said(fate, client.state.online))),
      refused && h('p', {class: 'row wrap'},
        writable && button(t(fate.code === 'audience_changed' ? audience(view) : 'send_again'), () => client.sends.again(unsent), 'mini'),
        button(t('take_back'), () => client.sends.edit(unsent), 'quiet mini'),
        button(t('drop'), () => client.sends.drop(unsent), 'quiet mini ends'))));
}

const audience = view => view.has_externals ? 'send_with_outside' : 'send_again';

/** What happened to it, and why. */
function said(fate, online) {
  if (!fate) {
    return t(online ? 'sending' : 'waits_offline');
  }
  if (fate.how === 'waits') {
    return t(fate.code === 'rate_limited' ? 'waits_rate' : 'waits_server', {seconds: Math.ceil((fate.wait ?? 5_000) / 1000)});
  }
  if (fate.code === 'signed_out') {
    return t('held_signed_out');
  }
  return fate.code === 'audience_changed' ? t('held_audience')
    : `${t('not_sent')} ${explain({code: fate.code, message: fate.text})}`;
}
