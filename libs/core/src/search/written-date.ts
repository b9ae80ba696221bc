import { daysOfMonth } from './parse-day.js';

/** A date as written on a page. */
export interface WrittenDate {
  /** Two digits or four. */
  year: string;
  month: number;
  day: number;
  /** True if day and month may be swapped: the day is assumed to come first. */
  isOpen: boolean;
}

/**
 * Another way to write a text, with the share of its probability that counts: under 1/2 it is a
 * guess.
 */
export interface OtherForm {
  token: string;
  share: number;
}

/**
 * A date with a two-digit year may be of any century; one with day and month swapped is a guess.
 */
const [centuryShare, turnedShare] = [0.6, 0.4];

/**
 * Reads three numbers with the same separator: the year first or last, day and month in either
 * order if only one of them can be the month.
 * @returns undefined if there is no such day
 */
export function readDate(first: string, second: string, third: string): WrittenDate | undefined {
  if (first.length === 4 && third.length <= 2) {
    // The day comes between year and month only if it cannot be a month.
    const isTurned = Number(second) > 12;
    return dateOf(first, Number(isTurned ? second : third), Number(isTurned ? third : second), false);
  }
  if (first.length > 2 || (third.length !== 4 && third.length !== 2)) return undefined;
  const [one, two] = [Number(first), Number(second)];
  const isOpen = one <= 12 && two <= 12 && one !== two;
  return two > 12 ? dateOf(third, two, one, isOpen) : dateOf(third, one, two, isOpen);
}

function dateOf(year: string, day: number, month: number, isOpen: boolean): WrittenDate | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysOfMonth(fullYear(year), month)) return undefined;
  return { year, month, day, isOpen };
}

/** For a two-digit year, 2000 stands for all centuries: it was a leap year. */
const fullYear = (year: string): number => (year.length === 4 ? Number(year) : 2000 + Number(year));

/**
 * The keys under which a date on a page is found. A four-digit year is also found by its last two
 * digits, with another kind of key.
 */
export function dateKeys(date: WrittenDate): OtherForm[] {
  const own = { token: keyOf(date), share: 1 };
  if (date.year.length === 2) return [own];
  return [own, { token: `${keyOf({ ...date, year: date.year.slice(2) })}c`, share: 1 }];
}

/** The keys that a search for a date uses. */
export function askedDateKeys(date: WrittenDate): OtherForm[] {
  const short = { ...date, year: date.year.slice(-2) };
  const centuries = date.year.length === 4 ? short : undefined;
  const same = [...withTurns(date, '', 1), ...(centuries ? withTurns(centuries, '', centuryShare) : [])];
  return date.year.length === 2 ? [...same, ...withTurns(date, 'c', centuryShare)] : same;
}

function withTurns(date: WrittenDate, ending: string, share: number): OtherForm[] {
  const key = (one: WrittenDate) => `${keyOf(one)}${ending}`;
  const [closed, open] = [
    { ...date, isOpen: false },
    { ...date, isOpen: true },
  ];
  const plain = [key(closed), key(open)].map((token) => ({ token, share }));
  if (date.day > 12 || date.day === date.month) return plain;
  // A search for an ambiguous date means one day, but an unambiguous date on a page may be under
  // the other day, and vice versa.
  const turned = { ...date, day: date.month, month: date.day, isOpen: !date.isOpen };
  return [...plain, { token: key(turned), share: share * turnedShare }];
}

const keyOf = ({ year, month, day, isOpen }: WrittenDate): string =>
  `${year}-${pad(month)}-${pad(day)}${isOpen ? '?' : ''}`;

const pad = (number: number): string => String(number).padStart(2, '0');
