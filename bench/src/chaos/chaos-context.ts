import type { UniformRandom } from '@longhand/core';
import type { BenchFile } from '../system/bench-client.js';
import type { BenchSystem } from '../system/bench-system.js';
import type { FaultFolder } from './fault-folder.js';

export interface ChaosContext {
  system: BenchSystem;
  faults: FaultFolder;
  random: UniformRandom;
  /**
   * Folder that `fillDisk` fills: a file system of its own with a limit; undefined where none could
   * be made.
   */
  smallDisk: string | undefined;
}

export type FaultGroup = 'killed worker' | 'restarted store' | 'other';

/** One fault, and how to make it strike while a batch runs. */
export interface Scenario {
  /** Short name for --only. */
  name: string;
  /** As the table has it. */
  fault: string;
  group: FaultGroup;
  /** Struck in the reduced run of CI. */
  isInShortRun?: boolean;
  needs?: 'redis' | 'small disk' | 'control groups';
  /** Before the upload. */
  arm?(context: ChaosContext): Promise<void>;
  /**
   * Beside the upload.
   * @returns the moment from which recovery is counted: the death, or the end of the outage;
   *   performance.now()
   */
  strike?(context: ChaosContext): Promise<number>;
  /** After everything is finished. */
  relieve?(context: ChaosContext): Promise<void>;
  /** A file that goes with the batch and must end as failed with one of these codes. */
  poison?(context: ChaosContext): { bytes: Buffer; codes: readonly string[] };
  /** A file that goes with the batch and must be read like the others. */
  companion?(context: ChaosContext): BenchFile;
  /** How long the batch may take; five minutes when left out. */
  finishedWithinMs?: number;
  /** For a poison that has to be known before its worker may begin. */
  aim?(context: ChaosContext, documentId: string): Promise<void>;
}
