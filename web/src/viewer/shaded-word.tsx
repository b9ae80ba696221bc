import type { Word } from '../api/client.js';

/** A word as it was read: doubtful letters shaded, and one “?” after a word that is not sure. */
export function ShadedWord({ word }: { word: Pick<Word, 'text' | 'markedText' | 'doubtfulLetters'> }) {
  const { text, markedText, doubtfulLetters } = word;
  return (
    <>
      {runsOf(text, doubtfulLetters).map(({ from, letters, isDoubtful }) =>
        isDoubtful ? (
          <span key={from} className="doubtful">
            {letters}
          </span>
        ) : (
          letters
        ),
      )}
      {markedText.slice(text.length)}
    </>
  );
}

/** The text in runs of sure and of doubtful letters; `from` counts code points. */
export function runsOf(
  text: string,
  doubtful: readonly number[],
): { from: number; letters: string; isDoubtful: boolean }[] {
  const runs: { from: number; letters: string; isDoubtful: boolean }[] = [];
  for (const [i, letter] of Array.from(text).entries()) {
    const isDoubtful = doubtful.includes(i);
    const last = runs.at(-1);
    if (last?.isDoubtful === isDoubtful) last.letters += letter;
    else runs.push({ from: i, letters: letter, isDoubtful });
  }
  return runs;
}
