import { t } from 'i18next';
import { api, bodyOf } from '../api/client.js';
import { ApiProblem, sentenceOf } from '../api/api-problem.js';
import { ownerOf } from '../api/session.js';
import { UploadBatch } from './upload-batch.js';
import { MemoryFiles } from './memory-files.js';
import { sendFile } from './send-file.js';
import { type WaitingBatch, WaitingFiles } from './waiting-files.js';

export interface FileChoice {
  name: string;
  content: Blob;
}

const AT_ONCE = 3;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

type Files = Pick<WaitingFiles, keyof WaitingFiles>;

/**
 * Sends what was chosen, in the background, whatever page is shown: three files at a time, again
 * after every failure that may pass, and on from where it was after a reload.
 */
class UploadManager {
  private batchesShown: readonly UploadBatch[] = [];
  private readonly listeners = new Set<() => void>();
  private files: Files | undefined;
  private owner: string | undefined;
  private stop = new AbortController();
  private isRunning = false;
  private wake: () => void = () => undefined;

  /**
   * What is being sent or was sent since the page was opened, newest last. The list is a new one
   * after each change.
   */
  get batches(): readonly UploadBatch[] {
    return this.batchesShown;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Goes on with the files of this key's owner; without a key nothing is sent and nothing is lost.
   */
  async followKey(key: string | undefined): Promise<void> {
    const owner = key && ownerOf(key);
    if (owner === this.owner) return;
    this.stop.abort();
    this.stop = new AbortController();
    this.owner = owner;
    this.show([]);
    if (!owner) return;
    const files = await this.openFiles();
    const found: UploadBatch[] = [];
    for (const batch of await files.batches(owner)) {
      // Files of a batch that was still being filled when the page went away are sent all the same.
      if (batch.isFinished) await files.forget(batch.key);
      else found.push(new UploadBatch({ ...batch, isClosed: true }, await files.files(batch.key)));
    }
    if (this.owner !== owner) return;
    this.show(found);
    this.start();
  }

  /** Takes files for sending. They are safe on this device when the promise resolves. */
  async add(choices: readonly FileChoice[]): Promise<UploadBatch> {
    const { owner } = this;
    if (!owner) throw new ApiProblem('auth.missing', t('problem.notSignedIn'), 401);
    const files = await this.openFiles();
    const record: WaitingBatch = { key: newKey(), owner, createdAt: Date.now(), isClosed: false, isFinished: false };
    const batch = new UploadBatch(record, []);
    batch.expect(choices.map(({ content }) => content.size));
    await files.putBatch(record);
    this.show([...this.batchesShown, batch]);
    this.start();
    for (const [index, { name, content }] of choices.entries()) {
      const file = { batch: record.key, index, name, size: content.size, isSent: false };
      batch.isKept = await keep(files, file, content);
      batch.add(file);
      this.tell();
      this.wake();
    }
    record.isClosed = true;
    await files.putBatch(record);
    this.tell();
    this.wake();
    return batch;
  }

  /** Takes a batch that has been sent off the list. */
  dismiss(batch: UploadBatch): void {
    this.show(this.batchesShown.filter((one) => one !== batch));
  }

  private async openFiles(): Promise<Files> {
    this.files ??= await WaitingFiles.open().catch(() => new MemoryFiles());
    return this.files;
  }

  private start(): void {
    if (this.isRunning) {
      this.wake();
      return;
    }
    this.isRunning = true;
    void this.run(this.stop.signal).finally(() => {
      this.isRunning = false;
    });
  }

  private async run(signal: AbortSignal): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const batch = this.batchesShown.find(({ isDone }) => !isDone);
      if (!batch) return;
      try {
        await this.sendBatch(batch, signal);
        batch.waitsFor = undefined;
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ApiProblem && error.code === 'upload.batch_finished') await this.goOnElsewhere(batch);
        else if (error instanceof ApiProblem && !error.isPassing) batch.fail(sentenceOf(error));
        else batch.waitsFor = sentenceOf(error);
        this.tell();
        await this.rest(pauseMs);
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      }
    }
  }

  private async sendBatch(batch: UploadBatch, signal: AbortSignal): Promise<void> {
    const files = await this.openFiles();
    const id = await this.openBatch(batch, files);
    this.tell();
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (let file = batch.take(); file && !signal.aborted; file = batch.take()) {
        await this.sendOne(batch, file.index, signal).finally(() => batch.release(file.index));
      }
    });
    const results = await Promise.allSettled(workers);
    const failure = results.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
    if (!batch.isAllSent) {
      await this.rest(LONGEST_PAUSE_MS);
      return;
    }
    await api.POST('/v1/batches/{id}/finish', { params: { path: { id } } });
    await this.close(batch);
  }

  /**
   * The batch on the server: the one that was opened before, or where that is complete a further
   * one for what still waits here.
   */
  private async openBatch(batch: UploadBatch, files: Files): Promise<string> {
    const { record } = batch;
    if (record.serverId) return record.serverId;
    for (;;) {
      const { id, isOpen } = await openOnServer(
        `${record.key}${record.earlierIds ? `.${record.earlierIds.length}` : ''}`,
      );
      if (isOpen) {
        record.serverId = id;
        await files.putBatch(record);
        return id;
      }
      record.earlierIds = [...(record.earlierIds ?? []), id];
    }
  }

  /**
   * The batch on the server is complete. What another window of this browser has sent is done; what
   * still waits here goes into a further batch.
   */
  private async goOnElsewhere(batch: UploadBatch): Promise<void> {
    const files = await this.openFiles();
    batch.takeOver(await files.files(batch.record.key));
    if (batch.isAllSent) {
      await this.close(batch);
      return;
    }
    const { serverId, earlierIds = [] } = batch.record;
    if (serverId) batch.record.earlierIds = [...earlierIds, serverId];
    delete batch.record.serverId;
    await files.putBatch(batch.record);
  }

  private async close(batch: UploadBatch): Promise<void> {
    batch.record.isFinished = true;
    await (await this.openFiles()).forget(batch.record.key);
    this.tell();
  }

  private async sendOne(batch: UploadBatch, index: number, signal: AbortSignal): Promise<void> {
    const files = await this.openFiles();
    const { key, serverId } = batch.record;
    const file = batch.file(index);
    const content = (await files.content(key, index)) ?? MemoryFiles.spiltContent(key, index);
    try {
      if (!serverId || !content) throw new ApiProblem('file.gone', t('problem.fileGone'), 410);
      await sendFile(
        { batchId: serverId, index, name: file.name, content },
        (bytes) => {
          batch.progress(index, bytes);
          batch.waitsFor = undefined;
          this.tell();
        },
        signal,
      );
    } catch (error) {
      // What concerns only this file does not stop the others.
      if (!(error instanceof ApiProblem) || error.isPassing || !/^(file|metadata|request)\./.test(error.code))
        throw error;
      file.refusal = error.message;
    }
    file.isSent = true;
    await files.settle(file);
    batch.progress(index, file.size);
    this.tell();
  }

  /** Waits, or goes on at once when the network comes back or something is added. */
  private rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        window.removeEventListener('online', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      window.addEventListener('online', done);
      this.stop.signal.addEventListener('abort', done, { once: true });
      this.wake = done;
    });
  }

  private show(batches: readonly UploadBatch[]): void {
    this.batchesShown = batches;
    for (const listener of this.listeners) listener();
  }

  private tell(): void {
    this.show([...this.batchesShown]);
  }
}

const openOnServer = (key: string) =>
  bodyOf(api.POST('/v1/batches/open', { params: { header: { 'Idempotency-Key': key } } }));

/** @returns whether the file outlives this page */
async function keep(files: Files, file: Parameters<Files['addFile']>[0], content: Blob): Promise<boolean> {
  try {
    await files.addFile(file, content);
    return files instanceof WaitingFiles;
  } catch {
    MemoryFiles.spill(file, content);
    return false;
  }
}

/** 128 random bits; crypto.randomUUID is missing where the page comes over plain http. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `web-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

export const uploads = new UploadManager();
