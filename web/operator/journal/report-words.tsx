import type { ComponentChildren } from 'preact';
import { countText } from '../../kit/format/times.ts';
import { Note } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { replayTexts } from './replay-texts.ts';
import { isTroubled, reportLines } from './report-lines.ts';
import type { ReplayOrder, ReplayReport } from './run-replay.ts';

type ReportProps = Readonly<{
  title: string;
  kind: ReplayOrder['kind'];
  isDry: boolean;
  report: ReplayReport;
  children?: ComponentChildren;
}>;

/** The counts of a replay, in words. */
export const ReportWords = ({ title, kind, isDry, report, children }: ReportProps) => {
  const t = replayTexts.value;
  const lines = reportLines(report);
  const count = (figure: number) => countText(figure, language.value);
  const head = (isDry ? t.lookedCounts : t.counts)[kind];
  return (
    <Note tone={isTroubled(report) ? 'warn' : isDry ? 'plain' : 'good'} title={title}>
      {report.replayed === 0 && lines.length === 0 ? (
        <p>{t.nothing}</p>
      ) : (
        <p>{head(count(report.replayed))}</p>
      )}
      <ul>
        {lines.map((line) => (
          <li key={line.name}>{t.lines[line.name](count(line.count))}</li>
        ))}
      </ul>
      {children}
    </Note>
  );
};
