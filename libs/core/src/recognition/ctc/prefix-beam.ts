import type { LanguageOptions, LanguageState } from '../language/language-model.js';
import { type TextTree, textTreeFor } from '../language/text-tree.js';
import { BeamSpace } from './beam-space.js';
import type { InkRows } from './line-scores.js';

export interface BeamOptions {
  /** Class c reads as the character c - 1 of this. */
  alphabet: string;
  /** Readings that are kept after every frame: 16 to 50. */
  width: number;
  /** Characters less probable than this in a frame do not start there. */
  minProbability: number;
  language?: LanguageOptions | undefined;
  /** Where the text before the first frame ends; the beginning of a line when left out. */
  before?: LanguageState | undefined;
  /** What follows the last frame, for the language model: a space, or nothing that it knows of. */
  after?: '' | ' ' | undefined;
}

export interface BeamReading {
  classes: number[];
  text: string;
  /**
   * Log probability of the reading over all its paths that stayed in the beam: what the ink says.
   */
  logProbability: number;
  /** The same with the language model's share: what readings are ranked by. */
  score: number;
}

const space = new BeamSpace();

/**
 * Prefix beam search (Hannun et al., 2014): the most probable readings of the frames, each summed
 * over its paths. Best first; there is always at least one, which may be the empty reading.
 */
export function prefixBeam(rows: InkRows, options: BeamOptions): BeamReading[] {
  const { alphabet, width, minProbability, language, before, after = '' } = options;
  const tree = textTreeFor(alphabet, language);
  const root = tree.rootOf(before);
  const count = space.search(rows, { tree, root, width, minProbability });
  const readings = Array.from({ length: count }, (_, k): BeamReading => {
    const node = space.nodes[k];
    const classes = classesOf(tree, root, node);
    const score = space.logScores[k];
    return {
      classes,
      text: classes.map((c) => alphabet[c - 1]).join(''),
      logProbability: score - (tree.bias[node] - tree.bias[root]),
      score: score + (node === root ? 0 : tree.lastBiasOf(node, after)),
    };
  });
  return language ? readings.sort((a, b) => b.score - a.score) : readings;
}

function classesOf(tree: TextTree, root: number, node: number): number[] {
  const classes: number[] = [];
  for (let at = node; at !== root; at = tree.parent[at]) classes.push(tree.label[at]);
  return classes.reverse();
}
