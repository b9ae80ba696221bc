import type { Command } from '../command.js';
import { bench } from './bench.js';
import { demo } from './demo.js';
import { evaluate } from './evaluate.js';
import { key } from './key.js';
import { migrate } from './migrate.js';
import { read } from './read.js';
import { search } from './search.js';
import { status } from './status.js';
import { test } from './test.js';
import { train } from './train.js';
import { up } from './up.js';
import { upload } from './upload.js';

export const allCommands: readonly Command[] = [
  demo,
  up,
  read,
  upload,
  status,
  search,
  train,
  evaluate,
  bench,
  test,
  migrate,
  key,
];
