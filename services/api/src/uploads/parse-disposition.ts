export interface Disposition {
  field: string;
  /** Undefined for a part that is no file; an empty string for a file without a name. */
  fileName: string | undefined;
}

const PARAMETER = /;\s*([a-z]+\*?)\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^;]*))/gi;

/**
 * The field and file name of a form part, from its raw headers. Names may hold control characters
 * (RFC 7578 says nothing about them and clients send them): they are passed on as they are.
 * Undefined when the headers name no field.
 */
export function parseDisposition(headers: Buffer): Disposition | undefined {
  const line = headers
    .toString('utf8')
    .split('\r\n')
    .find((header) => /^content-disposition\s*:\s*form-data/i.test(header));
  if (!line) return undefined;
  const values = new Map<string, string>();
  for (const [, key, quoted, bare] of line.matchAll(PARAMETER)) {
    values.set(key.toLowerCase(), quoted === undefined ? bare.trim() : unquote(quoted));
  }
  const field = values.get('name');
  if (field === undefined) return undefined;
  return { field, fileName: extendedName(values.get('filename*')) ?? values.get('filename') };
}

/**
 * Browsers write a quote and line ends as %22, %0A and %0D, curl writes a quote and a backslash
 * with a backslash before them.
 */
function unquote(value: string): string {
  return value.replace(/\\(["\\])/g, '$1').replace(/%(22|0A|0D)/gi, (code) => decodeURIComponent(code));
}

/** RFC 5987: `utf-8''na%C3%AFve.png`. A broken one is left out, so that the plain name counts. */
function extendedName(value: string | undefined): string | undefined {
  const encoded = value === undefined ? null : /^utf-8'[^']*'(.*)$/i.exec(value);
  if (!encoded || /%(?![0-9a-f]{2})/i.test(encoded[1])) return undefined;
  return Buffer.from(
    encoded[1].replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}
