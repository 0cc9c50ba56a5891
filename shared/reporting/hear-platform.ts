import type { Clock } from '../kernel/clock.ts';
import type { E164 } from '../kernel/e164.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import type { PlatformResult } from '../kernel/platform-outcome.ts';
import type { ReportQueries, ReportRecord, ReportRegistry, SaidPage } from './report.ts';
import { afterWord } from './report-rules.ts';

type Deps = Readonly<{ platform: ReportQueries; registry: ReportRegistry; clock: Clock }>;

const AT_ONCE = 10;

/**
 * Stores what the platform said about some numbers, where it is news.
 *
 * @param askedAt when it was asked
 * @returns the records as they are then; of a number whose record another writer changed meanwhile, the one that was read
 * @throws {AppError} `store-unavailable`; repeating is safe.
 */
export const storeWord = async (
  { registry }: Pick<Deps, 'registry'>,
  numbers: readonly E164[],
  { said }: SaidPage,
  askedAt: Date,
): Promise<ReadonlyMap<E164, ReportRecord>> => {
  const records = new Map(await registry.read(numbers));
  await mapAtMost({ atMost: AT_ONCE }, numbers, async (number) => {
    const next = afterWord(number, records.get(number), said.get(number), askedAt);
    const written = next && (await registry.write(next));
    if (written !== undefined) records.set(number, written);
  });
  return records;
};

/** Asks the platform about some numbers, and stores the answer. The value: their records. @throws {AppError} `store-unavailable`. */
export const askPlatform = async (
  deps: Deps,
  numbers: readonly E164[],
): Promise<PlatformResult<ReadonlyMap<E164, ReportRecord>>> => {
  const askedAt = deps.clock();
  const answer = await deps.platform.ask(numbers);
  if (answer.kind !== 'ok') return answer;
  return { kind: 'ok', value: await storeWord(deps, numbers, answer.value, askedAt) };
};
