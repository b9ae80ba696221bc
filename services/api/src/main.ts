import { ConfigError, loadConfig } from '@longhand/config';
import {
  clearDeadFolders,
  onShutdown,
  openEverything,
  startAuditWatch,
  startOrphanCollector,
  startOutboxRelay,
  startSearchRefolder,
  startSweeper,
  workFoldersRoot,
} from '@longhand/runtime';
import { createApp } from './create-app.js';

async function start(): Promise<void> {
  const config = loadConfig();
  const parts = await openEverything(config, 'api');
  const { db, queue, store, log } = parts;
  const folders = workFoldersRoot('api');
  // Leftovers only cost disk space, so they do not prevent the start.
  await clearDeadFolders(folders, { isStart: true }).catch((error) =>
    log.warn({ err: error }, 'could not remove files that a killed API left'),
  );
  const relay = startOutboxRelay({ db, queue, log });
  const sweeper = startSweeper({ db, queue, log, intervalMs: config.sweepIntervalMs });
  const collector = startOrphanCollector({
    db,
    store,
    log,
    olderThanMs: config.collectAfterMs,
    clearTemporary: () => clearDeadFolders(folders),
  });
  const refolder = startSearchRefolder({ db, log });
  const auditWatch = startAuditWatch({ db, log, ...config.audit });
  const app = await createApp({ ...parts, relay });
  onShutdown(log, async () => {
    // Accepts no new requests, ends event streams, and lets running uploads finish.
    await app.close();
    await Promise.all([relay.close(), sweeper.close(), collector.close(), refolder.close(), auditWatch.close()]);
    await parts.close();
  });
  await app.listen(config.http.port, config.http.host);
  log.info({ url: await app.getUrl() }, 'the API is listening');
}

start().catch((error: unknown) => {
  const sentence = error instanceof ConfigError ? error.message : error;
  console.error('The API cannot start:', sentence);
  process.exit(1);
});
