// The frame of every page without a session: one card on a quiet ground.

import {h} from 'preact';

export const gate = (title, text, ...children) =>
  h('main', {class: 'gate-page'}, h('div', {class: 'sheet stack'},
    h('p', {class: 'brand'}, h('img', {src: 'icon.svg', alt: '', width: 24, height: 24}), 'Drawbridge'),
    h('h1', {class: 'lead-h', dir: 'auto'}, title),
    text && h('p', {class: 'lead soft', dir: 'auto'}, text),
    children));
