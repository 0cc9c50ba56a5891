import { useMemo } from 'preact/hooks';
import { hourOf, momentText } from '../../kit/format/times.ts';
import type { Series } from '../../kit/parts/chart.tsx';
import { Figures } from '../../kit/parts/figures.tsx';
import { Note } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { type Counts, isSilent, type PushOverview, receivedCounts } from '../journal/push-series.ts';
import { pushesTexts } from '../journal/push-texts.ts';

/** When pushes came. */
export const PushRate = ({ overview }: Readonly<{ overview: PushOverview }>) => {
  const t = pushesTexts.value;
  const counts = useMemo(() => receivedCounts(overview), [overview]);
  return (
    <div class="stack">
      {overview.truncated ? <Note tone="warn">{t.truncated}</Note> : null}
      {isSilent(overview) ? <Note tone="warn">{t.noneInTime}</Note> : null}
      <HourFigures counts={counts} label={t.rateLabel} name={t.received} token="accent" />
    </div>
  );
};

type HourFiguresProps = Readonly<{
  counts: Counts;
  label: string;
  name: string;
  token: Series['token'];
}>;

/** Counts by the hour. */
export const HourFigures = ({ counts, label, name, token }: HourFiguresProps) => {
  const t = pushesTexts.value;
  const times = useMemo(() => counts.starts.map(hourOf), [counts]);
  const series = useMemo(
    (): readonly Series[] => [{ name, token, values: counts.counts }],
    [counts, language.value],
  );
  return (
    <Figures
      label={label}
      times={times}
      names={counts.starts.map((start) => momentText(start, language.value))}
      nameHead={t.hour}
      series={series}
      missing={t.notCounted}
    />
  );
};
