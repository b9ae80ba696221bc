const shape = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/;

/**
 * The first or the last day of a year, a month or a day as people type it: `1905`, `1905-3`,
 * `1905-03-21`.
 * @returns `YYYY-MM-DD`; undefined if there is no such day
 */
export function parseDay(text: string, end: 'first' | 'last'): string | undefined {
  const [matched, yearText, monthText, dayText] = shape.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const year = Number(yearText);
  const month = monthText === undefined ? (end === 'first' ? 1 : 12) : Number(monthText);
  if (year < 1 || month < 1 || month > 12) return undefined;
  const days = daysOfMonth(year, month);
  const day = dayText === undefined ? (end === 'first' ? 1 : days) : Number(dayText);
  if (day < 1 || day > days) return undefined;
  return [yearText, pad(month), pad(day)].join('-');
}

/** The number of days of a month, 1 to 12, in the Gregorian calendar. */
export function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const pad = (number: number): string => String(number).padStart(2, '0');
