// A headless Chromium, by the driver that comes with it: one window, of which pictures are made.

import {spawn} from 'node:child_process';
import {writeFile} from 'node:fs/promises';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const PATIENCE_MS = 20_000;
const GLANCE_MS = 50;
const SETTLED_MS = 350;

const FLAGS = [
  '--headless=new', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--hide-scrollbars',
  '--disable-component-update', '--lang=en-GB', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export const pause = ms => new Promise(done => setTimeout(done, ms));

export class Browser {
  #driver;
  #port;
  #session;

  static async start() {
    const browser = new Browser();
    await browser.#start();
    return browser;
  }

  async #start() {
    this.#driver = spawn('chromedriver', ['--port=0'], {stdio: ['ignore', 'pipe', 'inherit'], env: {...process.env, LANGUAGE: 'en_GB'}});
    this.#port = await new Promise((resolve, reject) => {
      let said = '';
      this.#driver.on('error', reject);
      this.#driver.stdout.on('data', some => {
        said += some;
        const [, port] = /on port (\d+)\./.exec(said) ?? [];
        port && resolve(port);
      });
    });
    const made = await this.#ask('POST', '/session', {capabilities: {alwaysMatch: {'goog:chromeOptions': {args: FLAGS}}}});
    this.#session = made.sessionId;
  }

  async #ask(method, path, body) {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`, {method, body: body && JSON.stringify(body)});
    const {value} = await response.json();
    if (!response.ok) {
      throw new Error(`${value.error}: ${value.message}`);
    }
    return value;
  }

  #here(method, path, body) {
    return this.#ask(method, `/session/${this.#session}${path}`, body);
  }

  tools(cmd, params) {
    return this.#here('POST', '/goog/cdp/execute', {cmd, params});
  }

  run(script, ...args) {
    return this.#here('POST', '/execute/sync', {script, args});
  }

  async until(script) {
    for (const end = Date.now() + PATIENCE_MS; !await this.run(script); await pause(GLANCE_MS)) {
      if (Date.now() > end) {
        throw new Error(`never: ${script}`);
      }
    }
  }

  /** Opens an address, loading it even if only its fragment is another one. */
  async go(address) {
    await this.#here('POST', '/url', {url: 'about:blank'});
    await this.#here('POST', '/url', {url: String(address)});
  }

  /** Waits for the first element that is seen, by CSS or, beginning with a slash, by XPath. */
  async shown(where) {
    const using = where.startsWith('/') ? 'xpath' : 'css selector';
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(GLANCE_MS)) {
      for (const found of await this.#here('POST', '/elements', {using, value: where})) {
        const id = found[ELEMENT];
        if (await this.#here('GET', `/element/${id}/displayed`).catch(() => false)) {
          return id;
        }
      }
    }
    throw new Error(`not shown: ${where}`);
  }

  /** Does something with what is shown; once more, where the page has drawn it again meanwhile. */
  async #with(where, what, body) {
    for (const end = Date.now() + PATIENCE_MS; ; await pause(GLANCE_MS)) {
      try {
        return await this.#here('POST', `/element/${await this.shown(where)}/${what}`, body);
      } catch (error) {
        if (Date.now() > end || !/stale|not interactable|intercepted/.test(error.message)) {
          throw error;
        }
      }
    }
  }

  click(where) {
    return this.#with(where, 'click', {});
  }

  /** A button by its text or its label. */
  press(name) {
    return this.click(`//button[normalize-space()="${name}" or @aria-label="${name}"]`);
  }

  type(where, text) {
    return this.#with(where, 'value', {text});
  }

  async look({width, height, dark}) {
    await this.tools('Emulation.setDeviceMetricsOverride', {width, height, deviceScaleFactor: 1, mobile: false});
    await this.tools('Emulation.setEmulatedMedia', {features: [
      {name: 'prefers-color-scheme', value: dark ? 'dark' : 'light'}, {name: 'prefers-reduced-motion', value: 'reduce'},
    ]});
  }

  async picture(file) {
    await pause(SETTLED_MS);
    const {data} = await this.tools('Page.captureScreenshot', {format: 'png'});
    await writeFile(file, Buffer.from(data, 'base64'));
  }

  async close() {
    await this.#here('DELETE', '').catch(() => {});
    this.#driver.kill();
  }
}
