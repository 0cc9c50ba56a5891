import * as v from 'valibot';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { type CdrEnd, type CdrRetention, endOfArchivedCdr, endOfCdr, soonestEnd } from '../store/cdr-end.ts';

type Deps = Readonly<{ documents: Documents; table: string; retention: CdrRetention; clock: Clock }>;

/** So many items were looked at, and so many CDRs got another end; `isWhole`: nothing is left to do. */
export type FittedEnds = Readonly<{ looked: number; changed: number; isWhole: boolean }>;

const PARTITION = 'RETENTION';
const KEY = { pk: PARTITION, sk: 'RECORDINGS' };

/** For how long recordings were kept when CDRs were last fitted to it, and where that goes on. */
const Fitting = v.object({
  recordingDays: v.optional(v.number()),
  start: v.optional(v.record(v.string(), v.unknown())),
  wholeAt: v.optional(v.string()),
});
type Fitting = v.InferOutput<typeof Fitting>;

const CdrItem = v.object({
  pk: v.string(),
  sk: v.pipe(v.string(), v.startsWith('CDR#')),
  receivedAt: v.string(),
  archivedAt: v.optional(v.string()),
  objectKey: v.optional(v.string()),
  ttl: v.optional(v.number()),
  endAtReceipt: v.optional(v.number()),
});
type CdrItem = v.InferOutput<typeof CdrItem>;

/**
 * Another version of the functions, or another `recordingRetentionDays` for less than an hour, may have archived meanwhile. No CDR was
 * given an end sooner than 14 days after its receipt.
 */
const FITTED_SECONDS = 7 * 24 * 3600;

/** Items of a page, and writes at a time. */
const PAGE = 500;
const AT_MOST = 10;

/**
 * A change of `recordingRetentionDays` acts on all recordings of the bucket at once. So CDRs follow: each that leads to an archived
 * recording ends with it, whenever it was archived, but not before the end that it was given when it came, and one whose recording is
 * gone ends then. Looks at every item of the calls, once after each change and once a week, as long as there is time; the next run goes on.
 *
 * @throws {AppError} `store-unavailable`; repeating is safe.
 */
export const createFitCdrEnds =
  (deps: Deps) =>
  async (hasTime: () => boolean): Promise<FittedEnds> => {
    const { documents, table, retention, clock } = deps;
    const { recordingRetentionDays } = retention;
    const former = await readFitting(deps);
    const isSame = former !== undefined && former.recordingDays === recordingRetentionDays;
    if (isSame && former.wholeAt !== undefined && former.wholeAt > iso(addSeconds(clock(), -FITTED_SECONDS)))
      return { looked: 0, changed: 0, isWhole: true };
    // Before the first CDR: a run that breaks off has acted by this time for recordings, and by no other.
    if (!isSame) await writeFitting(deps, {});
    let start = isSame ? former.start : undefined;
    let looked = 0;
    let changed = 0;
    do {
      const page = await documents.scan({
        purpose: 'looking for archived recordings',
        table,
        limit: PAGE,
        start,
      });
      changed += await fitAll(deps, page.items);
      looked += page.items.length;
      start = page.next;
    } while (start !== undefined && hasTime());
    const isWhole = start === undefined;
    await writeFitting(deps, isWhole ? { wholeAt: iso(clock()) } : { start });
    return { looked, changed, isWhole };
  };

const readFitting = async ({ documents, table }: Deps): Promise<Fitting | undefined> => {
  const { items } = await documents.query({
    purpose: 'reading how far CDRs are fitted',
    table,
    where: 'pk = :pk',
    values: { ':pk': PARTITION },
  });
  const [item] = items;
  return item && v.parse(Fitting, item);
};

const writeFitting = async (
  { documents, table, retention: { recordingRetentionDays } }: Deps,
  place: Pick<Fitting, 'start' | 'wholeAt'>,
): Promise<void> => {
  const item = {
    ...KEY,
    ...(recordingRetentionDays === undefined ? {} : { recordingDays: recordingRetentionDays }),
    ...place,
  };
  await documents.put({ purpose: 'storing how far CDRs are fitted', table, item });
};

const fitAll = async (deps: Deps, items: readonly Attributes[]): Promise<number> => {
  const cdrs = items.flatMap((item) => {
    const { success, output } = v.safeParse(CdrItem, item);
    return success ? [output] : [];
  });
  const { results } = await mapAtMost({ atMost: AT_MOST, onFailure: 'go-on' }, cdrs, (cdr) =>
    fitOne(deps, cdr),
  );
  return results.filter((isChanged) => isChanged).length;
};

/** True: it has another end now. A change of its recording at the same time gives it the right one. */
const fitOne = async ({ documents, table, retention, clock }: Deps, cdr: CdrItem): Promise<boolean> => {
  const { pk, sk, archivedAt, objectKey } = cdr;
  const { ttl, endAtReceipt } = wantedEnd(cdr, retention, clock());
  if (ttl === cdr.ttl) return false;
  const set = Object.entries({ ttl, endAtReceipt }).filter(([, end]) => end !== undefined);
  const { written } = await documents.update({
    purpose: 'fitting the end of a CDR to its recording',
    table,
    key: { pk, sk },
    change: [
      ...(set.length === 0 ? [] : [`SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`]),
      ...(ttl === undefined ? ['REMOVE #ttl'] : []),
    ].join(' '),
    condition: `${objectKey === undefined ? 'attribute_not_exists(objectKey)' : 'archivedAt = :archivedAt'} AND attribute_exists(pk)`,
    names: { '#ttl': 'ttl', ...Object.fromEntries(set.map(([name]) => [`#${name}`, name])) },
    values: {
      ...Object.fromEntries(set.map(([name, end]) => [`:${name}`, end])),
      ...(objectKey === undefined ? {} : { ':archivedAt': archivedAt }),
    },
  });
  return written;
};

const wantedEnd = (cdr: CdrItem, retention: CdrRetention, now: Date): CdrEnd => {
  const { archivedAt, objectKey, ttl, endAtReceipt } = cdr;
  if (objectKey === undefined) return { ttl: endOfCdr(cdr, retention), endAtReceipt };
  // Erased, and an archiver may still be writing it: the end of its erasure gives it its own.
  if (archivedAt === undefined) return { ttl, endAtReceipt };
  const wanted = endOfArchivedCdr(archivedAt, cdr, retention);
  if (wanted.ttl === undefined || wanted.ttl >= (ttl ?? Infinity)) return wanted;
  // The bucket takes days for recordings that are over by the change.
  return { ...wanted, ttl: Math.max(wanted.ttl, soonestEnd(now)) };
};
