import { counted } from '../../../shared/status/counted.ts';
import type { PrivacyResult } from './run.ts';

const REASONS = {
  live: 'a binding that lives has it: end it first, or give --end-live',
  'being-ended':
    'the platform may still do something of a binding with the person: give the order again in ten minutes',
  'recording-in-hand': 'an archiver may be writing the recording: give the order again in six minutes',
  'call-unreadable':
    'its recording cannot be erased while a record of the call cannot be read: npm run ops -- keys --stage <stage>, then give the order again',
  'at-the-platform':
    'the platform has a report of the number: POST /reports/delete with the number first, then give the order again',
  changed: 'somebody wrote it at the same time: give the order again',
  'order-in-force': 'the erasure that still acts; it goes by itself',
} as const;

/** All that an erasure leaves on purpose; docs/privacy.md has the reasons. */
const STAYS = [
  'the course of calls, texts and bindings without the person (times, lengths, results, our numbers, the other party)',
  'who gave this order, who heard recordings: for the time of the audit',
  'copies that AWS keeps of the tables (point-in-time recovery): 35 days',
];

/** A result for people. It never has the number. */
export const describePrivacy = (
  { report, refused, isUnknown, wouldEnd }: PrivacyResult,
  { action, dryRun, file }: Readonly<{ action: string; dryRun: boolean; file: string | undefined }>,
): string => {
  const { looked, found, erased, left, unreadable } = report;
  const isCarriedOut = action === 'erase' && !refused && !isUnknown && !dryRun;
  return [
    `${counted(looked, 'item')} looked at; about the person: ${counts(found)}`,
    ...(isUnknown ? ['Nothing is stored about this number: is it the right one?'] : []),
    ...(refused ? ['nothing was erased, because a binding of the person lives:'] : []),
    ...(isCarriedOut ? [`erased: ${counts(erased)}`] : []),
    ...left.map(({ kind, id, why, roles }) =>
      [
        `  ${kind} ${id} stays`,
        ...(roles === undefined ? [] : [`as ${roles.join(' and ')}`]),
        REASONS[why],
      ].join(', '),
    ),
    ...wouldEnd.map(({ kind, id, roles = [] }) =>
      [`  ${kind} ${id} would be ended`, ...(roles.length === 0 ? [] : [`as ${roles.join(' and ')}`])].join(
        ', ',
      ),
    ),
    ...(unreadable === 0
      ? []
      : [
          `${counted(unreadable, 'item')} could not be read; they may be about the person: npm run ops -- keys --stage <stage>`,
        ]),
    ...(isCarriedOut
      ? [
          '',
          'On purpose stays:',
          ...STAYS.map((line) => `  ${line}`),
          'All is looked at once more in 30 hours.',
        ]
      : []),
    ...(isUnknown && action === 'erase' && !dryRun ? ['Nothing was erased.'] : []),
    ...(dryRun ? ['Nothing was changed (--dry-run).'] : []),
    ...(file === undefined ? [] : [`written to ${file}; links to recordings open for 15 minutes`]),
  ].join('\n');
};

const counts = (of: Readonly<Record<string, number>>): string => {
  const told = Object.entries(of).map(([kind, count]) =>
    counted(count, kind, kind === 'push' ? 'pushes' : undefined),
  );
  return told.length === 0 ? 'nothing' : told.join(', ');
};
