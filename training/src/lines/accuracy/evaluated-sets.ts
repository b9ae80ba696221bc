import { readLineSet, type LineSample } from '../read-line-set.js';
import { readOnlineSet } from '../read-online-set.js';

/** A set and split of lines that readings are measured on. */
export interface EvaluatedSet {
  readonly set: 'copiste' | 'dhsd' | 'hooker' | 'iam-ondb';
  readonly split: 'val' | 'test';
  /** What people are told that it is. */
  readonly title: string;
  /** Whether its pictures may be shown in the documentation. */
  readonly isOpen: boolean;
}

const of = (set: EvaluatedSet['set'], split: EvaluatedSet['split'], title: string): EvaluatedSet => ({
  set,
  split,
  title,
  isOpen: set === 'copiste',
});

export const EVALUATED_SETS: readonly EvaluatedSet[] = [
  of('copiste', 'val', 'Copiste validation: modern French hands; writers and texts not seen'),
  of('copiste', 'test', 'Copiste test: the same, other writers and texts'),
  of('dhsd', 'val', 'DHSD validation: German place and street names; writers not seen'),
  of('dhsd', 'test', 'DHSD test: the same, other writers'),
  of('hooker', 'val', 'Hooker validation: English letters of about 1850 to 1911; letters not seen, the writer seen'),
  of('iam-ondb', 'val', 'IAM-OnDB-t2 testset_v, strokes rendered: modern English; a collection never trained on'),
  of('iam-ondb', 'test', 'IAM-OnDB-t2 testset_t, strokes rendered: the same, other writers'),
];

/** The lines of one of them, folded to the alphabet. Throws `dataset.missing`. */
export function readEvaluatedSet(
  dataRoot: string,
  { set, split }: EvaluatedSet,
  alphabet: string,
): Promise<LineSample[]> {
  return set === 'iam-ondb' ? readOnlineSet(dataRoot, split, alphabet) : readLineSet(dataRoot, set, split, alphabet);
}
