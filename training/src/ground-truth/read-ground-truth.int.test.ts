import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GrayImage } from '@longhand/core';
import { encodeGrayPng } from '@longhand/image-io';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holdsGroundTruth, readGroundTruth, readGroundTruthPages } from './read-ground-truth.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-truth-'));
});
afterEach(() => rm(folder, { recursive: true }));

/**
 * Paper with one black bar from (60, 90) to (340, 110), and another of its slope: 1 px down for
 * every 10 px to the right.
 */
function drawPage(): GrayImage {
  const [width, height] = [400, 300];
  const data = new Uint8Array(width * height).fill(230);
  for (let x = 60; x < 340; x++)
    for (let y = 0; y < 20; y++) {
      data[(90 + y) * width + x] = 10;
      data[(180 + Math.round((x - 60) / 10) + y) * width + x] = 10;
    }
  return { width, height, data };
}

async function write(path: string, text: string | Buffer): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), text);
}

const pageXml = (lines: string) => `<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
<Page imageFilename="one.png" imageWidth="800" imageHeight="600"><TextRegion id="r"><Coords points="0,0 800,0 \
800,600"/>${lines}</TextRegion></Page></PcGts>`;
const line = (text: string, points: string, baseline = '') =>
  `<TextLine><Coords points="${points}"/>${baseline && `<Baseline points="${baseline}"/>`}` +
  `<TextEquiv><Unicode>${text}</Unicode></TextEquiv></TextLine>`;
const level = '100,170 700,170 700,230 100,230';
const leaning = '100,350 700,410 700,470 100,410';

const darkRows = ({ width, height, data }: GrayImage): number[] =>
  Array.from({ length: height }, (_, y) => y).filter((y) => data[y * width + (width >> 1)] < 100);

it('takes lines of PAGE-XML in the coordinates of its picture, turned level, and says what it left', async () => {
  await write('letters/one.png', await encodeGrayPng(drawPage()));
  await write(
    'letters/one.xml',
    pageXml(
      [
        line('Dear  Sir &amp; M^rs O&#39;Hara', level),
        line('leaning', leaning, '100,400 700,460'),
        line('', level),
        line('some [?] word', level),
        line('margin', '10,10 30,10 30,500 10,500', '20,500 25,10'),
        line('no outline', '5,5'),
      ].join(''),
    ),
  );
  await write('letters/mets.xml', '<mets/>');
  expect(await holdsGroundTruth(folder)).toBe(true);
  const { lines, taken, leftOut } = await readGroundTruth(folder);
  expect(lines.map(({ text }) => text)).toEqual(["Dear Sir & Mrs O'Hara", 'leaning']);
  expect(taken).toEqual(new Map([['letters', { pages: 1, lines: 2 }]]));
  expect(Object.fromEntries(leftOut)).toEqual({
    'files that are not PAGE-XML or ALTO': 1,
    'lines without text': 1,
    'lines with unreadable or struck-out words': 1,
    'lines without an outline': 1,
    'lines that could not be cut': 1,
  });
  for (const { strip, page } of lines) {
    expect(page).toBe('letters/one.xml');
    // The bar is 20 px high and level in its strip: it stands at the same rows on the left and on
    // the right.
    const { width, data } = strip;
    const at = (x: number) => darkRows({ ...strip, data: data.map((_, i) => data[i - (i % width) + x]) });
    expect(darkRows(strip).length).toBeGreaterThanOrEqual(18);
    expect(Math.abs(at(60)[0] - at(width - 60)[0])).toBeLessThanOrEqual(1);
  }
});

it('gives whole pages with every line, whatever its text, in pixels of the picture', async () => {
  await write('letters/one.png', await encodeGrayPng(drawPage()));
  await write('letters/one.xml', pageXml(line('', level, '100,220 700,220') + line('some [?] word', leaning)));
  await write('letters/no-picture.xml', pageXml(line('a', level)).replace('one.png', 'another.png'));
  const pages = [];
  for await (const page of readGroundTruthPages(folder)) pages.push(page);
  expect(pages.map(({ path, gray, lines }) => [path, gray.width, lines.length])).toEqual([
    [join(folder, 'letters/one.png'), 400, 2],
  ]);
  expect(pages[0].lines[0]).toEqual({
    text: '',
    polygon: [
      [50, 85],
      [350, 85],
      [350, 115],
      [50, 115],
    ],
    baseline: [
      [50, 110],
      [350, 110],
    ],
  });
  expect(pages[0].lines[1].text).toBe('some [?] word');
});

it('takes lines of ALTO, and a picture with the name of the file', async () => {
  await write('page-7.png', await encodeGrayPng(drawPage()));
  await write(
    'page-7.xml',
    `<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">
<Description><sourceImageInformation><fileName>gone.tif</fileName></sourceImageInformation></Description>
<Layout><Page WIDTH="400" HEIGHT="300"><PrintSpace><TextBlock>
<TextLine BASELINE="50 110 350 110" HPOS="50" VPOS="85" WIDTH="300" HEIGHT="30">
<Shape><Polygon POINTS="50 85 350 85 350 115 50 115"/></Shape>
<String CONTENT="two"/><SP/><String CONTENT="words"/></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>`,
  );
  const { lines } = await readGroundTruth(folder);
  expect(lines.map(({ text, page }) => [text, page])).toEqual([['two words', 'page-7.xml']]);
  expect(lines[0].strip.height).toBeGreaterThanOrEqual(30);
});

it('a folder without a usable page is refused with what to do', async () => {
  await write('one.xml', pageXml(line('text', level)));
  await expect(readGroundTruth(folder)).rejects.toMatchObject({
    code: 'training.data_invalid',
    message: expect.stringContaining('PAGE-XML or ALTO'),
  });
});

it('lines.jsonl goes before other files', async () => {
  await write('one.xml', pageXml(''));
  await write('lines.jsonl', '');
  expect(await holdsGroundTruth(folder)).toBe(false);
});
