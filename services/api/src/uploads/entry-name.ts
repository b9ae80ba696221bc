import { TextDecoder } from 'node:util';
import yauzl, { type Entry } from 'yauzl';

/**
 * Upper half of code page 850, in which Windows packs names for western Europe; its letters stand
 * where code page 437 has them too.
 */
const cp850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';
const utf8Flag = 0x800;
const unicodePathField = 0x7075;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The name of an entry of a ZIP file, in NFC: UTF-8 where the entry says so or its bytes can be
 * nothing else (macOS packs such names without a word), else code page 850. Not checked for
 * anything.
 */
export function entryName(entry: Entry): string {
  const { fileNameRaw: raw, generalPurposeBitFlag: flags, extraFields } = entry;
  const isNamedTwice = extraFields.some(({ id }) => id === unicodePathField);
  if ((flags & utf8Flag) !== 0 || isNamedTwice) {
    return yauzl.getFileNameLowLevel(flags, raw, extraFields, true).normalize('NFC');
  }
  return (utf8(raw) ?? fromCp850(raw)).normalize('NFC');
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const fromCp850 = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : cp850[byte - 0x80])).join('');
