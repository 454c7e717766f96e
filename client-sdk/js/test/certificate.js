// A certificate for 127.0.0.1 that the test makes and trusts: X.509 v3 by hand.

import {generateKeyPairSync, sign} from 'node:crypto';

const der = (tag, ...parts) => {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length]
    : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts) => der(0x30, ...parts);
const hex = text => Buffer.from(text, 'hex');
const oid = text => der(0x06, hex(text));
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('drawbridge test')))));
const ALTERNATIVE = sequence(oid('551d11'), der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))));
const AUTHORITY = sequence(oid('551d13'), der(0x04, sequence(der(0x01, hex('ff')))));

const time = days => der(0x17, Buffer.from(
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

/** Makes a key and a certificate of its own, as PEM. */
export function certificate() {
  const {publicKey, privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
  const body = sequence(
    der(0xa0, der(0x02, hex('02'))),
    der(0x02, hex('01')),
    ECDSA_SHA256,
    name,
    sequence(time(-1), time(1)),
    name,
    publicKey.export({type: 'spki', format: 'der'}),
    der(0xa3, sequence(AUTHORITY, ALTERNATIVE)));
  const signed = sequence(body, ECDSA_SHA256, der(0x03, hex('00'), sign('sha256', body, privateKey)));
  const lines = signed.toString('base64').match(/.{1,64}/g).join('\n');
  return {
    key: privateKey.export({type: 'pkcs8', format: 'pem'}),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
