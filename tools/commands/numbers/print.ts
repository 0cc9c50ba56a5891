import type {
  ImportedPool,
  NumberByOrder,
  NumberLine,
  PoolNow,
} from '../../../functions/manage-pool/handler.ts';
import { counted } from '../../../shared/status/counted.ts';

type PoolOfApp = PoolNow['pools'][number];
type City = PoolOfApp['cities'][number];

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ');

const cityLines = ({
  areaCode,
  numbers,
  causes,
  fill,
  needed,
  usable,
  liveBindings,
  low,
}: City): string[] => [
  `  ${areaCode ?? 'no area code'}: ${listed(numbers)}; ${counted(liveBindings, 'live binding')}, ${Math.round(fill * 100)} percent full${low ? ', LOW' : ''}`,
  ...(needed === 0
    ? []
    : [`    you need at least ${counted(needed, 'number')} here, ${counted(usable, 'is', 'are')} usable`]),
  ...(Object.keys(causes).length === 0 ? [] : [`    by cause: ${listed(causes)}`]),
];

const appLines = ({ app, mode, cities, hot, complete }: PoolOfApp): string[] => [
  `${app} (${mode})${complete ? '' : ', not counted to the end: live bindings and needs are the least'}`,
  ...(cities.length === 0 ? ['  no number'] : cities.flatMap(cityLines)),
  ...(hot.length === 0 ? [] : ['  people with the most live bindings, by look-up key:']),
  ...hot.map(
    ({ person, areaCode, liveBindings }) => `    ${person} ${areaCode ?? 'no area code'} ${liveBindings}`,
  ),
];

/** The report for people. */
export const describePool = ({ pools }: PoolNow): string => pools.flatMap(appLines).join('\n');

/** The numbers for people, a line each. */
export const describeNumbers = (items: readonly NumberLine[], unreadable: readonly string[]): string =>
  [
    ...items.map(lineOf),
    counted(items.length, 'number'),
    ...(unreadable.length === 0 ? [] : [`${unreadable.length} cannot be opened: ${unreadable.join(', ')}`]),
  ].join('\n');

const lineOf = ({ app, x, areaCode, sms, state, cause, reserved, liveBindings }: NumberLine): string =>
  [
    ...[app, x, areaCode ?? '-', cause === null ? state : `${state} (${cause})`],
    ...(reserved ? ['reserved'] : []),
    ...(sms ? ['sms'] : []),
    `${liveBindings} live`,
  ].join(' ');

/** The numbers as a table that an import reads: without retired ones, which it would take up again. */
export const numbersTable = (items: readonly NumberLine[]): string =>
  [
    'x,areaCode,sms,app,state,cause,reserved,liveBindings',
    ...items
      .filter(({ state }) => state !== 'retired')
      .map(({ x, areaCode, sms, app, state, cause, reserved, liveBindings }) =>
        [x, areaCode ?? '', sms, app, state, cause ?? '', reserved, liveBindings].join(','),
      ),
  ].join('\n');

/** The outcome of an import for people. */
export const describeImport = (imported: ImportedPool): string =>
  [
    ...imported.diff.map(
      ({ kind, x, fields }) => `${kind} ${x}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`,
    ),
    `${imported.added} added, ${imported.changed} changed, ${imported.retired} retired, ${imported.unchanged} unchanged`,
    ...(imported.ignoredColumns.length === 0
      ? []
      : [`columns not read: ${imported.ignoredColumns.join(', ')}`]),
    ...(imported.unreadable.length === 0
      ? []
      : [
          `${counted(imported.unreadable.length, 'stored number')} cannot be opened, and ${counted(imported.unreadable.length, 'stays', 'stay')}`,
        ]),
    ...(imported.forceNeeded && imported.dryRun
      ? ['it would need --force: it retires a fifth of the pool, or numbers with live bindings']
      : []),
    ...(imported.dryRun ? ['nothing was changed (--dry-run)'] : []),
  ].join('\n');

/** The outcome of a change for people. */
export const describeChange = (
  { dryRun, number }: NumberByOrder,
  { state, reserved }: Readonly<{ state?: string; reserved?: boolean }>,
): string => {
  const wanted = state ?? (reserved === true ? 'reserved' : 'not reserved');
  return dryRun ? `${lineOf(number)}: would be ${wanted}; nothing was changed (--dry-run)` : lineOf(number);
};
