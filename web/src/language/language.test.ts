import { t } from 'i18next';
import { afterAll, describe, expect, it } from 'vitest';
import { localeFor, preferredLanguage, speak } from './language.js';
import { problemText } from './problem-text.js';

describe('the language of the page', () => {
  it.each([
    [['fr-CH', 'en'], 'fr'],
    [['it', 'de-AT', 'fr'], 'de'],
    [['EN-us'], 'en'],
    [['sv'], 'en'],
    [[], 'en'],
  ] as const)('is, for a browser that wants %j, %s', (wanted, language) => {
    expect(preferredLanguage(wanted)).toBe(language);
  });

  it.each([
    ['en', ['en-US', 'fr'], 'en-US'],
    ['en', ['fr-CH', 'en'], 'en-GB'],
    ['de', ['fr-CH', 'de-AT'], 'de-AT'],
    ['fr', [], 'fr-FR'],
  ] as const)('writes dates in %s, for a browser that wants %j, as in %s', (language, wanted, locale) => {
    expect(localeFor(language, wanted)).toBe(locale);
  });
});

describe('a language that was chosen', () => {
  afterAll(() => speak('en'));

  it.each([
    ['en', '1 file', '2,000 files'],
    ['fr', '1 fichier', '2\u202f000 fichiers'],
    ['de', '1 Datei', '2.000 Dateien'],
  ] as const)('%s counts with its own plurals and numbers', async (language, one, many) => {
    await speak(language);
    expect(t('common.files', { count: 1 })).toBe(one);
    expect(t('common.files', { count: 2000 })).toBe(many);
  });

  it('tells an error of the server by its code, and one that it does not know in the server’s words', async () => {
    const known = { code: 'document.not_found', message: 'There is no such document.' };
    const unknown = { code: 'something.new', message: 'Something new.' };
    await speak('de');
    expect(problemText(known)).toBe('Dieses Dokument gibt es nicht.');
    expect(problemText(unknown)).toBe('Something new.');
    await speak('en');
    expect(problemText(known)).toBe(known.message);
  });
});
