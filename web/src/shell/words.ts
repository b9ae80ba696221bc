import { t } from 'i18next';
import { currentLocale } from '../language/language.js';

const byteUnits = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size as people say it: `3.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return unitText(bytes, { unit: 'byte', unitDisplay: 'long' });
  let value = bytes / 1000;
  let place = 0;
  while (value >= 999.5 && place < byteUnits.length - 1) {
    value /= 1000;
    place += 1;
  }
  const digits = value < 10 ? 1 : 0;
  return unitText(value, {
    unit: byteUnits[place],
    unitDisplay: 'short',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** `1.4s`. */
export const secondsText = (seconds: number): string =>
  unitText(seconds, { unit: 'second', unitDisplay: 'narrow', minimumFractionDigits: 1, maximumFractionDigits: 1 });

const unitText = (value: number, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(currentLocale(), { style: 'unit', ...options }).format(value);

/** How long it will take, no more exact than it is known: `about 3 minutes left`. */
export function timeLeftText(seconds: number): string {
  if (seconds < 8) return t('time.fewSeconds');
  if (seconds < 55) return t('time.seconds', { count: Math.ceil(seconds / 10) * 10 });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('time.minutes', { count: Math.max(1, minutes) });
  return t('time.hours', { count: Math.round(minutes / 60) });
}

/** A plain date as people read it: `17 May 2024`. */
export const dateText = (plainDate: string): string =>
  new Intl.DateTimeFormat(currentLocale(), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${plainDate}T12:00:00Z`));

/** A moment: `22 Nov 2026, 16:05`. */
export const momentText = (timestamp: string): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(timestamp));

/** A share as a whole number of percent. */
export const percentText = (share: number): string =>
  new Intl.NumberFormat(currentLocale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);

/** `a, b and c`. */
export const listText = (entries: readonly string[]): string => new Intl.ListFormat(currentLocale()).format(entries);
