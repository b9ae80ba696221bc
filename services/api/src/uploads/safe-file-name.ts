export interface SafeFileName {
  name: string;
  /** True when the name that was sent could not be kept as it was. */
  isChanged: boolean;
  /**
   * True when that was for a path, control characters or marks that turn the direction of text:
   * such a file is refused.
   */
  isUnsafe: boolean;
}

const MAX_LENGTH = 200;
// Control characters, line and paragraph separators, and the marks that turn the direction of text
// (a name must not be able to look like another).
const UNSAFE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Whether a name holds control characters, or marks that turn the direction of text. */
export const hasUnsafeMarks = (name: string): boolean => name.search(UNSAFE) >= 0;

/**
 * A name that can be shown and stored: the last part of a path, without control characters, 1 to
 * 200 characters long. Where nothing is left it is "unnamed". Refused files stand in the receipt
 * under it too.
 */
export function safeFileName(sent: string | undefined): SafeFileName {
  if (!sent) return { name: 'unnamed', isChanged: false, isUnsafe: false };
  const segments = sent
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(UNSAFE, '')
    .normalize('NFC')
    .split(/[/\\]/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '' && !/^\.+$/.test(segment));
  const name = shorten(segments.at(-1) ?? 'unnamed');
  return { name, isChanged: name !== sent.normalize('NFC'), isUnsafe: /[/\\]/.test(sent) || hasUnsafeMarks(sent) };
}

/** Cuts the stem and keeps the ending, which tells people what the file is. */
function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_LENGTH) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  return characters.slice(0, MAX_LENGTH - ending.length).join('') + ending;
}
