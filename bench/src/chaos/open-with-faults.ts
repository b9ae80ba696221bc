import { withFaultPoints } from './fault-points.js';

/** As much of a service's ports as faults strike. */
interface Ports {
  queue: object;
  store: object;
  db: { documents: object; pages: object };
}
interface RealModule {
  openEverything(...args: unknown[]): Promise<Ports>;
}

const folder = decodeURIComponent(new URL(import.meta.url).search.slice(1));
// The query leads past the hook of inject-faults.
const real = new URL('../../../libs/runtime/dist/open-everything.js?real', import.meta.url).href;

/**
 * Stands in for the runtime's own: the same ports, with a place before and after each call where a
 * fault can strike.
 */
export async function openEverything(...args: unknown[]): Promise<Ports> {
  const { openEverything: open } = (await import(real)) as RealModule;
  const parts = await open(...args);
  const { db, queue, store } = parts;
  return {
    ...parts,
    queue: withFaultPoints('queue', queue, folder),
    store: withFaultPoints('store', store, folder),
    db: {
      ...db,
      documents: withFaultPoints('documents', db.documents, folder),
      pages: withFaultPoints('pages', db.pages, folder),
    },
  };
}
