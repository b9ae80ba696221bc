import { readFile, stat } from 'node:fs/promises';
import { AppError } from '@longhand/core';
import type { KeyService, WrappedKey } from './key-service.js';
import { type MasterKey, parseMasterKey } from './master-key.js';

export interface LocalKeySettings {
  /** The key for writing. Empty: the first of the file. */
  key: string;
  /** Keys that are only read with, separated by commas. */
  oldKeys: string;
  /** A file with one key on a line, the first for writing. It may change while it is used. */
  keyFile: string;
}

/** Master keys from the environment or from a file. */
export class LocalKeys implements KeyService {
  readonly #settings: LocalKeySettings;
  #keys: readonly MasterKey[] = [];
  #fileChangedAt: number | undefined;

  private constructor(settings: LocalKeySettings) {
    this.#settings = settings;
  }

  /**
   * @returns undefined when no key is set
   * @throws AppError storage.bad_master_key, storage.no_key_file
   */
  static async open(settings: LocalKeySettings): Promise<LocalKeys | undefined> {
    if (!settings.key && !settings.oldKeys && !settings.keyFile) return undefined;
    const keys = new LocalKeys(settings);
    await keys.#read();
    return keys;
  }

  async currentKeyId(): Promise<string> {
    return (await this.#read())[0].id;
  }

  async knows(keyId: string): Promise<boolean> {
    return (await this.#read()).some(({ id }) => id === keyId);
  }

  async wrapKey(dataKey: Buffer, context: Buffer): Promise<WrappedKey> {
    const [current] = await this.#read();
    return { keyId: current.id, bytes: current.wrap(dataKey, context) };
  }

  async unwrapKey({ keyId, bytes }: WrappedKey, context: Buffer): Promise<Buffer> {
    const known = this.#keys.find(({ id }) => id === keyId) ?? (await this.#read()).find(({ id }) => id === keyId);
    if (!known) throw keyUnknown();
    return known.unwrap(bytes, context);
  }

  /** The keys as they are now: whoever rotates them changes the file under running processes. */
  async #read(): Promise<readonly MasterKey[]> {
    const { key, oldKeys, keyFile } = this.#settings;
    const changedAt = keyFile ? (await stat(keyFile).catch(noKeyFile)).mtimeMs : 0;
    if (changedAt === this.#fileChangedAt) return this.#keys;
    const lines = keyFile ? (await readFile(keyFile, 'utf8').catch(noKeyFile)).split('\n') : [];
    const current = key || lines.find((line) => line.trim() !== '');
    if (!current) {
      throw new AppError('storage.bad_master_key', 'STORAGE_OLD_KEYS needs STORAGE_KEY, or a key in STORAGE_KEY_FILE.');
    }
    this.#keys = [current, ...oldKeys.split(','), ...lines]
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map(parseMasterKey);
    this.#fileChangedAt = changedAt;
    return this.#keys;
  }
}

export const keyUnknown = (): AppError =>
  new AppError(
    'storage.key_unknown',
    'A stored file is encrypted with an unknown key. Add that key to STORAGE_OLD_KEYS or to the key file.',
  );

function noKeyFile(cause: unknown): never {
  throw new AppError('storage.no_key_file', 'The file in STORAGE_KEY_FILE cannot be read.', { cause });
}
