import { mapAtMost } from '../../kernel/map-at-most.ts';
import { monthOf } from '../usage-cell.ts';
import type { RentedMonth, UsageRents, UsedPart } from '../usage-store.ts';
import { NO_USAGE } from '../usage-sums.ts';
import type { UsageSpan } from './usage-span.ts';

type Deps = Readonly<{ rents: Pick<UsageRents, 'months'> }>;

/** `apps`: those with a price for it; `byNumber` as in `readParts`. */
type Query = UsageSpan & Readonly<{ apps: readonly string[]; byNumber: boolean }>;

const AT_MOST_READS = 12;

/**
 * The rents of each month whose first day is in the span: they stand at that day, so that spans which follow each other have each
 * month once.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const readRents = async (
  { rents }: Deps,
  { apps, first, last, byNumber }: Query,
): Promise<readonly UsedPart[]> => {
  const { results } = await mapAtMost({ atMost: AT_MOST_READS }, apps, (app) =>
    rents.months(app, monthOf(first), monthOf(last), byNumber),
  );
  return results
    .flat()
    .flatMap(partsOf)
    .filter(({ day }) => day >= first && day <= last);
};

const partsOf = ({ app, month, count, numbers }: RentedMonth): readonly UsedPart[] => {
  const part = (x: string | undefined, numberMonths: number): UsedPart => ({
    ...{ app, day: `${month}-01`, xKey: undefined, x },
    sums: { ...NO_USAGE, numberMonths },
  });
  return numbers?.map((x) => part(x, 1)) ?? [part(undefined, count)];
};
