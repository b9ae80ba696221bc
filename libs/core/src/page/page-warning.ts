/** Warnings about the image of a page for the person; the page is read nevertheless. */
export const pageWarnings = {
  'page.blurred': 'The photo is blurred. Hold the phone still and take it again.',
  'page.glare': 'A reflection hides part of the page. Turn off the flash, move the lamp and take the photo again.',
  'page.no_writing':
    'There is ink on this page, but no writing was found. Check the scan: drawings, stamps and very faint writing ' +
    'are not read.',
  'page.other_script':
    'Some lines of this page are in a script that Longhand does not read yet. They are kept as pictures without text.',
  'page.nothing_read':
    'This page seems to have writing, but none of it could be read. It may be in a script that the reader does ' +
    'not know.',
  'page.mostly_uncertain':
    'Most words of this page are uncertain. The handwriting or the script may be one that the reader does not ' +
    'know: compare the text with the scan.',
  'page.end_missing':
    'The file has no end mark, but every line of the picture is there. If the scan looks cut off, scan the page again.',
  'document.ends_early': 'The file ends too early, so pages may be missing. Compare it with the original.',
  'document.files_inside':
    'The PDF contains attached files that were not read. Open it in a PDF program, save these files and upload them.',
} as const;

export type PageWarning = keyof typeof pageWarnings;

/** The warning with its sentence; undefined for a code of another version. */
export function describeWarning(code: string): { code: PageWarning; message: string } | undefined {
  return isPageWarning(code) ? { code, message: pageWarnings[code] } : undefined;
}

function isPageWarning(code: string): code is PageWarning {
  return Object.hasOwn(pageWarnings, code);
}
