/** A file that waits on this device until the server has it. */
export interface WaitingFile {
  batch: string;
  /** Its number in the batch, from 0. */
  index: number;
  name: string;
  size: number;
  isSent: boolean;
  /** Why the server did not take it. */
  refusal?: string;
}

/** Files that were chosen together. */
export interface WaitingBatch {
  /** Made here; the server gets it as Idempotency-Key, so that asking twice gives one batch. */
  key: string;
  /** Whose files these are: the public part of a key. */
  owner: string;
  createdAt: number;
  /** On the server, once it has been opened. */
  serverId?: string;
  /**
   * The server's batches that took a part of these files and are complete: the rest goes into
   * another one.
   */
  earlierIds?: string[];
  /** No further file is added. */
  isClosed: boolean;
  isFinished: boolean;
}

const NAME = 'longhand-uploads';

/**
 * The browser's own database: what was chosen for sending survives a reload, a closed window and
 * days without a network. Content and facts lie in two stores, so that listing does not load
 * gigabytes.
 */
export class WaitingFiles {
  private constructor(private readonly db: IDBDatabase) {}

  /** @throws when the browser keeps nothing (private windows of some browsers) */
  static async open(): Promise<WaitingFiles> {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('batches', { keyPath: 'key' });
      request.result.createObjectStore('files', { keyPath: ['batch', 'index'] });
      request.result.createObjectStore('contents');
    };
    return new WaitingFiles(await settled(request));
  }

  async batches(owner: string): Promise<WaitingBatch[]> {
    const all = await settled(this.store('batches').getAll() as IDBRequest<WaitingBatch[]>);
    return all.filter((batch) => batch.owner === owner).sort((a, b) => a.createdAt - b.createdAt);
  }

  async files(batch: string): Promise<WaitingFile[]> {
    return settled(this.store('files').getAll(IDBKeyRange.bound([batch], [batch, []])));
  }

  async content(batch: string, index: number): Promise<Blob | undefined> {
    return settled(this.store('contents').get([batch, index]));
  }

  async putBatch(batch: WaitingBatch): Promise<void> {
    await settled(this.store('batches', 'readwrite').put(batch));
  }

  /** @throws DOMException QuotaExceededError when the browser has no room */
  async addFile(file: WaitingFile, content: Blob): Promise<void> {
    const transaction = this.db.transaction(['files', 'contents'], 'readwrite');
    transaction.objectStore('files').put(file);
    transaction.objectStore('contents').put(content, [file.batch, file.index]);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  }

  /** Writes down that the server has the file (or does not want it); its content is let go. */
  async settle(file: WaitingFile): Promise<void> {
    await settled(this.store('files', 'readwrite').put(file));
    await settled(this.store('contents', 'readwrite').delete([file.batch, file.index]));
  }

  async forget(batch: string): Promise<void> {
    const range = IDBKeyRange.bound([batch], [batch, []]);
    await settled(this.store('contents', 'readwrite').delete(range));
    await settled(this.store('files', 'readwrite').delete(range));
    await settled(this.store('batches', 'readwrite').delete(batch));
  }

  private store(name: string, mode: IDBTransactionMode = 'readonly'): IDBObjectStore {
    return this.db.transaction(name, mode).objectStore(name);
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
