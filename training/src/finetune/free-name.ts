import type { LineManifest } from '@longhand/inference';

/**
 * `NAME-tuned`, `NAME-tuned-2` ...: the first that no model has. A model that was tuned before
 * keeps its stem.
 */
export function freeName({ models }: Pick<LineManifest, 'models'>, from: string): string {
  const stem = `${from.replace(/-tuned(-\d+)?$/, '')}-tuned`;
  const taken = new Set(models.map(({ name }) => name));
  let name = stem;
  for (let number = 2; taken.has(name); number++) name = `${stem}-${number}`;
  return name;
}
