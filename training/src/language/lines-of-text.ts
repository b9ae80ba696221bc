/** Characters of a written line, about. */
const LENGTHS = [24, 34, 44, 54, 64];

/** Running text in pieces as long as written lines, which begin and end anywhere between words. */
export function* linesOfText(paragraphs: Iterable<string>): Generator<string> {
  let turn = 0;
  for (const paragraph of paragraphs) {
    let line = '';
    let length = LENGTHS[turn++ % LENGTHS.length];
    for (const word of paragraph.split(' ')) {
      line = line === '' ? word : `${line} ${word}`;
      if (line.length < length) continue;
      yield line;
      line = '';
      length = LENGTHS[turn++ % LENGTHS.length];
    }
    if (line !== '') yield line;
  }
}
