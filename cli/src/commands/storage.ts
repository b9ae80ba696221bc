import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { CliError, UsageError } from '../cli-error.js';
import type { Command, CommandInput } from '../command.js';
import { lockHolder, writePrivately } from '../system/data-dir.js';
import { openStore, sealingOf } from '../system/open-store.js';

const noteEvery = 1000;

export const storage: Command = {
  name: 'storage',
  summary: 'show how files are encrypted, change the key, encrypt older files, or replace a damaged file',
  usage: '[status|rotate|encrypt|put KEY FILE|put KEY --backup DIR]',
  optionHelp: [
    ['--finish', 'rotate: only finish an interrupted change; do not start a new one'],
    ['--backup DIR', 'put: take the file from this backup'],
    ['--offline', 'encrypt: confirm that every process that uses this store is stopped'],
  ],
  examples: [
    'longhand storage',
    'longhand storage rotate --data /srv/longhand',
    'longhand storage encrypt',
    'longhand storage put KEY --backup /mnt/backups/2026-11-22',
  ],
  options: { finish: { type: 'boolean' }, offline: { type: 'boolean' }, backup: { type: 'string' } },

  run(input) {
    const [action = 'status'] = input.words;
    const work = { status: showStatus, rotate: rotateKey, encrypt: encryptPlain, put: putBack }[action];
    if (!work) throw new UsageError(`storage: unknown action "${action}". Use status, rotate, encrypt or put.`);
    return work(input);
  },
};

async function showStatus({ config, dataDir, out }: CommandInput): Promise<number> {
  const { reportSealing } = await import('@longhand/storage');
  const store = await openStore({ config, dataDir });
  const { byKey, plain } = await reportSealing(store).finally(() => store.close());
  out.json({ byKey, plain });
  for (const [keyId, count] of Object.entries(byKey)) out.text(`${count} files are encrypted with the key ${keyId}.`);
  out.text(`${plain} files are not encrypted.`);
  return 0;
}

/**
 * Makes a new key first in the key file, wraps all data keys with it, and only then takes the old
 * ones out of the file. Where it is broken off, running it again goes on: a file with two keys is a
 * change that is under way.
 */
async function rotateKey({ config, dataDir, out, values }: CommandInput): Promise<number> {
  const { newMasterKey, rewrapDataKeys } = await import('@longhand/storage');
  const { key, keyFile } = await sealingOf({ config, dataDir });
  if (!key && !keyFile) throw new CliError('the files in this store are not encrypted, so there is no key to change.');
  const ownFile = key ? '' : keyFile;
  if (ownFile) {
    const keys = await readKeys(ownFile);
    if (keys.length === 1 && !values.finish) await writePrivately(ownFile, `${newMasterKey()}\n${keys[0]}\n`);
  }
  const store = await openStore({ config, dataDir });
  const progress = (count: number) => {
    if (count % noteEvery === 0) out.note(`${count} data keys ...`);
  };
  const rewrapped = await rewrapDataKeys(store, progress).finally(() => store.close());
  if (ownFile) await writePrivately(ownFile, `${(await readKeys(ownFile))[0]}\n`);
  out.json({ rewrapped });
  out.text(`${rewrapped} data keys are now wrapped with the current key. No file was rewritten.`);
  out.text(ownFile ? 'The old key is no longer needed and was removed.' : 'Remove the old keys from STORAGE_OLD_KEYS.');
  return 0;
}

async function encryptPlain({ config, dataDir, out, values }: CommandInput): Promise<number> {
  const isElsewhere = config.sealing.key !== '' || config.sealing.keyFile !== '';
  if (lockHolder(dataDir) !== undefined || (isElsewhere && !values.offline)) {
    throw new CliError('this rewrites files. Stop the system first, then run it with --offline.');
  }
  const { sealPlainObjects } = await import('@longhand/storage');
  const store = await openStore({ config, dataDir });
  const progress = (count: number) => {
    if (count % noteEvery === 0) out.note(`${count} files ...`);
  };
  const encrypted = await sealPlainObjects(store, progress).finally(() => store.close());
  out.json({ encrypted });
  out.text(`${encrypted} files were encrypted. All files are now encrypted.`);
  return 0;
}

/**
 * For a file that `longhand check` misses: its key there is its path below objects/ in a backup.
 */
async function putBack(input: CommandInput): Promise<number> {
  const { config, dataDir, out, words, values } = input;
  const [, key, file] = words;
  const dir = typeof values.backup === 'string' ? values.backup : undefined;
  if (!key?.startsWith('t/') || (file === undefined) === (dir === undefined))
    throw new UsageError('storage put: give the key, and a file or --backup DIR.');
  const fromBackup = dir === undefined ? undefined : await readFromBackup(input, resolve(dir), key);
  const store = await openStore({ config, dataDir });
  const contentType = key.endsWith('.jpg') ? 'image/jpeg' : 'application/octet-stream';
  const body = fromBackup ?? createReadStream(file as string);
  const stored = await store.put(key, body, { contentType }).finally(() => store.close());
  out.json({ key, ...stored });
  out.text(
    `${stored.sizeBytes} bytes, SHA-256 ${stored.sha256}. Run "longhand check --deep" to compare it with its record.`,
  );
  return 0;
}

/** A file of a backup; whether it is encrypted, the backup says itself. */
async function readFromBackup({ config, dataDir, out }: CommandInput, dir: string, key: string): Promise<Readable> {
  const [{ openBackup }, { readBackupManifest }, { backupKeyOf }] = await Promise.all([
    import('../backup/open-backup.js'),
    import('../backup/backup-manifest.js'),
    import('../backup/backup-key.js'),
  ]);
  const isSealed = (await readBackupManifest(dir)).manifest.sealing !== undefined;
  const backupKey = isSealed ? await backupKeyOf({ config, dataDir, note: (text) => out.note(text) }) : undefined;
  const { folder } = await openBackup(dir, backupKey);
  return Readable.from(folder.read(`objects/${key}`), { objectMode: false });
}

const readKeys = async (path: string): Promise<string[]> =>
  (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '');
