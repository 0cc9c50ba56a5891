import { useMemo } from 'preact/hooks';
import { Chart, type Series } from '../../kit/parts/chart.tsx';
import { language } from '../../kit/state/language.ts';
import { usageTexts } from './texts.ts';
import { daySeries, type Usage } from './usage-model.ts';

/** Calls and texts of each day. */
export const UsageChart = ({ usage }: Readonly<{ usage: Usage }>) => {
  const t = usageTexts.value;
  const { days, calls, messages } = useMemo(() => daySeries(usage), [usage]);
  // A day stands at its name, whatever the viewer's zone.
  const times = useMemo(() => days.map((day) => Date.parse(`${day}T00:00:00`) / 1000), [days]);
  const series = useMemo(
    (): readonly Series[] => [
      { name: t.calls, token: 'accent', values: calls },
      { name: t.messages, token: 'good', values: messages },
    ],
    [calls, messages, language.value],
  );
  return <Chart label={t.daysLabel(usage.from, usage.lastDay)} times={times} series={series} wholeDays />;
};
