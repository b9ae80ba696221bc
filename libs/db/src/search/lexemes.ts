/**
 * Lexemes of the search index. Each begins with five characters of its tenant, so that a search
 * reads the entries of its own tenant alone, however many others use the same words. Two tenants
 * may have the same code, so every query also filters by tenant.
 */
export function tenantCode(tenantId: string): string {
  return tenantId.slice(-5);
}

/** A word as read, with probability 1/2 or more. */
export const sureLexeme = (code: string, token: string): string => `${code}.${token}`;

/** A reading of a word with a lower probability. */
export const guessLexeme = (code: string, token: string): string => `${code}~${token}`;

/**
 * Two consecutive tokens, as one of a million numbers: a phrase of common words is then found
 * without reading every page that contains them all.
 */
export function pairLexeme(code: string, first: string, second: string): string {
  // FNV-1a, 32 bits, folded to 20.
  let hash = 0x811c9dc5;
  for (const character of `${first} ${second}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return `${code}_${((hash ^ (hash >>> 20)) & 0xfffff).toString(36)}`;
}

/** A day, month, year and so on that contains the record date: see keysOfDay. */
export const dateLexeme = (code: string, key: string): string => `${code}d${key}`;

/** A whole tag. */
export const tagLexeme = (code: string, tokens: readonly string[]): string => `${code}g${tokens.join(' ')}`;

/** A word of the title or the file's name. */
export const titleLexeme = (code: string, token: string): string => `${code}t${token}`;

/** A word of the title or of a tag, as a search for plain words asks for it. */
export const labelLexeme = (code: string, token: string): string => `${code}w${token}`;

/** A mark of the page itself: a warning, or a script that was not read. */
export const pageMarkLexeme = (code: string, kind: 'warning' | 'script', name: string): string =>
  `${pageMarkStart(code)}${kind[0]}${name}`;

export const pageMarkStart = (code: string): string => `${code}p`;

/** A lexeme in the syntax of a tsvector or tsquery. */
export const quoted = (lexeme: string): string => `'${lexeme.replace(/['\\]/g, '\\$&')}'`;
