import { join } from 'node:path';
import {
  encodeSafetensors,
  findLineModel,
  type LineModelEntry,
  type NamedWeights,
  readLineManifest,
} from '@longhand/inference';
import { registerLineModel, type LineModelDescription } from '../lines/register-line-model.js';
import { writeWhole } from '../basics/write-whole.js';

/**
 * Writes tuned weights beside the others and enters them in `lines.json`; with `asDefault` they are
 * what is used from the next start on. Weights first, then the manifest: whoever reads in between
 * finds the old state.
 *
 * @param base the model that they were tuned from: network and alphabet are its own
 */
export async function promoteLineModel(
  modelsDir: string,
  {
    base,
    weights,
    description,
    asDefault,
  }: {
    base: LineModelEntry;
    weights: NamedWeights;
    description: LineModelDescription;
    asDefault: boolean;
  },
): Promise<LineModelEntry> {
  const { kind: _kind, classes: _classes, ...settings } = base.network;
  const metadata = {
    format: 'fcn-lines/1',
    name: description.name,
    settings: JSON.stringify(settings),
    alphabet: base.alphabet,
  };
  await writeWhole(join(modelsDir, `${description.name}.safetensors`), encodeSafetensors(weights, { metadata }));
  const entry = await registerLineModel(modelsDir, description);
  if (asDefault) {
    const manifest = await readLineManifest(modelsDir);
    findLineModel(manifest, entry.name);
    await writeWhole(
      join(modelsDir, 'lines.json'),
      `${JSON.stringify({ ...manifest, default: entry.name }, null, 2)}\n`,
    );
  }
  return entry;
}
