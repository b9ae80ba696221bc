import i18next from 'i18next';

/**
 * What the server says did not work, in the language of the page: by its code, where that has been
 * translated; else in the server's own words.
 */
export function problemText({ code, message }: { code: string; message: string }): string {
  // The codes are the server's own; what is not among those translated is told in its words.
  const lookUp = i18next.getFixedT(i18next.language, 'errors' as 'translation') as (code: string, or: string) => string;
  return lookUp(code, message);
}
