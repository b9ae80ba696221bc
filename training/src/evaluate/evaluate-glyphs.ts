import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import {
  assertWeightsFit,
  type BackendName,
  buildNetwork,
  countParameters,
  decodeSafetensors,
  loadBackend,
  loadWeights,
  type ModelEntry,
  placeNetwork,
  readModelManifest,
} from '@longhand/inference';
import { AppError } from '@longhand/core';
import { assertDataRoot, readByClassTest, readMnist, splitByHash } from '../datasets/known-sets.js';
import { putEntry } from '../export/import-weights.js';
import { writeWhole } from '../basics/write-whole.js';
import {
  type AccuracyReport,
  type ModelReport,
  percent,
  renderAccuracyReport,
  renderModelCard,
} from './accuracy-report.js';
import { measureModel, type TestSets } from './measure-model.js';

export interface EvaluateOptions {
  readonly modelsDir: string;
  readonly dataRoot: string;
  readonly docsDir: string;
  readonly backend: BackendName | 'auto';
  /** Weights of models whose file is not kept in the models directory: name -> safetensors file. */
  readonly weights: Readonly<Record<string, string>>;
  /** Only these models; all when empty. The others keep the figures of their last evaluation. */
  readonly only: readonly string[];
  /** What to print as the command that made the page. */
  readonly command: string;
}

/**
 * Measures every model of the manifest on the test images that it has never seen, and writes
 * docs/accuracy-glyphs.md and .json, the model cards and the figures of the manifest. A model whose
 * weights are not at hand keeps its earlier figures, with their date.
 */
export async function evaluateGlyphs(options: EvaluateOptions, log: (line: string) => void): Promise<AccuracyReport> {
  const { modelsDir, docsDir, dataRoot } = options;
  await assertDataRoot(dataRoot);
  const engine = await loadBackend({ backend: options.backend });
  const earlier = await readReport(join(docsDir, 'accuracy-glyphs.json'));
  const sets = testSets(dataRoot);
  const models: ModelReport[] = [];
  for (const entry of (await readModelManifest(modelsDir)).models) {
    const wanted = options.only.length === 0 || options.only.includes(entry.name);
    const placed = wanted ? await place(entry, options) : undefined;
    const last = earlier?.models.find(({ model, sha256 }) => model === entry.name && sha256 === entry.sha256);
    if (!placed) {
      log(`${entry.name}: ${last ? `figures of ${last.date} kept` : 'no weights and no earlier figures; left out'}`);
      if (last) models.push(last);
      continue;
    }
    let [cpuMs, glyphs] = [0, 0];
    const figures = await measureModel(
      entry,
      async (images) => {
        const before = process.cpuUsage();
        const logits = await placed.logits(images);
        const { user, system } = process.cpuUsage(before);
        [cpuMs, glyphs] = [cpuMs + (user + system) / 1000, glyphs + images.length / 784];
        return logits;
      },
      sets,
    );
    placed.dispose();
    for (const figure of figures)
      log(
        `${entry.name}: ${figure.measure}, ${figure.set}: ` +
          `${figure.interval ? percent(figure.value) : figure.value.toFixed(4)}`,
      );
    models.push({
      model: entry.name,
      sha256: entry.sha256,
      bytes: entry.bytes,
      parameters: countParameters(buildNetwork(entry.network)),
      trainedOn: entry.trainedOn,
      trainingCommand: entry.command,
      figures,
      cpuMsPerGlyph: Number((cpuMs / glyphs).toFixed(3)),
      date: new Date().toISOString().slice(0, 10),
      engine: `TensorFlow.js ${engine.name} (${engine.detail}), Node ${process.versions.node}`,
      machine: `${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${cpus().length} cores`,
    });
    const rounded = Object.fromEntries(figures.map(({ name, value }) => [name, Number(value.toFixed(5))]));
    await putEntry(modelsDir, { ...entry, figures: rounded });
  }
  const report: AccuracyReport = { command: options.command, models };
  await writeWhole(join(docsDir, 'accuracy-glyphs.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeWhole(join(docsDir, 'accuracy-glyphs.md'), renderAccuracyReport(report));
  for (const entry of (await readModelManifest(modelsDir)).models) {
    const own = models.find(({ model }) => model === entry.name);
    const hasCurves = existsSync(join(modelsDir, `${entry.name}.svg`));
    await writeWhole(join(modelsDir, `${entry.name}.md`), renderModelCard(entry, own, hasCurves));
  }
  return report;
}

async function place(entry: ModelEntry, { modelsDir, weights }: EvaluateOptions) {
  const given = weights[entry.name];
  if (given) {
    const network = buildNetwork(entry.network);
    const decoded = decodeSafetensors(await readFile(given));
    assertWeightsFit(network, decoded);
    return placeNetwork(network, decoded);
  }
  if (!entry.file) return undefined;
  const loaded = await loadWeights(modelsDir, entry);
  return placeNetwork(loaded.network, loaded.weights);
}

function testSets(dataRoot: string): TestSets {
  const byClass = () => readByClassTest(dataRoot);
  return {
    mnistTest: () => readMnist(dataRoot, 't10k'),
    byClassTest: byClass,
    hashSplitTest: async () => splitByHash(await byClass()).test,
  };
}

async function readReport(path: string): Promise<AccuracyReport | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError(
      'evaluate.report_invalid',
      'The earlier accuracy-glyphs.json is not JSON. Remove it and run again.',
      { cause },
    );
  }
}
