import type { CallEntry, CallFilter, CallReader, CallRecords } from '../../shared/calls/call-store.ts';

type Place = CallEntry & Readonly<{ keys: readonly string[] }>;

const text = (...parts: readonly (string | undefined)[]): string => parts.join(' ');

const placesOf = ({ callId, cdrs, events }: CallRecords): readonly Place[] => [
  ...cdrs.map(({ cdr, receivedAt }) => ({
    callId,
    startedAt: cdr.startedAt ?? receivedAt,
    keys: [
      text('app', cdr.app),
      text('subscription', cdr.app, cdr.subscriptionId),
      text('x', cdr.x),
      text('party', cdr.caller),
      text('party', cdr.callee),
    ],
  })),
  ...events
    .filter(({ type }) => type === 'callin')
    .map(({ app, subscriptionId, at, caller, called }) => ({
      callId,
      startedAt: at,
      keys: [
        text('app', app),
        text('subscription', app, subscriptionId),
        text('x', called),
        text('party', caller),
      ],
    })),
];

const keyOfFilter = (filter: CallFilter): string => {
  if (filter.by === 'subscription') return text('subscription', filter.app, filter.subscriptionId);
  if (filter.by === 'app') return text('app', filter.app);
  return filter.by === 'x' ? text('x', filter.x) : text('party', filter.party);
};

const sortKey = ({ startedAt, callId }: CallEntry): string => `${startedAt}#${callId}`;

/** Calls in memory, listed as the port says; trusted because it runs the contract of the real reader. */
export const createMemoryCallReader = (kept: readonly CallRecords[]): CallReader => ({
  async read(callId, apps) {
    const isSeen = ({ cdrs, events }: CallRecords) =>
      apps === undefined || apps.includes(cdrs[0]?.cdr.app ?? events[0]?.app ?? '');
    return kept.find((records) => records.callId === callId && isSeen(records));
  },

  async list(filter, { from, to, limit, after }) {
    const keys = kept
      .flatMap(placesOf)
      .filter((place) => place.keys.includes(keyOfFilter(filter)))
      .map(sortKey)
      .filter((key) => from === undefined || key >= from)
      .filter((key) => to === undefined || key < to)
      .filter((key) => after === undefined || key < sortKey(after));
    return [...new Set(keys)]
      .sort()
      .reverse()
      .slice(0, limit)
      .map((key) => ({ startedAt: key.split('#')[0] ?? '', callId: key.split('#')[1] ?? '' }));
  },
});
