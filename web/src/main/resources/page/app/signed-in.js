// The page of somebody who is signed in: loaded when it is needed, and drawn anew after each change.

import {h, render} from 'preact';
import {liveIn, zoneHere} from '../parts/time.js';
import {Shell} from '../views/shell.js';
import {language, learn, speak} from '../words/words.js';
import {Client} from './client.js';
import {faces} from './faces.js';

/** done hears why the session has ended, and whether another tab goes on with it. */
export function enter(root, done) {
  const client = new Client((reason, elsewhere) => {
    faces.stop();
    speak();
    done(reason, elsewhere);
  });
  let unspoken;
  const draw = () => {
    const {state} = client.store;
    const locale = state.me?.locale;
    if (!speak(locale) && locale !== unspoken) {
      learn(locale).catch(() => { unspoken = locale; }).then(draw);
      return;
    }
    liveIn(state.me?.card.time_zone);
    // All is drawn anew where the words or the times are others.
    client.left || render(h(Shell, {key: `${language} ${zoneHere()}`, client, state}), root);
  };
  faces.start((type, body) => client.live.run(type, body));
  client.store.subscribe(draw);
  render(null, root);
  root.replaceChildren();
  draw();
  client.start();
}
