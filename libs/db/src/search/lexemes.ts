/**
 * Lexemes of the search index. Each begins with five characters of its tenant, so that a search
 * reads the entries of its own tenant alone, however many others use the same words. Two tenants
 * may share them: every query filters by tenant as well.
 */
export function tenantCode(tenantId: string): string {
  return tenantId.slice(-5);
}

/** A word as read, with probability 1/2 or more. */
export const sureLexeme = (code: string, token: string): string => `${code}.${token}`;

/** What a word may say with a lower probability. */
export const guessLexeme = (code: string, token: string): string => `${code}~${token}`;

/**
 * Two tokens that follow each other, as one of a million numbers: with it a phrase of common words
 * is found without reading every page that holds them all.
 */
export function pairLexeme(code: string, first: string, second: string): string {
  // FNV-1a, 32 bits, folded to 20.
  let hash = 0x811c9dc5;
  for (const character of `${first} ${second}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return `${code}_${((hash ^ (hash >>> 20)) & 0xfffff).toString(36)}`;
}

/** A day, month, year and so on that the record date lies in: see keysOfDay. */
export const dateLexeme = (code: string, key: string): string => `${code}d${key}`;

/** A whole tag. */
export const tagLexeme = (code: string, tokens: readonly string[]): string => `${code}g${tokens.join(' ')}`;

/** A word of the title or the file's name. */
export const titleLexeme = (code: string, token: string): string => `${code}t${token}`;

/** A word of the title or of a tag, as a search for plain words asks for it. */
export const labelLexeme = (code: string, token: string): string => `${code}w${token}`;

/**
 * What a page itself is marked with, whatever document it belongs to: a warning, or a script that
 * was not read.
 */
export const pageMarkLexeme = (code: string, kind: 'warning' | 'script', name: string): string =>
  `${pageMarkStart(code)}${kind[0]}${name}`;

export const pageMarkStart = (code: string): string => `${code}p`;

/** A lexeme as PostgreSQL reads it in a tsvector or a tsquery. */
export const quoted = (lexeme: string): string => `'${lexeme.replace(/['\\]/g, '\\$&')}'`;
