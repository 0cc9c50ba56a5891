import { parsePrivateNumber, readPlatformNumber } from '../../kernel/e164.ts';
import { type Cell, plainCell } from '../../numbers/table/table-cells.ts';

/** The zone of times that name none: the console shows Beijing's, which has no summer time. */
export type ConsoleZone = 'beijing' | 'utc';

const OFFSETS = { beijing: '+08:00', utc: 'Z' } as const satisfies Record<ConsoleZone, string>;

const TIME =
  /^(?<year>\d{4})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})日?[ T]+(?<hour>\d{1,2}):(?<minute>\d\d):(?<second>\d\d)(?:\.\d{1,9})?(?<zone>Z|[+-]\d\d:?\d\d)?$/;
const COMPACT = /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)$/;

const FAULTY_TIME =
  'must be a time with seconds such as 2026-03-01 10:30:03: format its column as text, or with seconds';

/** The words for nothing. */
const NOTHING = /^(?:-+|—+|null|none|n\/a|无|空|0)?$/i;

/** Reads a moment as ISO 8601 UTC, to the second; `undefined` for an empty cell. A zone in the cell wins. */
export const timeCell = (cell: string, zone: ConsoleZone): Cell<string | undefined> => {
  const text = plainCell(cell);
  if (NOTHING.test(text)) return { value: undefined };
  const found = (TIME.exec(text) ?? COMPACT.exec(text))?.groups;
  if (found === undefined) return { fault: FAULTY_TIME };
  const two = (part: string | undefined) => String(part).padStart(2, '0');
  const day = `${found['year']}-${two(found['month'])}-${two(found['day'])}`;
  const written = `${day}T${two(found['hour'])}:${found['minute']}:${found['second']}`;
  const offset = (found['zone'] ?? OFFSETS[zone]).replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  // `Date` alone would move 30 February into March.
  const isDay = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false;
  const at = new Date(`${written}.000${offset}`);
  return !isDay || Number.isNaN(at.getTime()) ? { fault: FAULTY_TIME } : { value: at.toISOString() };
};

const CLOCK = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})$/;
const UNITS = /^(?:(\d{1,3})(?:小时|时|h) ?)?(?:(\d{1,3})(?:分钟|分|m|min) ?)?(?:(\d{1,5})(?:秒|s|sec)?)?$/i;

/** Reads a length in seconds: `65`, `65秒`, `1分5秒`, `00:01:05`; `undefined` for an empty cell. */
export const secondsCell = (cell: string): Cell<number | undefined> => {
  const text = plainCell(cell).replace(/\.0+$/, '');
  if (text === '' || /^[-—]+$/.test(text)) return { value: undefined };
  const [, hours = '0', minutes = '0', seconds = '0'] = CLOCK.exec(text) ?? UNITS.exec(text) ?? [];
  const isRead = CLOCK.test(text) || UNITS.test(text);
  return isRead
    ? { value: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) }
    : { fault: 'the length of the talk must be in seconds, or such as 00:01:05' };
};

const LOST_DIGITS = /^[+-]?\d+(?:\.\d+)?e[+-]?\d+$/i;

/** Reads a person's number; `undefined` for an empty cell. */
export const partyCell = (cell: string, who: string): Cell<string | undefined> => {
  const text = plainCell(cell).replace(/^(\+?\d+)\.0+$/, '$1');
  if (text === '' || /^[-—]+$/.test(text)) return { value: undefined };
  if (LOST_DIGITS.test(text))
    return {
      fault: `the number of the ${who} has lost digits (scientific notation): format its column as text`,
    };
  if (text.includes('*'))
    return { fault: `the number of the ${who} is masked: export the list with whole numbers` };
  const value = readPlatformNumber(text);
  return value === undefined ? { fault: `the number of the ${who} cannot be read` } : { value };
};

/** Reads a private number. */
export const privateNumberCell = (cell: string): Cell<string> => {
  const text = plainCell(cell).replace(/^(\+?\d+)\.0+$/, '$1');
  const value = LOST_DIGITS.test(text) ? undefined : parsePrivateNumber(text);
  return value === undefined ? { fault: 'the private number (X) is missing or cannot be read' } : { value };
};
