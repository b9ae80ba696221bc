/**
 * Characters that no XML 1.0 document may contain, escaped or not: control characters, lone
 * surrogates and two non-characters.
 */
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Parsers turn these three into spaces if they are unescaped in an attribute.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * Escapes text for an element or an attribute of XML 1.0; characters that XML does not allow are
 * left out.
 */
export function escapeXml(text: string): string {
  return text.replace(forbidden, '').replace(/[&<>"'\t\n\r]/g, (character) => entities[character]);
}

/**
 * ` name="value"` for each attribute that has a value; numbers are given with at most two decimals.
 */
export function attributes(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? tidy(value) : escapeXml(String(value))}"`)
    .join('');
}

/** Hundredths are enough for pixels. */
function tidy(value: number): number {
  return Math.round(value * 100) / 100;
}
