// @ts-check
import {ERRORS} from './protocol.js';
import {DrawbridgeError, unauthenticated} from './errors.js';

/** @typedef {import('./types.js').Tokens} Tokens */
/** @typedef {import('./types.js').Credentials} Credentials */

/** The shortest remaining life with which a token is worth connecting. */
const MARGIN_MS = 5_000;

/** Keeps tokens: gets them by the credentials, and newer ones by the refresh token. */
export class SignIn {
  /** How far the server's clock is ahead of this one. */
  aheadMs = 0;
  /** @type {Tokens | undefined} */
  #tokens;
  #good = false;
  /** @type {string | undefined} */
  #deviceProof;
  /** @type {Promise<Tokens> | undefined} */
  #underWay;
  /** @type {any} */
  #credentials;
  #door;
  #device;
  #timers;
  #listener;

  /**
   * @param {Credentials} credentials
   * @param {import('./http.js').HttpDoor} door
   * @param {string} device
   * @param {import('./types.js').Timers} timers
   * @param {(tokens: Tokens) => unknown} listener keeps them; what it returns is waited for
   */
  constructor(credentials, door, device, timers, listener) {
    this.#credentials = credentials;
    this.#door = door;
    this.#device = device;
    this.#timers = timers;
    this.#listener = listener;
    if ('tokens' in credentials) {
      this.#tokens = credentials.tokens;
      this.#good = true;
    }
  }

  /** The tokens that were used last. */
  get current() {
    return this.#tokens;
  }

  /** Milliseconds until the access token ends, by the server's clock. @param {Tokens} tokens */
  left(tokens) {
    return Date.parse(tokens.access_expires_at) - (this.#timers.wall() + this.aheadMs);
  }

  /** Tokens whose access token is good: those at hand, else newer ones. @returns {Promise<Tokens>} */
  async tokens() {
    return this.#tokens && this.#good && this.left(this.#tokens) > MARGIN_MS
      ? this.#tokens
      : this.renewed();
  }

  /**
   * Newer tokens: of the same session if its refresh token is good, else of a new one. Who asks
   * while an answer is under way gets that one: a refresh token used twice ends its session.
   * @returns {Promise<Tokens>}
   */
  renewed() {
    this.#underWay ??= this.#fetched().finally(() => { this.#underWay = undefined; });
    return this.#underWay;
  }

  /** The server does not take the access token, although its time is not over. */
  accessRefused() {
    this.#good = false;
  }

  async #fetched() {
    if (this.#credentials.source) {
      return this.#keep(await this.#credentials.source(this.#tokens !== undefined && !this.#good));
    }
    if (!this.#tokens) {
      return this.#keep(await this.#signIn());
    }
    try {
      return await this.#keep(await this.#refresh(this.#tokens.refresh_token));
    } catch (error) {
      const again = this.#credentials.email !== undefined || this.#credentials.apiToken !== undefined;
      if (!again || !unauthenticated(error)) {
        throw error;
      }
      return this.#keep(await this.#signIn());
    }
  }

  /** @param {string} token @returns {Promise<Tokens>} */
  #refresh(token) {
    return this.#door.send('session.refresh', {refresh_token: token});
  }

  /** @returns {Promise<Tokens>} */
  async #signIn() {
    const {refreshToken, email, password, apiToken, link, code, name} = this.#credentials;
    const device = this.#device;
    if (refreshToken !== undefined) {
      return this.#refresh(refreshToken);
    } else if (email !== undefined) {
      const proof = this.#deviceProof === undefined ? {} : {device_proof: this.#deviceProof};
      return this.#door.send('account.sign_in', {email, password, device, ...proof});
    } else if (apiToken !== undefined) {
      return this.#door.send('account.sign_in_bot', {api_token: apiToken, device});
    } else if (link !== undefined) {
      const body = {token: link, device, ...given({name, password})};
      return (await this.#door.send('account.redeem', body)).tokens;
    }
    const body = {code, device, ...given({name})};
    return (await this.#door.send('invitation.claim', body)).tokens;
  }

  /** @param {Tokens} tokens */
  async #keep(tokens) {
    await this.#listener(tokens);
    this.#deviceProof = tokens.device_proof ?? this.#deviceProof;
    this.#tokens = tokens;
    this.#good = true;
    return tokens;
  }
}

/** What was given of these. @param {Record<string, string | undefined>} fields */
const given = fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/**
 * True if asking again cannot help: a person has to sign in.
 * @param {unknown} error
 */
export const hopeless = error =>
  error instanceof DrawbridgeError && error.refused && ERRORS[error.code].retry !== 'later';
