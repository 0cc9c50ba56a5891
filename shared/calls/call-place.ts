import { courseOf } from './call-legs.ts';
import type { CallFilter, CallRecords } from './call-store.ts';
import { compareText } from './call-times.ts';

/**
 * The one moment under which a list shows the call, of all under which the list has it: its start if that is one of them,
 * else the earliest. A list that shows every call at this place only neither repeats nor skips one. `undefined` when the
 * call does not match the filter.
 */
export const placeOf = (records: CallRecords, filter: CallFilter): string | undefined => {
  const places = placesOf(records, filter);
  const { startedAt } = courseOf(records).times;
  return places.find((place) => place === startedAt) ?? [...places].sort(compareText)[0];
};

/** When a call was first heard of: its start, or else the first of its events, or the receipt of its CDR; ISO 8601 UTC. */
export const heardOfAt = (records: CallRecords): string => {
  const { cdrs, events } = records;
  const moments = [...events.map(({ at }) => at), ...cdrs.map(({ receivedAt }) => receivedAt)];
  return courseOf(records).times.startedAt ?? [...moments].sort(compareText)[0] ?? '';
};

/**
 * The moments under which the store's indexes have the call: under the start of each CDR (its receipt without one) and of
 * each `callin`.
 */
const placesOf = ({ cdrs, events }: CallRecords, filter: CallFilter): readonly string[] => [
  ...cdrs.filter(({ cdr }) => fits(filter, cdr)).map(({ cdr, receivedAt }) => cdr.startedAt ?? receivedAt),
  ...events
    .filter((event) => event.type === 'callin' && fits(filter, { ...event, x: event.called }))
    .map(({ at }) => at),
];

type Indexed = Readonly<{
  app: string;
  subscriptionId?: string | undefined;
  x?: string | undefined;
  caller?: string | undefined;
  callee?: string | undefined;
}>;

const fits = (filter: CallFilter, record: Indexed): boolean => {
  switch (filter.by) {
    case 'subscription':
      return record.app === filter.app && record.subscriptionId === filter.subscriptionId;
    case 'x':
      return record.x === filter.x;
    case 'party':
      return record.caller === filter.party || record.callee === filter.party;
    case 'app':
      return record.app === filter.app;
  }
};
