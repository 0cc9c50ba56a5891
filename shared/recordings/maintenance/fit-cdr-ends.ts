import * as v from 'valibot';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { type CdrRetention, endOfArchivedCdr, endOfCdr, soonestEnd } from '../store/cdr-end.ts';

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
});
type CdrItem = v.InferOutput<typeof CdrItem>;

/** Another version of the functions may have archived meanwhile: during a deployment, or until a way back was taken again. */
const FITTED_SECONDS = 30 * 24 * 3600;

/** Items of a page, and writes at a time. */
const PAGE = 500;
const AT_MOST = 10;

/**
 * A change of `recordingRetentionDays` acts on all recordings of the bucket at once. So CDRs follow: each that leads to an archived
 * recording ends with it, whenever it was archived, and one whose recording is gone ends again. Looks at every item of the calls, once
 * after each change and once a month, as long as there is time; the next run goes on.
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
    const item = {
      ...KEY,
      ...(recordingRetentionDays === undefined ? {} : { recordingDays: recordingRetentionDays }),
      ...(isWhole ? { wholeAt: iso(clock()) } : { start }),
    };
    await documents.put({ purpose: 'storing how far CDRs are fitted', table, item });
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
  const wanted = wantedEnd(cdr, retention, clock());
  if (wanted === cdr.ttl) return false;
  const { written } = await documents.update({
    purpose: 'fitting the end of a CDR to its recording',
    table,
    key: { pk: cdr.pk, sk: cdr.sk },
    change: wanted === undefined ? 'REMOVE #ttl' : 'SET #ttl = :ttl',
    condition: `${cdr.objectKey === undefined ? 'attribute_not_exists(objectKey)' : 'archivedAt = :archivedAt'} AND attribute_exists(pk)`,
    names: { '#ttl': 'ttl' },
    values: {
      ...(wanted === undefined ? {} : { ':ttl': wanted }),
      ...(cdr.objectKey === undefined ? {} : { ':archivedAt': cdr.archivedAt }),
    },
  });
  return written;
};

const wantedEnd = (
  { receivedAt, archivedAt, objectKey, ttl }: CdrItem,
  retention: CdrRetention,
  now: Date,
): number | undefined => {
  if (objectKey === undefined) return ttl ?? endOfCdr(receivedAt, retention);
  // Erased, and an archiver may still be writing it: the end of its erasure gives it its own.
  if (archivedAt === undefined) return ttl;
  const end = endOfArchivedCdr(archivedAt, endOfCdr(receivedAt, retention), retention);
  // The bucket takes days for recordings that are over by the change.
  return end !== undefined && end < (ttl ?? Infinity) ? Math.max(end, soonestEnd(now)) : end;
};
