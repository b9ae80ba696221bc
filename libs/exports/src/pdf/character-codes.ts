import { emptyGlyph } from './glyphless-font.js';

/** Number of codes in a font with 16-bit codes, except 0, which means no character. */
const maxCodes = 0xffff;
const entriesPerBlock = 100;

const hex = (value: number) => value.toString(16).padStart(4, '0').toUpperCase();

/**
 * Assigns 16-bit codes to characters in the order of their first use. When no codes are left,
 * further characters share the code of the replacement character, so that every document can be
 * written.
 */
export class CharacterCodes {
  private readonly codes = new Map<string, number>();

  /** The characters of a text as a PDF string of hexadecimal digits. */
  encode(text: string): string {
    return [...text].map((character) => hex(this.codeOf(character))).join('');
  }

  private codeOf(character: string): number {
    const known = this.codes.get(character);
    if (known !== undefined) return known;
    if (this.codes.size === maxCodes - 1 && character !== '\ufffd') return this.codeOf('\ufffd');
    const code = this.codes.size + 1;
    this.codes.set(character, code);
    return code;
  }

  /** CIDToGIDMap: every code that is used shows the empty glyph. */
  glyphMap(): Buffer {
    const map = Buffer.alloc(2 * (this.codes.size + 1));
    for (let code = 1; code <= this.codes.size; code += 1) map.writeUInt16BE(emptyGlyph, 2 * code);
    return map;
  }

  /** ToUnicode CMap: which character each code is (ISO 32000-1, 9.10.3). */
  toUnicode(): string {
    const entries = [...this.codes].map(([character, code]) => `<${hex(code)}> <${utf16(character)}>`);
    const blocks: string[] = [];
    for (let at = 0; at < entries.length; at += entriesPerBlock) {
      const block = entries.slice(at, at + entriesPerBlock);
      blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
    }
    return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;
  }
}

function utf16(character: string): string {
  return Array.from({ length: character.length }, (_, i) => hex(character.charCodeAt(i))).join('');
}
