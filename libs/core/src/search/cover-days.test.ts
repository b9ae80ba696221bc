import { describe, expect, it } from 'vitest';
import { coverDays, keysOfDay } from './cover-days.js';

const isCovered = (day: string, cover: readonly string[]) => keysOfDay(day).filter((key) => cover.includes(key));

describe('coverDays', () => {
  it('takes whole years, decades and centuries where it can', () => {
    expect(coverDays('1905-01-01', '1905-12-31')).toEqual(['1905']);
    expect(coverDays('1900-01-01', '2009-12-31')).toEqual(['19', '200']);
    expect(coverDays('2023-02-01', '2023-02-28')).toEqual(['202302']);
    expect(coverDays('2024-02-01', '2024-02-28')).toHaveLength(28);
    expect(coverDays('1990-01-01')).toEqual(['199', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(coverDays(undefined, '0999-12-31')).toEqual(['0']);
  });

  it('holds exactly the days of a range, each by one key', () => {
    const day = (n: number) => new Date(Date.UTC(1899, 10, 3 + n)).toISOString().slice(0, 10);
    for (const [from, to] of [
      [40, 40],
      [17, 500],
      [59, 1489],
      [28, 119],
    ]) {
      const cover = coverDays(day(from), day(to));
      expect(cover.length).toBeLessThan(120);
      for (let n = 0; n < 1600; n += 1)
        expect(isCovered(day(n), cover), `${day(n)} in ${day(from)}..${day(to)}`).toHaveLength(
          n >= from && n <= to ? 1 : 0,
        );
    }
  });

  it('is empty for an empty range', () => {
    expect(coverDays('1906-01-01', '1905-12-31')).toEqual([]);
  });
});
