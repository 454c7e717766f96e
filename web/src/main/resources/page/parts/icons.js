// The signs of the page: lines on a grid of 16 by 16. Those that point somewhere turn round from right to left.

import {h} from 'preact';

const SHAPES = {
  bell: [['path', {d: 'M4 11.5V7a4 4 0 0 1 8 0v4.5M2.5 11.5h11M6.8 13.7h2.4'}]],
  check: [['path', {d: 'm3 8.5 3.2 3.2L13 4.8'}]],
  clock: [['circle', {cx: '8', cy: '8', r: '5.5'}], ['path', {d: 'M8 4.8V8l2.2 1.4'}]],
  enter: [['path', {d: 'M8.5 2.5h5v11h-5M2 8h7M6.5 5.5 9 8l-2.5 2.5'}]],
  globe: [['circle', {cx: '8', cy: '8', r: '5.5'}], ['path', {d: 'M2.5 8h11M8 2.5c3.5 3.5 3.5 7.5 0 11-3.5-3.5-3.5-7.5 0-11'}]],
  info: [['circle', {cx: '8', cy: '8', r: '5.5'}], ['path', {d: 'M8 7.3v3.4M8 5.2v.1'}]],
  key: [['circle', {cx: '5.5', cy: '10.5', r: '2.75'}], ['path', {d: 'm7.5 8.5 5.5-5.5M10.5 5.5l2 2'}]],
  link: [['path', {d: 'm6.5 9.5 3-3M7 4.8l1.3-1.3a2.7 2.7 0 0 1 3.9 3.9L10.9 8.7M9 11.2l-1.3 1.3a2.7 2.7 0 0 1-3.9-3.9l1.3-1.3'}]],
  moon: [['path', {d: 'M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6z'}]],
  more: [['path', {d: 'M3.5 8h.1M8 8h.1M12.5 8h.1'}]],
  no: [['circle', {cx: '8', cy: '8', r: '5.5'}], ['path', {d: 'm4.2 4.2 7.6 7.6'}]],
  screen: [['rect', {x: '2', y: '3', width: '12', height: '8', rx: '1'}], ['path', {d: 'M6 13.5h4'}]],
  swap: [['path', {d: 'M5 13V3L2.5 5.5M11 3v10l2.5-2.5'}]],
  undo: [['path', {d: 'M5.5 3.5 2.5 6.5l3 3M2.5 6.5h7a3.5 3.5 0 0 1 0 7H7'}]],
  alert: [['path', {d: 'M8 2.5 14 13H2zM8 6.5v3M8 11.2v.1'}]],
  bot: [['rect', {x: '3', y: '5.5', width: '10', height: '7.5', rx: '2'}], ['path', {d: 'M8 5.5V3M6 9v.6M10 9v.6'}]],
  flag: [['path', {d: 'M4 14V2.5M4 3h8.5l-2 3 2 3H4'}]],
  leave: [['path', {d: 'M7.5 2.5h-5v11h5M6.5 8H14M11.5 5.5 14 8l-2.5 2.5'}]],
  plug: [['path', {d: 'M6 2.5v3M10 2.5v3M4 5.5h8v2.5a4 4 0 0 1-8 0zM8 12v2'}]],
  sliders: [['path', {d: 'M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6'}], ['circle', {cx: '10', cy: '5', r: '1.5'}], ['circle', {cx: '6', cy: '11', r: '1.5'}]],
  sorted: [['path', {d: 'M3.5 6 8 10.5 12.5 6'}]],
  why: [['circle', {cx: '3.5', cy: '8', r: '1.5'}], ['circle', {cx: '12.5', cy: '4', r: '1.5'}], ['circle', {cx: '12.5', cy: '12', r: '1.5'}],
    ['path', {d: 'M5 7.5 11 4.6M5 8.5l6 2.9'}]],
  at: [
    ['circle', {cx: '8', cy: '8', r: '2.25'}],
    ['path', {d: 'M10.25 5.75V8.8c0 2 3.25 1.7 3.25-.8A5.5 5.5 0 1 0 11 12.6'}],
  ],
  clip: [
    ['path', {d: 'm13 7.5-5.2 5.2a3 3 0 0 1-4.3-4.2l5.6-5.6a2 2 0 0 1 2.9 2.8l-5.5 5.5a1 1 0 0 1-1.5-1.4l4.6-4.7'}],
  ],
  eye: [
    ['path', {d: 'M1.5 8C3 5 5.3 3.5 8 3.5S13 5 14.5 8C13 11 10.7 12.5 8 12.5S3 11 1.5 8z'}],
    ['circle', {cx: '8', cy: '8', r: '2'}],
  ],
  file: [['path', {d: 'M4 2.5h5L12.5 6v7.5H4zM9 2.5V6h3.5'}]],
  group: [['circle', {cx: '6', cy: '8', r: '3.5'}], ['path', {d: 'M9.5 4.9a3.5 3.5 0 1 1 0 6.2'}]],
  home: [['path', {d: 'M2.5 7.5 8 3l5.5 4.5M4 6.5v7h8v-7M6.8 13.5V10h2.4v3.5'}]],
  left: [['path', {d: 'M10 3.5 5.5 8l4.5 4.5'}]],
  lock: [
    ['rect', {x: '3.5', y: '7', width: '9', height: '6.5', rx: '1.5'}],
    ['path', {d: 'M5.5 7V5a2.5 2.5 0 0 1 5 0v2'}],
  ],
  mail: [
    ['rect', {x: '2', y: '3.5', width: '12', height: '9', rx: '1.5'}],
    ['path', {d: 'm2.5 5 5.5 4 5.5-4'}],
  ],
  outside: [['path', {d: 'M2.5 3H6v10H2.5'}], ['circle', {cx: '11.5', cy: '8', r: '2.25'}]],
  pen: [['path', {d: 'M8 13.5h5.5M10.5 3l2.5 2.5L6 12.5l-3.2.7.7-3.2z'}]],
  people: [
    ['circle', {cx: '6', cy: '5.5', r: '2.25'}],
    ['path', {d: 'M2 13c0-2.5 1.7-4 4-4s4 1.5 4 4M10.5 3.6a2.25 2.25 0 0 1 0 3.8M11.5 9.4c1.6.5 2.5 1.8 2.5 3.6'}],
  ],
  plus: [['path', {d: 'M8 3v10M3 8h10'}]],
  poll: [['path', {d: 'M3 13V8M8 13V3M13 13V6'}]],
  reply: [['path', {d: 'M6.5 4 3 7.5 6.5 11M3 7.5h6.2c2.4 0 3.8 1.5 3.8 4.2'}]],
  right: [['path', {d: 'm6 3.5 4.5 4.5L6 12.5'}]],
  save: [['path', {d: 'M8 2.5V10M5 7.2 8 10l3-2.8M2.5 13.5h11'}]],
  search: [['circle', {cx: '7', cy: '7', r: '4.25'}], ['path', {d: 'm10.2 10.2 3.3 3.3'}]],
  send: [['path', {d: 'M2.5 8h6M2.5 8 1.8 2.8 14 8 1.8 13.2z'}]],
  shield: [
    ['path', {d: 'M8 2.2 13 4v4c0 3-2.2 4.9-5 5.8C5.2 12.9 3 11 3 8V4z'}],
    ['path', {d: 'm5.8 7.9 1.6 1.6 2.9-3.1'}],
  ],
  smile: [
    ['circle', {cx: '8', cy: '8', r: '5.5'}],
    ['path', {d: 'M5.8 9.5a2.6 2.6 0 0 0 4.4 0M6 6.3v.4M10 6.3v.4'}],
  ],
  thread: [['path', {d: 'M2.5 3.5h11v7.5H7l-3 2.5V11H2.5zM5.25 6.25h5.5M5.25 8.5h3.5'}]],
  x: [['path', {d: 'm4 4 8 8M12 4l-8 8'}]],
  archive: [['path', {d: 'M2 3.5h12v3H2zM3 6.5v6.5h10V6.5M6.5 9h3'}]],
  bold: [['path', {d: 'M5 3h3.5a2.4 2.4 0 0 1 0 4.8H5zM5 7.8h4.2a2.6 2.6 0 0 1 0 5.2H5z'}]],
  code: [['path', {d: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5'}]],
  date: [['path', {d: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5V5M10.5 2.5V5'}]],
  down: [['path', {d: 'M8 3v10M3.8 8.8 8 13l4.2-4.2'}]],
  forward: [['path', {d: 'M9.5 4 13 7.5 9.5 11M13 7.5H6.8C4.4 7.5 3 8.8 3 11.5'}]],
  italic: [['path', {d: 'M6.5 3h5M4.5 13h5M9.3 3 6.7 13'}]],
  pin: [['path', {d: 'M6 2.5h4l-.5 4.5 2.5 2.5H4L6.5 7zM8 9.5v4.5'}]],
  star: [['path', {d: 'm8 2.3 1.8 3.6 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4L2.2 6.5l4-.6z'}]],
};

const TURNS = new Set(['enter', 'leave', 'outside', 'left', 'right', 'reply', 'forward', 'send']);

export function icon(name) {
  return h('svg', {class: `i${TURNS.has(name) ? ' flip' : ''}`, viewBox: '0 0 16 16', 'aria-hidden': 'true'},
    SHAPES[name].map(([shape, lines]) => h(shape, lines)));
}
