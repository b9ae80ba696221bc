/**
 * Scripts that are distinguished from Latin, by their ISO 15924 codes, with their English names.
 * `Zzzz` is a script other than these and Latin.
 */
export const scriptNames = {
  Cyrl: 'Cyrillic',
  Grek: 'Greek',
  Arab: 'Arabic',
  Hebr: 'Hebrew',
  Deva: 'Devanagari',
  Beng: 'Bengali',
  Gujr: 'Gujarati',
  Guru: 'Gurmukhi',
  Taml: 'Tamil',
  Telu: 'Telugu',
  Knda: 'Kannada',
  Mlym: 'Malayalam',
  Thai: 'Thai',
  Hani: 'Chinese',
  Jpan: 'Japanese',
  Kore: 'Korean',
  Zzzz: 'Unknown',
} as const;

export type ScriptCode = keyof typeof scriptNames;

export const isScriptCode = (code: string): code is ScriptCode => Object.hasOwn(scriptNames, code);
