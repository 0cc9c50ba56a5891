import type { StatusReport } from '../../../shared/status/read-status.ts';
import type { StatusLine } from '../../../shared/status/status-line.ts';
import { statusLines } from '../../../shared/status/status-lines.ts';
import type { CheckLine } from '../doctor/check-line.ts';

/** The state as `report-status` tells it, a line each, with what the person at the terminal does about it. */
export const storedLines = (report: StatusReport, now: Date): readonly CheckLine[] =>
  statusLines(report, now).map((line) => {
    const { name, state, text } = line;
    const fix = fixOf(line);
    return fix === undefined ? { name, state, text } : { name, state, text, fix };
  });

const fixOf = ({ code, page }: StatusLine): string | undefined => {
  if (code === 'part-not-read')
    return 'the log line status-not-read of report-status; npm run ops -- doctor --stage <stage>';
  return code === 'gate-locked-out'
    ? `${page}; then npm run ops -- gate open --operator <your name> --stage <stage>`
    : page;
};
