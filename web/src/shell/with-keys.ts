/**
 * Gives each entry of a list a key for React: its name, with a number where names repeat. The list
 * may grow at its end.
 */
export function withKeys<T>(entries: readonly T[], nameOf: (entry: T) => string): { key: string; entry: T }[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const name = nameOf(entry);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { key: `${name} ${count}`, entry };
  });
}
