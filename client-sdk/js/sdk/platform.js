// @ts-check

/** What differs between browsers and Node; `node/index.js` sets it for Node. */
export const platform = {
  /** @type {(new (url: string) => any) | undefined} */
  WebSocket: globalThis.WebSocket,
  device: 'drawbridge-js',
};
