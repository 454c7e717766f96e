// Makes a picture of each view of the page, of a server with the demo's data: node web/screens/screens.mjs ADDRESS FOLDER

import {execFileSync} from 'node:child_process';
import {mkdir, readdir, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Browser} from './browser.mjs';
import {seed} from './seed.mjs';

const SIZES = {wide: {width: 1280, height: 800}, narrow: {width: 360, height: 740}};

/** What a view is called, what it shows, and the way there. `dark` views are made dark too. */
const VIEWS = [
  ['sign-in', 'Signing in', {dark: true, go: at => at.sign('')}],
  ['dead-link', 'A mailed link that leads nowhere any more', {go: at => at.sign('link#spent')}],
  ['inbox', 'The inbox, with nothing open', {go: at => at.open('')}],
  ['conversation', 'A conversation with somebody from outside', {dark: true, go: at => at.conversation(at.thread)}],
  ['people', 'Who is in it: what they see, since when, until when', {dark: true, go: at => at.people()}],
  ['mention', 'Who is offered while one writes a name', {go: async at => {
    await at.conversation(at.thread);
    await at.browser.type('textarea', 'Good, @o');
    await at.browser.shown('[role=option]');
  }}],
  ['long-names', 'Long names, and words without a blank', {go: at => at.conversation(at.long)}],
  ['search', 'What a search finds', {go: async at => {
    await at.open('');
    await at.browser.type('.find input', 'truck\uE007');
    await at.browser.shown('.hit-text');
  }}],
  ['start', 'Beginning a conversation', {go: async at => {
    await at.open('');
    await at.browser.press('+ New');
  }}],
  ['bring-in', 'Bringing somebody in: the dry run stands before the button', {go: at => at.bring()}],
  ['remove', 'Before a removal: what would end', {dark: true, go: at => at.remove()}],
  ['receipt', 'The receipt of a removal, which can be undone', {once: true, go: async at => {
    await at.remove();
    await at.browser.click('dialog form [type=submit]');
    await at.browser.shown('dialog .proof');
  }, after: async at => {
    await at.browser.press('Undo');
    await at.browser.shown('.notice');
  }}],
  ['keys', 'The keys', {go: async at => {
    await at.open('');
    await at.browser.shown('nav .entry');
    await at.browser.run("document.dispatchEvent(new KeyboardEvent('keydown', {key: '?', bubbles: true}))");
  }}],
  ...['profile', 'notifications', 'sessions', 'look', 'brought'].map(name =>
    [`settings-${name}`, `Settings: ${name}`, {go: at => at.open(`#settings/${name}`)}]),
  ...['externals', 'policies', 'audit', 'quotas', 'why', 'members'].map(name =>
    [`console-${name}`, `Console: ${name}`, {dark: name === 'externals', go: at => at.open(`#console/${name}`)}]),
];

class Way {
  constructor(server, browser, data) {
    Object.assign(this, {server, browser, ...data});
  }

  /** A page that nobody is signed in on. */
  async sign(path) {
    await this.browser.go(new URL(path, this.server));
    await this.browser.shown('h1');
  }

  /** A place of the page of who is signed in. */
  async open(place) {
    await this.browser.go(new URL(`./${place}`, this.server));
    await this.browser.shown(place.startsWith('#console') ? '.console h1' : 'h1, .inbox .me');
    await this.browser.until('return !document.body.innerText.includes("One moment")');
  }

  async conversation(id) {
    await this.open(`#c/${id}`);
    await this.browser.shown('.message .text');
  }

  async people() {
    await this.conversation(this.thread);
    await this.browser.press('People');
    await this.browser.shown('.roster .name');
  }

  async bring() {
    await this.people();
    await this.browser.press('Bring somebody in');
    await this.browser.type('dialog input', 'sam@partner.example\uE007');
    await this.browser.shown('dialog .split');
  }

  async remove() {
    await this.people();
    await this.browser.press('Remove Olga');
    await this.browser.shown('dialog .can');
  }
}

async function signIn(way, email) {
  await way.sign('');
  await way.browser.type('input[name=email]', email);
  await way.browser.type('input[name=password]', `${way.password}\uE007`);
  await way.browser.shown('.inbox .me');
}

async function main(server, folder) {
  await mkdir(folder, {recursive: true});
  await Promise.all((await readdir(folder)).filter(name => name.endsWith('.png')).map(name => rm(join(folder, name))));
  const data = await seed(server);
  const browser = await Browser.start();
  const made = [];
  try {
    const way = new Way(server, browser, data);
    const gates = VIEWS.filter(([name]) => ['sign-in', 'dead-link'].includes(name));
    for (const view of gates) {
      await picture(way, folder, view, made);
    }
    await browser.look(SIZES.wide);
    await signIn(way, 'ada@northwind.example');
    for (const view of VIEWS.filter(each => !gates.includes(each))) {
      await picture(way, folder, view, made);
    }
  } finally {
    await browser.close();
  }
  await writeFile(join(folder, 'README.md'), index(made));
}

async function picture(way, folder, [name, about, {dark, once, go, after}], made) {
  const looks = [['wide', false], ...(once ? [] : [['narrow', false]]), ...(dark ? [['wide', true], ['narrow', true]] : [])];
  for (const [size, night] of looks) {
    const file = `${name}-${size}${night ? '-dark' : ''}.png`;
    await way.browser.look({...SIZES[size], dark: night});
    try {
      await go(way);
    } catch (error) {
      error.message = `${file}: ${error.message}`;
      throw error;
    }
    await way.browser.picture(join(folder, file));
    await after?.(way);
    made.push({name, about, file});
    console.log(file);
  }
  tighten(made.filter(each => each.name === name).map(each => join(folder, each.file)));
}

/** Fewer colours, where the program for it is there. */
function tighten(files) {
  try {
    execFileSync('pngquant', ['--force', '--ext', '.png', '--skip-if-larger', '--strip', '64', ...files], {stdio: 'ignore'});
  } catch {
    // As they are, then.
  }
}

function index(made) {
  const names = [...new Set(made.map(each => each.name))];
  const lines = names.map(name => {
    const files = made.filter(each => each.name === name);
    return `| ${files[0].about} | ${files.map(({file}) => `[${file.slice(name.length + 1, -4).replace('-', ', ')}](${file})`).join(' · ')} |`;
  });
  return `# The page in pictures

Made by \`./drawbridge screens\` of a server with the demo's data: 1280 and 360 pixels wide, in Chromium.

| what | pictures |
|---|---|
${lines.join('\n')}
`;
}

await main(process.argv[2], process.argv[3]);
