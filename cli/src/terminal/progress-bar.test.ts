import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Output } from './output.js';
import { ProgressBar } from './progress-bar.js';

function record(isTTY: boolean) {
  let written = '';
  const stream = () =>
    Object.assign(
      new Writable({
        write(chunk, _, done) {
          written += chunk;
          done();
        },
      }),
      { isTTY },
    );
  return { out: new Output(false, { stdout: stream(), stderr: stream() }), written: () => written };
}

describe('ProgressBar', () => {
  it('prints a plain line at each tenth where nobody watches', () => {
    const { out, written } = record(false);
    const bar = new ProgressBar(out, 'batch', () => 0);
    for (let done = 0; done <= 100; done += 1) bar.update({ share: done / 100, label: `${done} of 100 pages` });
    bar.finish({ share: 1, label: '100 of 100 pages' });
    const lines = written().trimEnd().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[5]).toBe('batch [##############--------------]  50 % 50 of 100 pages');
    expect(written()).not.toContain('\r');
  });

  it('prints again after ten seconds without a tenth, and nothing when nothing changed', () => {
    const { out, written } = record(false);
    let now = 0;
    const bar = new ProgressBar(out, 'batch', () => now);
    bar.update({ share: 0.11, label: 'a' });
    now = 5000;
    bar.update({ share: 0.12, label: 'b' });
    now = 11_000;
    bar.update({ share: 0.13, label: 'c' });
    now = 30_000;
    bar.update({ share: 0.13, label: 'c' });
    expect(
      written()
        .split('\n')
        .map((line) => line.slice(-1))
        .join(''),
    ).toBe('ac');
  });

  it('moves in place on a terminal and lets other lines pass', () => {
    const { out, written } = record(true);
    const bar = new ProgressBar(out, 'batch');
    bar.update({ share: 0.5, label: '1 of 2 pages' });
    out.note('something happened');
    bar.finish({ share: 1, label: '2 of 2 pages' });
    const seen = written().replaceAll('\u001b', '<esc>');
    expect(seen).toMatch(/^\r<esc>\[Kbatch \[#+-+\] {2}50 % 1 of 2 pages\r<esc>\[Ksomething happened\n/);
    expect(seen.endsWith('100 % 2 of 2 pages\n')).toBe(true);
  });
});
