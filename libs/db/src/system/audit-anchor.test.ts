import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { anchorPublicKey, anchorSigningKey, readAnchors, signAnchor } from './audit-anchor.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const heads = [
  { tenantId: 'b6f0c1de-0000-4000-8000-000000000002', rows: 7, head: 'b'.repeat(64) },
  { tenantId: 'a6f0c1de-0000-4000-8000-000000000001', rows: 3, head: 'a'.repeat(64) },
];
const anchor = signAnchor(heads, privateKey, new Date('2026-11-30T06:00:00Z'));
const lineOf = (value: unknown) => `${JSON.stringify(value)}\n`;

it('is read again from a file of anchors, and from a log among other lines', () => {
  expect(anchor.heads.map(({ rows }) => rows)).toEqual([3, 7]);
  expect(readAnchors(lineOf(anchor) + lineOf(anchor), publicKey)).toEqual([anchor, anchor]);
  const log = `{"msg":"started"}\napi-1  | ${lineOf({ level: 'info', anchor, msg: 'audit anchor' })}not JSON\n`;
  expect(readAnchors(log, publicKey)).toEqual([anchor]);
  // Spaces and the order of keys are no part of what is signed.
  expect(readAnchors(JSON.stringify(Object.fromEntries(Object.entries(anchor).reverse())), publicKey)).toEqual([
    anchor,
  ]);
});

it('is refused when anything in it was changed', () => {
  const [first, second] = anchor.heads;
  const changes: Record<string, object> = {
    at: { at: '2026-11-30T06:00:01.000Z' },
    'key id': { keyId: '0'.repeat(16) },
    'one row fewer': { heads: [{ ...first, rows: 2 }, second] },
    'another hash': { heads: [{ ...first, head: 'c'.repeat(64) }, second] },
    'another tenant': { heads: [{ ...first, tenantId: second.tenantId }, second] },
    'a log left out': { heads: [first] },
    'no signature': { signature: undefined },
    'an empty signature': { signature: `${'A'.repeat(86)}==` },
    'a field more': { note: 'x' },
  };
  for (const [what, change] of Object.entries(changes))
    expect(() => readAnchors(lineOf(anchor) + lineOf({ ...anchor, ...change }), publicKey), what).toThrow(
      expect.objectContaining({ code: 'audit.anchor_forged', message: expect.stringContaining('line 2') }),
    );
  expect(() => readAnchors(lineOf(anchor).slice(0, -20), publicKey)).toThrow(/line 1/);
});

it('is refused when another key signed it, and a file without any is no proof', () => {
  const other = signAnchor(heads, generateKeyPairSync('ed25519').privateKey);
  expect(() => readAnchors(lineOf(other), publicKey)).toThrow(expect.objectContaining({ code: 'audit.anchor_forged' }));
  expect(() => readAnchors('\n{"msg":"nothing"}\n', publicKey)).toThrow(
    expect.objectContaining({ code: 'audit.anchor_missing' }),
  );
});

it('takes keys as PEM and as base64, and no key of another kind', () => {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const der = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  for (const text of [pem, der]) expect(anchorSigningKey(text).equals(privateKey)).toBe(true);
  expect(anchorPublicKey(publicKey.export({ type: 'spki', format: 'pem' }).toString()).equals(publicKey)).toBe(true);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const wrong = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  for (const text of [wrong, 'secret words', '', Buffer.alloc(32).toString('base64')])
    expect(() => anchorSigningKey(text)).toThrow(expect.objectContaining({ code: 'audit.anchor_key' }));
});
