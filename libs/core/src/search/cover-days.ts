import { daysOfMonth } from './parse-day.js';

/** Lengths of the keys of a day, `YYYYMMDD`: millennium, century, decade, year, month, day. */
const levels = [1, 2, 3, 4, 6, 8] as const;

/**
 * The keys of a day, `YYYY-MM-DD`: every period that contains it. A range of days then needs only a
 * few keys: see coverDays.
 */
export function keysOfDay(day: string): string[] {
  const digits = day.replaceAll('-', '');
  return levels.map((length) => digits.slice(0, length));
}

/**
 * The smallest set of keys that covers exactly the days of a range, `YYYY-MM-DD`, both ends
 * inclusive, and open if omitted. At most about 120 keys; none if the range is empty.
 */
export function coverDays(from = '0000-01-01', to = '9999-12-31'): string[] {
  const range = { from: widenStart(from.replaceAll('-', '')), to: widenEnd(to.replaceAll('-', '')) };
  return range.from <= range.to ? cover('', 0, range) : [];
}

function cover(key: string, level: number, range: { from: string; to: string }): string[] {
  const first = key.padEnd(8, '0');
  const last = key.padEnd(8, '9');
  if (last < range.from || first > range.to) return [];
  if (key !== '' && first >= range.from && last <= range.to) return [key];
  if (level === levels.length) return [];
  return partsOf(level).flatMap((part) => cover(key + part, level + 1, range));
}

const digits = Array.from({ length: 10 }, (_, i) => String(i));
const months = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'));
const days = Array.from({ length: 31 }, (_, i) => String(i + 1).padStart(2, '0'));

function partsOf(level: number): string[] {
  if (levels[level] <= 4) return digits;
  return levels[level] === 6 ? months : days;
}

/**
 * Widens a start on the first day of a year or month to everything before it in that period, so
 * that whole years and months are inside the range.
 */
function widenStart(day: string): string {
  if (day.endsWith('0101')) return `${day.slice(0, 4)}0000`;
  return day.endsWith('01') ? `${day.slice(0, 6)}00` : day;
}

function widenEnd(day: string): string {
  if (day.endsWith('1231')) return `${day.slice(0, 4)}9999`;
  const isMonthEnd = Number(day.slice(6)) === daysOfMonth(Number(day.slice(0, 4)), Number(day.slice(4, 6)));
  return isMonthEnd ? `${day.slice(0, 6)}99` : day;
}
