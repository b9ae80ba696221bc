import { writeFile } from 'node:fs/promises';
import { AppError } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import type { DrawnAnswer, DrawPageTask } from './draw-page-task.js';

// A separate program, started for one page: a file that crashes its reader crashes only this
// process.
process.once('message', (task: DrawPageTask) => {
  void draw(task).then((answer) => process.send?.(answer, () => process.exit(0)));
});

async function draw({ path, number, rotation, limits, target }: DrawPageTask): Promise<DrawnAnswer> {
  try {
    const { jpeg } = await decodePage(path, number, limits, rotation);
    await writeFile(target, jpeg, { mode: 0o600 });
    return { kind: 'drawn' };
  } catch (error) {
    if (error instanceof AppError) return { kind: 'refused', code: error.code };
    return { kind: 'refused', code: 'internal' };
  }
}
