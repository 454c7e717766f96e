// Holds the state, and tells the page when it has changed: once for all that happens together.

import {EMPTY, reduce} from './state.js';

export class Store {
  state = EMPTY;
  #told = false;
  #listener = () => {};

  subscribe(listener) {
    this.#listener = listener;
  }

  dispatch(type, action = {}) {
    this.state = reduce(this.state, {...action, type});
    if (!this.#told) {
      this.#told = true;
      queueMicrotask(() => {
        this.#told = false;
        this.#listener();
      });
    }
  }
}
