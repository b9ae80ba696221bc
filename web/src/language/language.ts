import i18next from 'i18next';
import en from './catalogue/en.json';

/** The languages that the page speaks. */
export const languages = ['en', 'fr', 'de'] as const;
export type UiLanguage = (typeof languages)[number];

const STORED_AS = 'longhand.language';
const defaultLocales: Readonly<Record<UiLanguage, string>> = { en: 'en-GB', fr: 'fr-FR', de: 'de-DE' };

/** English comes with the program, the others when somebody asks for them. */
const catalogues = {
  en: async () => ({ translation: en, errors: {} }),
  fr: async () => ({
    translation: (await import('./catalogue/fr.json')).default,
    errors: (await import('./catalogue/errors-fr.json')).default,
  }),
  de: async () => ({
    translation: (await import('./catalogue/de.json')).default,
    errors: (await import('./catalogue/errors-de.json')).default,
  }),
};

const isLanguage = (code: string): code is UiLanguage => languages.some((one) => one === code);
const languageOf = (locale: string): string => locale.toLowerCase().split('-')[0];

/**
 * The first of some locales whose language the page speaks.
 * @param wanted BCP 47 tags, the most wanted first
 */
export function preferredLanguage(wanted: readonly string[]): UiLanguage {
  return wanted.map(languageOf).find(isLanguage) ?? 'en';
}

/**
 * How dates and numbers are written: as in the region that the browser names for this language.
 * @param wanted BCP 47 tags, the most wanted first
 */
export function localeFor(language: UiLanguage, wanted: readonly string[]): string {
  return wanted.find((one) => one.includes('-') && languageOf(one) === language) ?? defaultLocales[language];
}

/** The language that the page speaks now. */
export const currentLanguage = (): UiLanguage => preferredLanguage([i18next.language ?? 'en']);

/** The locale of dates and numbers now. */
export const currentLocale = (): string => localeFor(currentLanguage(), navigator.languages);

/** Speaks the language that was chosen on this device, or else the browser's. */
export async function startLanguage(): Promise<void> {
  const chosen = localStorage.getItem(STORED_AS);
  await speak(preferredLanguage([...(chosen ? [chosen] : []), ...navigator.languages]));
}

/** Speaks another language from now on, on this device. */
export async function chooseLanguage(language: UiLanguage): Promise<void> {
  localStorage.setItem(STORED_AS, language);
  await speak(language);
}

export function onLanguageChange(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

/** Stays with English where the catalogue cannot be fetched. */
export async function speak(language: UiLanguage): Promise<void> {
  if (!i18next.isInitialized) {
    void i18next.init({
      lng: 'en',
      fallbackLng: 'en',
      ns: ['translation', 'errors'],
      resources: { en: { translation: en } },
      initAsync: false,
      // React escapes what it shows.
      interpolation: { escapeValue: false },
    });
  }
  const catalogue = await catalogues[language]().catch(() => undefined);
  if (!catalogue) return;
  for (const [name, texts] of Object.entries(catalogue)) i18next.addResourceBundle(language, name, texts);
  await i18next.changeLanguage(language);
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}
