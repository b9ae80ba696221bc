import { AppError } from '@longhand/core';
import { type DetectorOptions, type LineDetector, loadDetector } from './load-detector.js';

export type { LineDetector } from './load-detector.js';

/**
 * How lines are found on a page: by the network, by the ink's density, or by whichever the models
 * directory names.
 */
export const LINE_FINDERS = ['auto', 'learned', 'classical'] as const;
export type LineFinder = (typeof LINE_FINDERS)[number];

/**
 * The line detector, or undefined where lines are found by the classical method: because somebody
 * chose it, or because `auto` finds no `detector.json` or one that names the classical method.
 * Errors: see `loadDetector`.
 */
export async function loadLineFinder({
  lineFinder = 'auto',
  ...options
}: DetectorOptions & { readonly lineFinder?: LineFinder | undefined }): Promise<LineDetector | undefined> {
  if (lineFinder === 'classical') return undefined;
  const detector = await loadDetector(options).catch((error: unknown) => {
    if (lineFinder === 'auto' && error instanceof AppError && error.code === 'model.manifest_missing') return undefined;
    throw error;
  });
  if (lineFinder === 'learned' || detector?.isDefault) return detector;
  detector?.dispose();
  return undefined;
}
