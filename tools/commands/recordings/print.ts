import type { ManageReport } from '../../../functions/manage-recordings/handler.ts';
import type {
  ArchiveStatus,
  RecordingLine,
} from '../../../shared/recordings/maintenance/recording-status.ts';
import { counted } from '../../../shared/status/counted.ts';

/** A report for people. */
export const describe = (report: ManageReport, dryRun: boolean): string =>
  'archive' in report
    ? describeArchive(report.archive)
    : [
        describeList(report),
        ...(report.calls === 0 ? ['No call was found: is this the right number or binding?'] : []),
        ...(dryRun ? ['Nothing was changed (--dry-run).'] : []),
      ].join('\n');

const describeArchive = (archive: ArchiveStatus): string => {
  const { at, waiting, due, lost, nearest, latestLost, countedUpTo } = archive;
  const count = (number: number) => (number >= countedUpTo ? `${number} or more` : String(number));
  return [
    `${at}: ${count(waiting)} wait, ${due} of them due, ${count(lost)} lost`,
    ...section('Deleted first at the platform', nearest),
    ...section('Lost', latestLost),
  ].join('\n');
};

const describeList = ({ calls, counts, recordings }: Exclude<ManageReport, { archive: unknown }>): string => {
  const told = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  return [
    `${counted(calls, 'call')}: ${told.length === 0 ? 'no recording' : told.join(', ')}`,
    ...recordings.map(describeLine),
  ].join('\n');
};

const section = (title: string, lines: readonly RecordingLine[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map(describeLine)];

const describeLine = ({
  callId,
  status,
  attempts,
  deadlineAt,
  reason,
  archivedAt,
  sizeBytes,
  notes = [],
}: RecordingLine) =>
  [
    `  call ${callId} ${status}`,
    ...(status === 'pending' && deadlineAt !== undefined ? [`gone at ${deadlineAt}`] : []),
    ...(archivedAt === undefined ? [] : [`at ${archivedAt}, ${counted(sizeBytes ?? 0, 'byte')}`]),
    counted(attempts, 'attempt'),
    ...(reason === undefined ? [] : [reason]),
    ...(notes.length === 0 ? [] : [`suspect: ${notes.join(' ')}`]),
  ].join(', ');
