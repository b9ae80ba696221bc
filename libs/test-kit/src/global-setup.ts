import type { TestProject } from 'vitest/node';
import { startDatabaseBroker } from './database-broker.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where createTestDatabase asks for databases. */
    databaseBroker: string;
  }
}

/** Vitest's global setup: runs once, beside all test files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const broker = await startDatabaseBroker();
  project.provide('databaseBroker', broker.url);
  return () => broker.close();
}
