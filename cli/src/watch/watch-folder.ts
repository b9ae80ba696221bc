import { access, constants } from 'node:fs/promises';
import { CliError, Interrupted } from '../cli-error.js';
import { type ApiClient, ApiRefusal, isPassing } from '../client/api-client.js';
import { type FoundFile, listFiles } from '../client/list-files.js';
import { type SentBatch, uploadFiles } from '../client/upload-files.js';
import type { SentFiles } from './sent-files.js';
import { SettledFiles } from './settled-files.js';
import { WholeFiles } from './whole-files.js';

export interface WatchedFolder {
  folder: string;
  client: ApiClient;
  sent: SentFiles;
  /** Time between two looks into the folder. */
  intervalMs: number;
  /** Time for which a file must not change before it is sent. */
  settleMs: number;
  /**
   * Time after the last change for which the rest of a file that is not whole is waited for; 10
   * minutes when left out.
   */
  wholeMs?: number;
  /** Called with every batch that was sent. */
  onBatch(batch: SentBatch): void;
  /** Something to tell the person: a file that cannot be read, a server that is away. */
  note(text: string): void;
}

/**
 * Sends what is in a folder and what comes into it, each file once and only when it is whole. A
 * server that is away is waited for.
 * @param isOnce look until everything that lies there now is sent, then return
 * @throws the client's signal's reason when the watch is ended; ApiRefusal when the server refuses
 *   the key
 */
export async function watchFolder(watched: WatchedFolder, isOnce: boolean): Promise<void> {
  const { client, intervalMs, settleMs } = watched;
  const settled = new SettledFiles(settleMs);
  const whole = new WholeFiles(watched.note, watched.wholeMs);
  const looks: Looks = { settled, whole, unreadable: new Set(), left: new Set(), isOnce };
  let told = '';
  for (;;) {
    const trouble = await lookAndSend(watched, looks);
    if (trouble !== undefined) {
      if (isOnce) throw trouble;
      // Said once, however long it lasts.
      if (trouble.message !== told) watched.note(`${trouble.message}; trying again.`);
    }
    told = trouble?.message ?? '';
    if (isOnce && !(await hasMore(watched, looks))) return;
    await client.pause(isOnce ? Math.min(intervalMs, settleMs) : intervalMs);
  }
}

/** What a watch knows of the files that it has not sent. */
interface Looks {
  settled: SettledFiles;
  whole: WholeFiles;
  unreadable: Set<string>;
  /** Not whole, and left to the next watch by one that is to end. */
  left: Set<string>;
  isOnce: boolean;
}

/**
 * Sends what is ready and keeps note of each file.
 * @returns a trouble that may pass: the server or the folder is away, or a file went away before it
 *   could be read
 */
async function lookAndSend(watched: WatchedFolder, looks: Looks): Promise<Error | undefined> {
  try {
    const files = (await listFiles([watched.folder])).filter((file) => !watched.sent.has(file));
    const settled = await wholeOf(looks.settled.look(files, performance.now()), looks);
    const ready = await readable(settled, looks.unreadable, watched.note);
    if (ready.length > 0) await send(watched, ready);
    return undefined;
  } catch (error) {
    const isLasting = error instanceof ApiRefusal && !isPassing(error);
    if (isLasting || !(error instanceof CliError) || error instanceof Interrupted) throw error;
    return error;
  }
}

async function send({ client, sent, onBatch }: WatchedFolder, files: readonly FoundFile[]): Promise<void> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const kept: Promise<void>[] = [];
  try {
    await uploadFiles(client, files, (batch) => {
      kept.push(sent.add(batch.files.flatMap(({ path }) => byPath.get(path) ?? [])));
      onBatch(batch);
    });
  } finally {
    await Promise.all(kept);
  }
}

/**
 * Those that have their end, or were waited for long enough. A watch that is to end leaves a recent
 * one to the next.
 */
async function wholeOf(files: readonly FoundFile[], { whole, left, isOnce }: Looks): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const file of files) {
    const isWaitedFor = await whole.isWaitedFor(file, performance.now());
    if (!isWaitedFor || (isOnce && !whole.isRecent(file))) found.push(file);
    else if (isOnce) left.add(file.path);
  }
  return found;
}

async function readable(
  files: readonly FoundFile[],
  unreadable: Set<string>,
  note: (text: string) => void,
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const file of files) {
    try {
      await access(file.path, constants.R_OK);
      unreadable.delete(file.path);
      found.push(file);
    } catch {
      if (!unreadable.has(file.path)) note(`${file.path} cannot be read. Give the current user permission to read it.`);
      unreadable.add(file.path);
    }
  }
  return found;
}

/** Whether something that can be sent has not been sent yet. */
async function hasMore({ folder, sent }: WatchedFolder, { unreadable, left }: Looks): Promise<boolean> {
  const files = await listFiles([folder]);
  return files.some(
    (file) =>
      file.sizeBytes > 0 &&
      !SettledFiles.isUnfinished(file.path) &&
      !sent.has(file) &&
      !unreadable.has(file.path) &&
      !left.has(file.path),
  );
}
