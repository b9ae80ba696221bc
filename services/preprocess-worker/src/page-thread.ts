import { AppError, cleanPage, packStrips, PermanentFailure, segmentPage } from '@longhand/core';
import { decodePage, openDocument } from '@longhand/image-io';
import type { PageTask, SegmentResult, TaskAnswer } from './page-task.js';

/** Runs in a worker thread: everything that costs processor time on the way from a file to glyphs. */
export default async function runPageTask(task: PageTask): Promise<TaskAnswer> {
  try {
    if (task.kind === 'segment') return { kind: 'segmented', result: await segment(task) };
    const { pageCount } = await openDocument(task.path, task.limits);
    return { kind: 'opened', result: { pageCount } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      kind: 'refused',
      code: error.code,
      message: error.message,
      isPermanent: error instanceof PermanentFailure,
    };
  }
}

async function segment({ path, page, limits }: PageTask & { kind: 'segment' }): Promise<SegmentResult> {
  const { gray, jpeg, widthPx, heightPx } = await decodePage(path, page.number, limits, page.rotation);
  const { layout, glyphs, strips } = segmentPage(cleanPage(gray));
  return {
    jpeg,
    layoutJson: JSON.stringify(layout),
    glyphs,
    strips: packStrips(strips),
    widthPx,
    heightPx,
    skewDegrees: layout.skewDegrees,
  };
}
