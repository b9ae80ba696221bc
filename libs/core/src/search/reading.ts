/** A possible text of a word, with its probability, 0 to 1. */
export interface Reading {
  text: string;
  probability: number;
}
