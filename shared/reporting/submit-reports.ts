import type { Clock } from '../kernel/clock.ts';
import type { E164 } from '../kernel/e164.ts';
import { AppError } from '../kernel/errors.ts';
import type { IdSource } from '../kernel/ids.ts';
import { isAmbiguous, platformError, requestError } from '../kernel/platform-outcome.ts';
import { askPlatform } from './hear-platform.ts';
import type {
  Photo,
  ReportChanges,
  ReportedPerson,
  ReportQueries,
  ReportRecord,
  ReportRegistry,
} from './report.ts';
import { submissionRefusal, submitted, submitting, unknownReport } from './report-rules.ts';

/** One number to report, with its photo. */
export type ReportOrder = Omit<ReportedPerson, 'photoName'> &
  Readonly<{ photo?: Omit<Photo, 'name'> | undefined }>;

/** A number and its record; `submitted` false: it is reported already, and nothing was sent. */
export type SubmissionOutcome = Readonly<{ record: ReportRecord; submitted: boolean }>;

type Deps = Readonly<{
  platform: ReportQueries;
  changes: ReportChanges;
  registry: ReportRegistry;
  clock: Clock;
  newId: IdSource;
  /** How long after it left a request without an answer may still be applied by the platform. */
  latestSeconds: number;
}>;

/**
 * Submits numbers with their actual users, all or none. The platform is asked first how they stand; each record is then taken by a
 * conditional write, so that two submissions of one number never leave together. Nothing of a person but the number is kept.
 *
 * @throws {AppError} `report-in-progress`, `report-too-soon`, `report-barred` naming the numbers by their place; whatever the platform answers. After an
 *   answer that never came the numbers stay in progress until the platform has them, or can carry it out no longer; then its word decides.
 */
export const submitReports = async (
  deps: Deps,
  orders: readonly ReportOrder[],
): Promise<readonly SubmissionOutcome[]> => {
  const known = await askPlatform(
    deps,
    orders.map(({ number }) => number),
  );
  if (known.kind !== 'ok') throw platformError(known);
  const records = known.value;
  refuseAny(orders, records, deps.clock());
  const open = orders.filter(({ number }) => records.get(number)?.state !== 'reported');
  if (open.length === 0) return orders.map(({ number }) => outcomeOf(records, number, false));
  const taken = await takeAll(deps, open, records);
  await send(deps, open, taken, records);
  const now = deps.clock();
  const after = await Promise.all(
    [...taken.values()].map(async (record) => {
      const next = submitted(record, now);
      return (await deps.registry.write(next)) ?? next;
    }),
  );
  const all = new Map([...records, ...after.map((record) => [record.number, record] as const)]);
  return orders.map(({ number }) => outcomeOf(all, number, taken.has(number)));
};

type Records = ReadonlyMap<E164, ReportRecord>;

const outcomeOf = (records: Records, number: E164, isSubmitted: boolean): SubmissionOutcome => {
  return { record: records.get(number) ?? unknownReport(number), submitted: isSubmitted };
};

/** @throws {AppError} the first refusal, with the place of every number that is refused. */
const refuseAny = (orders: readonly ReportOrder[], records: Records, now: Date): void => {
  const refusals = orders.flatMap(({ number }, index) => {
    const refusal = submissionRefusal(records.get(number), now);
    return refusal === undefined ? [] : [{ refusal, path: `numbers.${index}.number` }];
  });
  const [first] = refusals;
  if (first === undefined) return;
  const waits = refusals.flatMap(({ refusal }) => refusal.retryAfterSeconds ?? []);
  throw new AppError(first.refusal.code, first.refusal.message, {
    errors: refusals.map(({ refusal, path }) => ({ path, message: refusal.code })),
    ...(waits.length === 0 ? {} : { retryAfterSeconds: Math.max(...waits) }),
  });
};

/** Takes every number, or none. @throws {AppError} `report-in-progress` when another submission was faster. */
const takeAll = async (deps: Deps, orders: readonly ReportOrder[], records: Records): Promise<Records> => {
  const now = deps.clock();
  const attempts = await Promise.all(
    orders.map(async ({ number }) => ({
      number,
      record: await deps.registry.write(submitting(number, records.get(number), now, deps.latestSeconds)),
    })),
  );
  const taken = new Map(
    attempts.flatMap(({ number, record }) => (record === undefined ? [] : [[number, record] as const])),
  );
  if (taken.size === orders.length) return taken;
  await restoreRecords(deps, taken, records);
  const errors = orders.flatMap(({ number }, index) =>
    taken.has(number) ? [] : [{ path: `numbers.${index}.number`, message: 'report-in-progress' }],
  );
  throw new AppError('report-in-progress', 'another report of the number is being submitted', { errors });
};

/** Puts the records back as they were, because nothing of this submission has reached the platform. */
const restoreRecords = async ({ registry }: Deps, taken: Records, former: Records): Promise<void> => {
  await Promise.all(
    [...taken.values()].map(async (record) => {
      const before = former.get(record.number);
      await (before === undefined
        ? registry.remove(record)
        : registry.write({ ...before, version: record.version }));
    }),
  );
};

/** Uploads the photos and submits. @throws {AppError} where the platform has not taken it, or does not say. */
const send = async (
  deps: Deps,
  orders: readonly ReportOrder[],
  taken: Records,
  former: Records,
): Promise<void> => {
  const people = orders.map(({ photo, ...person }) => ({ person, photo: photo && namedPhoto(deps, photo) }));
  const photos = people.flatMap(({ photo }) => photo ?? []);
  if (photos.length > 0) {
    // A photo that nobody names does no harm, so whatever became of it the submission may be made anew.
    const uploaded = await deps.changes.upload(photos);
    if (uploaded.kind !== 'ok' || uploaded.value.length > 0) {
      await restoreRecords(deps, taken, former);
      throw uploaded.kind === 'ok' ? photosRefused(people, uploaded.value) : platformError(uploaded);
    }
  }
  const added = await deps.changes.add(
    people.map(({ person, photo }) => (photo === undefined ? person : { ...person, photoName: photo.name })),
  );
  if (added.kind === 'ok') return;
  if (!isAmbiguous(added)) await restoreRecords(deps, taken, former);
  throw requestError(added);
};

const namedPhoto = ({ newId }: Deps, photo: Omit<Photo, 'name'>): Photo => ({
  ...photo,
  name: `${newId()}.${photo.type === 'image/png' ? 'png' : 'jpg'}`,
});

const photosRefused = (
  people: readonly Readonly<{ photo: Photo | undefined }>[],
  refused: readonly string[],
): AppError =>
  new AppError('platform-rejected', 'the platform did not take a photo', {
    errors: people.flatMap(({ photo }, index) =>
      photo !== undefined && refused.includes(photo.name)
        ? [{ path: `numbers.${index}.photo`, message: 'was not taken by the platform' }]
        : [],
    ),
  });
