import { AppError, type GrayImage, type ScriptEvidence, type StripScores } from '@longhand/core';
import type { EngineName } from '../engines/engine.js';
import { loadEngine } from '../engines/load-engine.js';
import { lineGraph } from '../lines/line-graph.js';
import { lineNetwork } from '../lines/line-network.js';
import { placeLineNetwork } from '../lines/place-line-network.js';
import { placeLineSession } from '../lines/place-line-session.js';
import { prepareLine } from '../lines/prepare-line.js';
import { assertWeightsFit } from '../weights/named-weights.js';
import { readWeightsFile } from '../weights/read-weights-file.js';
import { decodeSafetensors } from '../weights/safetensors.js';
import { readScriptManifest, type ScriptModelEntry } from './script-manifest.js';

export interface ScriptDetectorOptions {
  /** The directory that holds `scripts.json` and the weights. */
  readonly modelsDir: string;
  readonly backend?: EngineName | 'auto' | undefined;
  readonly allowSoftwareGpu?: boolean;
}

export interface ScriptDetector {
  readonly modelVersion: string;
  /**
   * Grey strips of one line each, of any height, 0 = black -> what the ink of each says of its
   * script, in the same order.
   */
  tell(strips: readonly GrayImage[]): Promise<ScriptEvidence[]>;
  dispose(): void;
}

/**
 * Loads the network that tells scripts: a small line network whose classes are scripts; undefined
 * where the models directory has none, so that every line counts as Latin. Errors: `loadEngine`,
 * `readScriptManifest`, `readWeightsFile`.
 */
export async function loadScriptDetector(options: ScriptDetectorOptions): Promise<ScriptDetector | undefined> {
  const entry = await readScriptManifest(options.modelsDir).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'model.manifest_missing') return undefined;
    throw error;
  });
  if (!entry) return undefined;
  const network = lineNetwork(entry.network);
  const weights = decodeSafetensors(await readWeightsFile(options.modelsDir, entry));
  assertWeightsFit(network, weights);
  const { session } = await loadEngine(options, () => lineGraph(entry.network, weights));
  const placed = session ? placeLineSession(session, network.classes) : placeLineNetwork(network, weights);
  return {
    modelVersion: `${entry.name}@${entry.sha256.slice(0, 12)}`,
    tell: async (strips) => (await placed.scores(strips.map(prepareLine))).map((scores) => evidenceOf(scores, entry)),
    dispose: () => placed.dispose(),
  };
}

/** The mean over the line's own frames says what script it is in. */
function evidenceOf({ logits, classes, widthFrames }: StripScores, { scripts }: ScriptModelEntry): ScriptEvidence {
  const frames = Math.max(1, Math.min(logits.length / classes, Math.ceil(widthFrames)));
  const sums = new Float64Array(classes);
  for (let frame = 0; frame < frames; frame++) for (let c = 0; c < classes; c++) sums[c] += logits[frame * classes + c];
  let best = 1;
  for (let c = 2; c < classes; c++) if (sums[c] > sums[best]) best = c;
  return { script: scripts[best - 1], logOdds: (sums[best] - sums[0]) / frames, frames };
}
