import type { CharacterModel } from './prefix-beam.js';

/** What followed one context in the text that a model learnt. */
interface Followers {
  total: number;
  counts: Map<string, number>;
}

/** Stands before the first character of a line. */
const lineStart = '\n';

/**
 * Counts which character follows which in lines of text, and smooths the counts by interpolation with ever shorter contexts (Witten and Bell, 1991):
 * the more different characters followed a context, the more the shorter one counts. What no line holds is spread over `characters`.
 *
 * @param order longest run of characters that is counted; a context is one shorter. 5 or 6 suits a few hundred kilobytes of text.
 */
export function learnCharacterModel(
  lines: Iterable<string>,
  { order, characters }: { order: number; characters: number },
): CharacterModel {
  const contexts = new Map<string, Followers>();
  for (const line of lines) {
    const text = lineStart + line;
    for (let at = 1; at < text.length; at++)
      for (let length = 0; length < order && length <= at; length++) count(text.slice(at - length, at), text[at]);
  }
  return {
    logProbability(before, character) {
      const text = (lineStart + before).slice(1 - order);
      let probability = 1 / characters;
      for (let length = 0; length <= Math.min(order - 1, text.length); length++) {
        const followers = contexts.get(text.slice(text.length - length));
        // A context that was never seen has no longer ones either.
        if (!followers) break;
        const { total, counts } = followers;
        probability = ((counts.get(character) ?? 0) + counts.size * probability) / (total + counts.size);
      }
      return Math.log(probability);
    },
  };

  function count(context: string, character: string): void {
    const followers = contexts.get(context) ?? { total: 0, counts: new Map() };
    contexts.set(context, followers);
    followers.total += 1;
    followers.counts.set(character, (followers.counts.get(character) ?? 0) + 1);
  }
}
