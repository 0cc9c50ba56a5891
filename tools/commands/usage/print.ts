import type {
  CompareAnswer,
  FreezeAnswer,
  FrozenAnswer,
  UsageReportAnswer,
} from '../../../functions/manage-usage/handler.ts';
import { counted } from '../../../shared/status/counted.ts';
import type { Prices } from '../../../shared/usage/prices.ts';
import type { ComparedMonth, Figures } from '../../../shared/usage/report/frozen-usage.ts';
import type { UsageRow } from '../../../shared/usage/report/read-usage.ts';
import type { FrozenMonth } from '../../../shared/usage/usage-store.ts';
import type { UsageSums } from '../../../shared/usage/usage-sums.ts';
import type { Rebuilt } from './run.ts';

/** A line a row, and the sum. */
export const describeUsage = ({ uncounted, ...report }: UsageReportAnswer): string =>
  [...linesOf(report), ...uncountedLines({ uncounted })].join('\n');

/** A line when some sums wait for their count. */
export const uncountedLines = ({ uncounted }: Pick<UsageReportAnswer, 'uncounted'>): readonly string[] =>
  uncounted === 0
    ? []
    : [
        `${counted(uncounted, 'number and day waits', 'numbers and days wait')} for their count, with late records or after a rebuild.`,
      ];

/** The same of a month as it was frozen, with who froze it and the prices of then. */
export const describeFrozenUsage = ({ month, frozen, notFrozen, ...report }: FrozenAnswer): string =>
  [
    ...frozen.map((each) => `${frozenLine(each)}, with ${pricesLine(each.prices)}`),
    ...(frozen.length === 0 ? [] : linesOf(report)),
    ...notFrozenLines({ month, notFrozen }),
  ].join('\n');

/** A line an app whose month is not frozen. */
export const notFrozenLines = ({
  month,
  notFrozen,
}: Pick<FrozenAnswer, 'month' | 'notFrozen'>): readonly string[] =>
  notFrozen.map((app) => `${app} ${month}: not frozen`);

const linesOf = ({ from, lastDay, rows, total }: Omit<UsageReportAnswer, 'uncounted'>): readonly string[] => [
  `${from} to ${lastDay}, both included (days of UTC)`,
  ...rows.map((row) => `  ${nameOf(row)}: ${figuresLine(row)}`),
  `  together: ${figuresLine(total)}`,
];

const frozenLine = ({ app, month, at, operator }: FrozenMonth): string =>
  `${app} ${month}, frozen ${at} by ${operator}`;

const pricesLine = (prices: Prices | undefined): string => {
  if (prices === undefined) return 'no prices';
  const { currency, callMinute, messagePart, numberMonth } = prices;
  const ofNumber = numberMonth === undefined ? '' : `, ${numberMonth} a number and month`;
  return `prices in ${currency}: ${callMinute} a minute, ${messagePart} a part${ofNumber}`;
};

const nameOf = ({ day, app, x, reference }: UsageRow): string => {
  const parts = [day, app, x === null ? 'no number' : x, reference === null ? 'no reference' : reference];
  return parts.filter((part) => part !== undefined).join(' ');
};

const figuresLine = ({ sums, amounts }: Figures): string =>
  `${sumsLine(sums)}${amounts.map(({ currency, total }) => `; ${total} ${currency}`).join('')}`;

const sumsLine = (sums: UsageSums): string =>
  [
    counted(sums.calls, 'call'),
    `${sums.answered} answered`,
    `${sums.billedMinutes} min`,
    `${counted(sums.messageParts, 'part')} of ${counted(sums.messages, 'text')}`,
    ...(sums.numberMonths === 0 ? [] : [counted(sums.numberMonths, 'number rent')]),
    ...(sums.unknownTalk === 0 ? [] : [`${sums.unknownTalk} with unknown talk`]),
    ...(sums.lateCalls + sums.lateMessages === 0 ? [] : [lateLine(sums)]),
  ].join(', ');

const lateLine = ({ lateCalls, lateBilledMinutes, lateMessages, lateMessageParts }: UsageSums): string =>
  `of these late: ${counted(lateCalls, 'call')}, ${lateBilledMinutes} min, ${counted(lateMessageParts, 'part')} of ${counted(lateMessages, 'text')}`;

/** The numbers and days that are counted anew. */
export const describeRebuild = ({ dryRun, records, cells }: Rebuilt): string =>
  dryRun
    ? `${counted(cells, 'number and day', 'numbers and days')} would be counted anew, from ${counted(records, 'record')}. Nothing was changed (--dry-run).`
    : `${counted(cells, 'number and day is', 'numbers and days are')} counted anew within minutes, from ${counted(records, 'record')}.`;

const OUTCOMES = {
  frozen: 'frozen',
  'was-frozen': 'was frozen before, and stays so',
  'would-freeze': 'would be frozen (--dry-run)',
} satisfies Record<FreezeAnswer['apps'][number]['outcome'], string>;

/** A line an app. */
export const describeFrozen = ({ month, apps }: FreezeAnswer): string =>
  apps
    .map(
      ({ app, outcome, hasPrices }) =>
        `${app} ${month}: ${OUTCOMES[outcome]}${hasPrices ? '' : '; no prices'}`,
    )
    .join('\n');

/** Each app with its figures then and now, the numbers whose sums have changed, and whether some sums wait for their count. */
export const describeComparison = ({ compared, ...rest }: CompareAnswer): string =>
  [...compared.flatMap(comparedLines), ...notFrozenLines(rest), ...uncountedLines(rest)].join('\n');

const comparedLines = (month: ComparedMonth): readonly string[] => {
  const { changed, frozen, now, prices, pricesNow, pricesChanged } = month;
  const changes = [
    ...(changed.length === 0 ? [] : [`${counted(changed.length, 'number has', 'numbers have')} changed`]),
    ...(pricesChanged ? ['prices have changed'] : []),
  ];
  return [
    `${frozenLine(month)}: ${changes.length === 0 ? 'nothing has changed' : changes.join(', ')}`,
    ...(pricesChanged ? [`  then ${pricesLine(prices)}`, `  now  ${pricesLine(pricesNow)}`] : []),
    `  then: ${figuresLine(frozen)}`,
    `  now:  ${figuresLine(now)}`,
    ...changed.map(
      (each) => `  ${each.x ?? 'no number'}: ${figuresLine(each.frozen)} -> ${figuresLine(each.now)}`,
    ),
  ];
};

/** Whether the bill is what it was: the sums of every number, and the money. */
export const isUnchanged = ({ changed, frozen, now }: ComparedMonth): boolean =>
  changed.length === 0 && JSON.stringify(frozen.amounts) === JSON.stringify(now.amounts);
