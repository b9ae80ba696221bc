/** What a person should know of a page's picture; the page is read all the same. */
export const pageWarnings = {
  'page.blurred': 'The photo is blurred: hold the phone still and take it again.',
  'page.glare':
    'Light is reflected from the page and hides a part of it: turn off the flash, move the lamp and take it again.',
} as const;

export type PageWarning = keyof typeof pageWarnings;

/** The warning with its sentence; undefined for a code of another version. */
export function describeWarning(code: string): { code: PageWarning; message: string } | undefined {
  return isPageWarning(code) ? { code, message: pageWarnings[code] } : undefined;
}

function isPageWarning(code: string): code is PageWarning {
  return Object.hasOwn(pageWarnings, code);
}
