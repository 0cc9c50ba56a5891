import type { Language } from '../state/languages.ts';

const LOCALES = { en: 'en-GB', zh: 'zh-CN' } as const;

const formatOf = (language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(LOCALES[language], { hourCycle: 'h23', ...options });

/** An instant in the viewer's zone, to the second. @param iso ISO 8601 */
export const momentText = (iso: string, language: Language): string =>
  formatOf(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso));

/** The day of an instant in the viewer's zone. @param iso ISO 8601 */
export const dayText = (iso: string, language: Language): string =>
  formatOf(language, { dateStyle: 'full' }).format(new Date(iso));

/** The time of day of an instant in the viewer's zone. @param iso ISO 8601 */
export const clockText = (iso: string, language: Language): string =>
  formatOf(language, { timeStyle: 'medium' }).format(new Date(iso));

const UNITS = {
  en: { day: ' d', hour: ' h', minute: ' min', second: ' s' },
  zh: { day: ' 天', hour: ' 小时', minute: ' 分', second: ' 秒' },
} as const;

/** A length of time in the two units that say most. @param seconds whole ones are shown, parts of less than ten with one digit */
export const lengthText = (seconds: number, language: Language): string => {
  const unit = UNITS[language];
  if (seconds < 10 && !Number.isInteger(seconds)) return `${seconds.toFixed(1)}${unit.second}`;
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 86_400), unit.day],
    [Math.floor((whole % 86_400) / 3600), unit.hour],
    [Math.floor((whole % 3600) / 60), unit.minute],
    [whole % 60, unit.second],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return `0${unit.second}`;
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count}${name}`)
    .join(' ');
};

/** A count in the viewer's writing. */
export const countText = (count: number, language: Language): string =>
  new Intl.NumberFormat(LOCALES[language]).format(count);

/** A part of a whole, in whole percents. @param part 0 to 1 */
export const percentText = (part: number, language: Language): string =>
  new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: 0 }).format(part);

/** A month. @param month `2026-03` */
export const monthText = (month: string, language: Language): string =>
  formatOf(language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${month}-01`));

const HOUR_SECONDS = 3600;

/** The begin of the hour of UTC in which an instant lies, in seconds since 1970: the place of its bar. @param iso ISO 8601 */
export const hourOf = (iso: string): number =>
  Math.floor(Date.parse(iso) / (HOUR_SECONDS * 1000)) * HOUR_SECONDS;
