import { answerOf, type LineReader, useThreadGate } from '@longhand/inference';
import {
  type GrayImage,
  judgePicture,
  type OrientedPage,
  orientPage,
  packStrips,
  planGlyphs,
  prepareWith,
} from '@longhand/core';
import { decodePage, openDocument, type RotationDegrees } from '@longhand/image-io';
import { detectorOfThread } from './line-detector.js';
import { lineReaderOfThread } from './line-reader.js';
import { scriptDetectorOfThread } from './script-detector.js';
import type { PageTask, SegmentResult, TaskResult } from './page-task.js';

/**
 * Runs in a worker thread: everything that costs processor time on the way from a file to glyphs.
 */
export default function runPageTask(task: PageTask & { gate: SharedArrayBuffer }): Promise<unknown> {
  useThreadGate(task.gate);
  return answerOf(async (): Promise<TaskResult> => {
    if (task.kind === 'segment') return { kind: 'segmented', result: await segment(task) };
    const { pageCount } = await openDocument(task.path, task.limits);
    return { kind: 'opened', result: { pageCount } };
  });
}

type SegmentTask = PageTask & { kind: 'segment' };

async function segment(task: SegmentTask): Promise<SegmentResult> {
  const { path, page, limits } = task;
  const { gray, jpeg, warnings } = await decodePage(path, page.number, limits, page.rotation);
  const reader = task.reader && (await lineReaderOfThread(task.reader));
  const { turn, clean, segmented } = await setUpright(gray, task, reader);
  const rotation = ((page.rotation + turn) % 360) as RotationDegrees;
  // Decoded again instead of turned as JPEG: a picture loses each time it is saved.
  const shown = turn === 0 ? jpeg : (await decodePage(path, page.number, limits, rotation)).jpeg;
  const { strips } = segmented;
  const { layout, from } = reader ? planGlyphs(segmented.layout) : { layout: segmented.layout };
  return {
    jpeg: shown,
    layoutJson: JSON.stringify(layout),
    glyphs: segmented.drawGlyphs(from),
    strips: packStrips(strips),
    widthPx: clean.widthPx,
    heightPx: clean.heightPx,
    skewDegrees: layout.skewDegrees,
    rotation,
    warnings: [...warnings, ...judgePicture(clean, layout)],
  };
}

async function setUpright(
  gray: GrayImage,
  { page, reader: location }: SegmentTask,
  reader: LineReader | undefined,
): Promise<OrientedPage> {
  const detector = location && (await detectorOfThread(location));
  const detect = detector && ((picture: GrayImage) => detector.detect(picture));
  if (reader && location && !page.isFixed) {
    const tellScripts = async (strips: readonly GrayImage[]) =>
      (await scriptDetectorOfThread(location))?.tell(strips) ?? [];
    return orientPage(gray, { ...reader, tellScripts }, detect);
  }
  return { turn: 0, ...(await prepareWith(gray, detect)) };
}
