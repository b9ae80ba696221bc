import { AppError } from '@longhand/core';
import type { DataKeys } from './data-keys.js';
import type { SealedStore } from './sealed-store.js';

export interface SealingReport {
  /** Data keys by the id of the master key that wraps them. */
  byKey: Record<string, number>;
  /** Objects that were stored before encryption was on. */
  plain: number;
}

/**
 * Counts what is encrypted with which key. Reads every data key and the first bytes of every
 * object.
 */
export async function reportSealing(store: SealedStore): Promise<SealingReport> {
  const report: SealingReport = { byKey: {}, plain: 0 };
  if (store.dataKeys) {
    for await (const place of store.dataKeys.places()) {
      const keyId = await store.dataKeys.keyIdAt(place);
      if (keyId !== undefined) report.byKey[keyId] = (report.byKey[keyId] ?? 0) + 1;
    }
  }
  for await (const _ of plainKeys(store)) report.plain += 1;
  return report;
}

/**
 * Wraps every data key with the current master key; no object is touched. It may be broken off and
 * run again, and the system may go on meanwhile: it goes through all keys until one whole round
 * finds none that another master key wraps.
 * @returns how many were wrapped again
 */
export async function rewrapDataKeys(store: SealedStore, onProgress?: (rewrapped: number) => void): Promise<number> {
  const dataKeys = keysOf(store);
  let rewrapped = 0;
  for (let found = -1; found !== 0; ) {
    found = 0;
    for await (const place of dataKeys.places()) {
      if (!(await dataKeys.rewrap(place))) continue;
      found += 1;
      onProgress?.(rewrapped + found);
    }
    rewrapped += found;
  }
  // The marker that was there when the store was opened: what happened to it since is nothing to go
  // by.
  await dataKeys.claim(!store.refusesPlain);
  return rewrapped;
}

/**
 * Encrypts what was stored before encryption was on. Each object is read and written again, so
 * nothing else may write meanwhile.
 * @returns how many were
 */
export async function sealPlainObjects(store: SealedStore, onProgress?: (sealed: number) => void): Promise<number> {
  const dataKeys = keysOf(store);
  let sealed = 0;
  for await (const key of plainKeys(store)) {
    await store.put(key, await store.driver.stream(key), { contentType: contentTypeOf(key) });
    sealed += 1;
    onProgress?.(sealed);
  }
  await dataKeys.markAllSealed();
  return sealed;
}

/** Keys of objects that are not encrypted. Reads the first bytes of every object. */
export async function* plainKeys(store: SealedStore): AsyncGenerator<string> {
  for await (const key of store.list('t/')) {
    const isPlain = await store.isPlain(key).catch((error) => {
      if (error instanceof AppError && error.code === 'storage.missing') return false;
      throw error;
    });
    if (isPlain) yield key;
  }
}

function keysOf(store: SealedStore): DataKeys {
  if (store.dataKeys) return store.dataKeys;
  throw new AppError('storage.no_key', 'No storage key is set: set STORAGE_KEY or STORAGE_KEY_FILE.');
}

/** Nobody reads the type from the store; the driver wants one. */
const contentTypeOf = (key: string): string => (key.endsWith('.jpg') ? 'image/jpeg' : 'application/octet-stream');
