import type { Judgement } from './judge-photo.js';

/** A photograph that was taken and not sent yet. */
export interface TakenPage {
  /** Tells the pages apart, and keeps their order. */
  id: number;
  content: Blob;
  judgement?: Judgement;
}

interface KeptPage extends TakenPage {
  /** Whose it is: the public part of a key. */
  owner: string;
}

const name = 'longhand-camera';
const storeName = 'pages';

/**
 * The browser's own database for photographs: a page is safe on this device from the shutter on,
 * whatever becomes of the tab.
 */
export class KeptPages {
  private constructor(private readonly db: IDBDatabase | undefined) {}

  /** Keeps nothing where the browser has no room for it; the pages then live as long as the tab. */
  static async open(): Promise<KeptPages> {
    try {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'id' });
      return new KeptPages(await settled(request));
    } catch {
      return new KeptPages(undefined);
    }
  }

  async of(owner: string): Promise<TakenPage[]> {
    if (!this.db) return [];
    const all = await settled(this.store('readonly').getAll() as IDBRequest<KeptPage[]>);
    return all.filter((page) => page.owner === owner).map(({ owner: _owner, ...page }) => page);
  }

  /** @returns whether the page outlives this tab */
  async keep(owner: string, page: TakenPage): Promise<boolean> {
    if (!this.db) return false;
    try {
      await settled(this.store('readwrite').put({ ...page, owner } satisfies KeptPage));
      return true;
    } catch {
      return false;
    }
  }

  async forget(ids: readonly number[]): Promise<void> {
    if (!this.db) return;
    const store = this.store('readwrite');
    await Promise.all(ids.map((id) => settled(store.delete(id))));
  }

  private store(mode: IDBTransactionMode): IDBObjectStore {
    if (!this.db) throw new Error('there is no database');
    return this.db.transaction(storeName, mode).objectStore(storeName);
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
