import { type LanguageOptions, MixedModel, NgramModel, WordTrie } from '@longhand/core';
import { readWeightsFile } from '../weights/read-weights-file.js';
import { decodeLanguageFile } from './language-file.js';
import { readLanguageManifest } from './language-manifest.js';

/**
 * The language model of a models directory, with the weights that were tuned for it: goes into
 * `decodeLines` as `language`. Undefined where the directory has none: lines are then read by their
 * ink alone. Takes about 0.3 s; the result may be shared by everything in one thread.
 *
 * @throws AppError `model.manifest_invalid`, `model.weights_missing`, `model.weights_changed` or
 * `language.unreadable`.
 */
export async function loadLanguageModel(modelsDir: string): Promise<LanguageOptions | undefined> {
  const manifest = await readLanguageManifest(modelsDir);
  if (!manifest) return undefined;
  const { weight, bonus, wordBonus, file, sha256 } = manifest;
  const bytes = await readWeightsFile(modelsDir, { name: 'the language model', file, sha256 });
  const { ngrams, words } = decodeLanguageFile(bytes);
  const model = new MixedModel([...ngrams.values()].map((own) => new NgramModel(own)));
  return { model, weight, bonus, words: { known: new Set(words), bonus: wordBonus, trie: new WordTrie(words) } };
}
