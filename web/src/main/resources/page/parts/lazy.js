// What is loaded once it is shown, with its styles.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {t} from '../words/words.js';
import {button} from './form.js';

/** load answers the module; the view is what it exports as View. styles names a sheet. */
export function lazy(load, styles) {
  let View;
  return function Lazy(properties) {
    const [, loaded] = useState(false);
    const [failed, fail] = useState(false);
    const begin = () => {
      fail(false);
      Promise.all([load(), sheet(styles)]).then(([module]) => {
        View = module.View;
        loaded(true);
      }, () => fail(true));
    };
    useEffect(() => View || begin(), []);
    return View ? h(View, properties)
      : h('main', {class: 'nothing stack'}, h('h1', {}, 'Drawbridge'), failed
        ? [h('p', {role: 'alert'}, t('error_disconnected')), button(t('try_again'), begin)]
        : h('p', {class: 'soft', role: 'status'}, t('moment')));
  };
}

/** Loads a sheet of styles of the same version as this module; it stays, once it is there. */
export function sheet(name) {
  const {href} = new URL(`../styles/${name}.css`, import.meta.url);
  if (document.querySelector(`link[href="${href}"]`)) {
    return undefined;
  }
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), {rel: 'stylesheet', href, onload: resolve, onerror: reject});
    document.head.append(link);
  });
}
