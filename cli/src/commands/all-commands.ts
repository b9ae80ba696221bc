import type { Command } from '../command.js';
import { audit } from './audit.js';
import { backup } from './backup.js';
import { bench } from './bench.js';
import { check } from './check.js';
import { completionOf } from './completion.js';
import { demo } from './demo.js';
import { evaluate } from './evaluate.js';
import { exportCommand } from './export.js';
import { inspect } from './inspect.js';
import { key } from './key.js';
import { line } from './line.js';
import { migrate } from './migrate.js';
import { original } from './original.js';
import { read } from './read.js';
import { restoreCommand } from './restore.js';
import { search } from './search.js';
import { status } from './status.js';
import { storage } from './storage.js';
import { test } from './test.js';
import { train } from './train.js';
import { up } from './up.js';
import { upload } from './upload.js';
import { users } from './users.js';
import { watch } from './watch.js';

const commands: readonly Command[] = [
  demo,
  up,
  read,
  upload,
  status,
  search,
  exportCommand,
  original,
  line,
  inspect,
  watch,
  train,
  evaluate,
  bench,
  test,
  migrate,
  key,
  users,
  audit,
  backup,
  restoreCommand,
  check,
  storage,
];

export const allCommands: readonly Command[] = [...commands, completionOf(commands)];
