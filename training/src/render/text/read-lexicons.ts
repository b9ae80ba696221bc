import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@longhand/core';

/** Names that the texts are made with. */
export interface NameLists {
  readonly first: readonly string[];
  readonly last: readonly string[];
}

/**
 * The word lists that the texts draw on; all from lexicons/ of the handwriting data
 * (dariusk/corpora, CC0).
 */
export interface Lexicons extends NameLists {
  readonly drugs: readonly string[];
  readonly diseases: readonly string[];
  readonly symptoms: readonly string[];
  readonly hospitals: readonly string[];
  readonly occupations: readonly string[];
  readonly bodyParts: readonly string[];
}

/** Reads the lists below `dataRoot`; throws `training.data_missing` when they are not there. */
export function readLexicons(dataRoot: string): Lexicons {
  const read = (file: string, key: string): string[] => {
    const path = join(dataRoot, 'lexicons', `${file}.json`);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (cause) {
      const message =
        'The word lists are not there. Name the folder of the handwriting data with --data-root or LONGHAND_DATA.';
      throw new AppError('training.data_missing', message, { cause });
    }
    return strings((JSON.parse(text) as Record<string, unknown>)[key]);
  };
  return {
    first: [...read('firstNames', 'firstNames'), ...read('neutralNames', 'neutralNames')],
    last: read('lastNames', 'lastNames'),
    drugs: read('drugs', 'drugs'),
    diseases: [
      ...read('diseases', 'diseases'),
      ...read('infectious_diseases', 'diseases'),
      ...read('diagnoses', 'codes'),
    ],
    symptoms: read('symptoms', 'symptoms'),
    hospitals: read('hospitals', 'hospitals'),
    occupations: read('occupations', 'occupations'),
    bodyParts: read('bodyParts', 'bodyParts'),
  };
}

/** Every text in a list of texts, of lists of texts, or of {code, desc}. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value.trim()];
  if (Array.isArray(value)) return [...new Set(value.flatMap(strings))].filter((text) => text.length > 1);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(strings);
  return [];
}
