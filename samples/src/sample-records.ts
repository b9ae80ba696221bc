import { fileURLToPath } from 'node:url';

/** One made-up clinic record: a page image and its text, both committed. */
export interface SampleRecord {
  name: string;
  imagePath: string;
  textPath: string;
}

const inRecords = (file: string) => fileURLToPath(new URL(`../records/${file}`, import.meta.url));

/** The committed sample pages, in the order in which the demo shows them. */
export const sampleRecords: readonly SampleRecord[] = ['letter', 'form', 'prescription'].map((name) => ({
  name,
  imagePath: inRecords(`${name}.png`),
  textPath: inRecords(`${name}.txt`),
}));

/** A word of the letter that the demo searches for. */
export const sampleSearchWord = 'ramipril';
