/**
 * In call events and CDRs, UTC without a zone (`privatenumber_02_0006a`): `2026-03-01 02:30:03`. Up to the 28th, so that no
 * calendar is needed; a push of fifty CDRs has 350 moments.
 */
const USUAL = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8]) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/**
 * Everything else that is read: `2026-03-01T02:40:16.450Z` of SMS pushes (`privatenumber_02_0008_2`), other fractions,
 * offsets, a leap second.
 */
const OTHER =
  /^(?<day>\d{4}-\d\d-\d\d)[T ](?<minute>\d\d:\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))? ?(?<zone>Z|[+-]\d\d:?\d\d)?$/i;

/** A "time stamp" as its page calls it, in case the platform ever sends one: seconds or milliseconds. */
const EPOCH = /^(?<seconds>\d{10})(?<milliseconds>\d{3})?$/;

const LEAP_SECOND = '60';

/**
 * Reads a moment as ISO 8601 UTC with milliseconds. Without a zone it is UTC, whatever zone this machine is in; the
 * 61st second of a leap minute is the next minute's first. `undefined` for everything else.
 */
export const readPlatformTime = (sent: string): string | undefined =>
  USUAL.test(sent) ? `${sent.replace(' ', 'T')}.000Z` : readOther(sent);

const readOther = (sent: string): string | undefined => {
  const epoch = EPOCH.exec(sent)?.groups;
  if (epoch !== undefined)
    return new Date(Number(`${epoch['seconds']}${epoch['milliseconds'] ?? '000'}`)).toISOString();
  const { day = '', minute, second, fraction = '', zone = 'Z' } = OTHER.exec(sent)?.groups ?? {};
  if (!isDay(day)) return undefined;
  const leap = second === LEAP_SECOND;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const atMs = Date.parse(`${day}T${minute}:${leap ? '59' : second}.${milliseconds}${withColon(zone)}`);
  return Number.isNaN(atMs) ? undefined : new Date(atMs + (leap ? 1000 : 0)).toISOString();
};

/** `Date` alone would move 30 February into March. */
const isDay = (day: string): boolean => {
  const at = Date.parse(`${day}T00:00:00.000Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
};

const withColon = (zone: string): string => zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
