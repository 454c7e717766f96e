// Whether this browser is told of what is new while the page is closed.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {device} from '../app/api.js';
import {obstacle, subscribe, subscribed, unsubscribe} from '../app/push.js';
import {button} from '../parts/form.js';
import {line, pending, useAnswer} from '../parts/sets.js';
import {explain, t} from '../words/words.js';

export function Push({client}) {
  const answer = useAnswer(() => client.live.run('push.list'));
  const [failure, fail] = useState('');
  const [busy, setBusy] = useState(false);
  if (!answer.value) {
    return pending(answer);
  }
  // The server knows better: it ends what a push service does not know any more.
  const on = answer.value.devices.some(each => each.device === subscribed());
  const why = obstacle();
  const turn = async () => {
    if (busy) {
      return;
    }
    setBusy(true);
    fail('');
    try {
      await (on ? unsubscribe(client) : subscribe(client, device()));
      await answer.again();
    } catch (error) {
      fail(explain(error));
    }
    client.store.dispatch('askable', {on: client.ring.askable});
    setBusy(false);
  };
  return [
    line(t('push'), t(why ?? (on ? 'push_on' : 'push_off')),
      (on || !why) && button(t(on ? 'push_turn_off' : 'push_turn_on'), turn, 'mini', {'aria-disabled': String(busy)})),
    h('p', {class: 'failure', role: 'alert'}, failure),
  ];
}
