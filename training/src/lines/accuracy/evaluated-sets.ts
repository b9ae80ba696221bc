import { readLineSet, type LineSample, type OldHandSetName } from '../read-line-set.js';
import { readOnlineSet } from '../read-online-set.js';

/** A set and split of lines that readings are measured on. */
export interface EvaluatedSet {
  readonly set: 'copiste' | 'dhsd' | 'hooker' | 'iam-ondb' | OldHandSetName;
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
  of('poilus', 'val', 'Testaments de Poilus validation: French wills of soldiers, 1914 to 1918; writers not seen'),
  of(
    'mss19',
    'val',
    'CREMMA MSS 19 validation: French letters, memoirs and drafts of 1830 to 1900; documents not seen',
  ),
  of('peraire', 'val', 'Peraire validation: French diaries of 1928 to 1990; pages not seen, the writer seen'),
  of('repertoires', 'val', 'LECTAUREP validation: cells of French notaries’ indexes of 1830 to 1939; sheets not seen'),
  of(
    'timeus',
    'val',
    'TIME US validation: minutes of the Paris labour court, 1858 and 1878; pages not seen, clerks seen',
  ),
  of('tapus', 'val', 'Tapus validation: French typescripts of 1900 to 1980; documents not seen'),
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
