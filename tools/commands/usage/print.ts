import type {
  CompareAnswer,
  FreezeAnswer,
  UsageReportAnswer,
} from '../../../functions/manage-usage/handler.ts';
import type { UsageRow } from '../../../shared/usage/report/read-usage.ts';
import type { UsageSums } from '../../../shared/usage/usage-sums.ts';
import type { Rebuilt } from './run.ts';

/** A line a row, and the sum. */
export const describeUsage = ({ from, lastDay, rows, total, uncounted }: UsageReportAnswer): string =>
  [
    `${from} to ${lastDay}, both included (days of UTC)`,
    ...rows.map((row) => `  ${nameOf(row)}: ${sumsLine(row.sums)}${moneyOf(row)}`),
    `  together: ${sumsLine(total.sums)}${moneyOf(total)}`,
    ...(uncounted === 0
      ? []
      : [`${uncounted} numbers and days wait for their count, with late records or after a rebuild.`]),
  ].join('\n');

const nameOf = ({ day, app, x, reference }: UsageRow): string => {
  const parts = [day, app, x === null ? 'no number' : x, reference === null ? 'no reference' : reference];
  return parts.filter((part) => part !== undefined).join(' ');
};

const sumsLine = (sums: UsageSums): string =>
  [
    `${sums.calls} calls`,
    `${sums.answered} answered`,
    `${sums.billedMinutes} min`,
    `${sums.messageParts} parts of ${sums.messages} texts`,
    ...(sums.numberMonths === 0 ? [] : [`${sums.numberMonths} number rents`]),
    ...(sums.unknownTalk === 0 ? [] : [`${sums.unknownTalk} with unknown talk`]),
    ...(sums.lateCalls + sums.lateMessages === 0
      ? []
      : [
          `of these late: ${sums.lateCalls} calls, ${sums.lateBilledMinutes} min, ${sums.lateMessageParts} parts`,
        ]),
  ].join(', ');

const moneyOf = ({ amounts }: Pick<UsageRow, 'amounts'>): string =>
  amounts.map(({ currency, total }) => `; ${total} ${currency}`).join('');

/** The numbers and days that are counted anew. */
export const describeRebuild = ({ dryRun, records, cells }: Rebuilt): string =>
  dryRun
    ? `${cells} numbers and days would be counted anew, from ${records} records. Nothing was changed (--dry-run).`
    : `${cells} numbers and days are counted anew within minutes, from ${records} records.`;

const OUTCOMES = {
  frozen: 'frozen',
  'was-frozen': 'was frozen before, and stays so',
  'would-freeze': 'would be frozen (--dry-run)',
} satisfies Record<FreezeAnswer['apps'][number]['outcome'], string>;

/** A line an app. */
export const describeFrozen = ({ month, apps }: FreezeAnswer): string =>
  apps.map(({ app, outcome }) => `${app} ${month}: ${OUTCOMES[outcome]}`).join('\n');

/** Each app with the numbers whose sums have changed. */
export const describeComparison = ({ month, compared, notFrozen }: CompareAnswer): string =>
  [
    ...compared.flatMap(({ app, at, operator, changed, frozen, now }) => [
      `${app} ${month}, frozen ${at} by ${operator}: ${changed.length === 0 ? 'nothing has changed' : `${changed.length} numbers have changed`}`,
      `  then: ${sumsLine(frozen)}`,
      `  now:  ${sumsLine(now)}`,
      ...changed.map(
        (each) => `  ${each.x ?? 'no number'}: ${sumsLine(each.frozen)} -> ${sumsLine(each.now)}`,
      ),
    ]),
    ...notFrozen.map((app) => `${app} ${month}: not frozen`),
  ].join('\n');
