/** What one person typed at one place. */
export interface TypedText {
  actor: string;
  text: string;
}

/**
 * `once`: nobody else has typed it yet. `disputed`: people typed it differently. `verified`: two
 * people typed the same.
 */
export type KeyingVerdict =
  | { state: 'once' | 'disputed'; keyedBy: string[] }
  | { state: 'verified'; text: string; keyedBy: string[] };

/** Composed and decomposed accents, and one space or several, look the same on every screen. */
const asTyped = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/**
 * The rule of double keying: a text counts when two different people typed the same.
 * @param keyings at least one, oldest first; of several by one person the last counts
 */
export function judgeKeyings(keyings: readonly TypedText[]): KeyingVerdict {
  const byActor = new Map(keyings.map(({ actor, text }) => [actor, asTyped(text)]));
  const byText = new Map<string, string[]>();
  for (const [actor, text] of byActor) byText.set(text, [...(byText.get(text) ?? []), actor]);
  for (const [text, keyedBy] of byText) if (keyedBy.length > 1) return { state: 'verified', text, keyedBy };
  return { state: byActor.size > 1 ? 'disputed' : 'once', keyedBy: [...byActor.keys()] };
}
