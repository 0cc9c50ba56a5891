import { useMemo } from 'preact/hooks';
import { Chart, type Series } from '../../kit/parts/chart.tsx';
import { serviceTime } from '../../kit/state/clock.ts';
import { language } from '../../kit/state/language.ts';
import { usageTexts } from './texts.ts';
import { dayOf, daySeries, type Usage } from './usage-model.ts';

/** Calls and texts of each day that has passed, and which days those are. */
export const UsageChart = ({ usage }: Readonly<{ usage: Usage }>) => {
  const t = usageTexts.value;
  const { days, calls, messages } = useMemo(() => daySeries(usage, dayOf(serviceTime())), [usage]);
  // A day stands at its name, whatever the viewer's zone.
  const times = useMemo(() => days.map((day) => Date.parse(`${day}T00:00:00`) / 1000), [days]);
  const series = useMemo(
    (): readonly Series[] => [
      { name: t.calls, token: 'accent', values: calls },
      { name: t.messages, token: 'good', values: messages },
    ],
    [calls, messages, language.value],
  );
  const [first = usage.from] = days;
  const last = days.at(-1) ?? usage.lastDay;
  return (
    <div class="stack">
      <Chart label={t.daysLabel(first, last)} times={times} series={series} wholeDays />
      <p class="small dim">
        {t.range(first, last)} {first > usage.from ? t.nothingBefore(usage.from, first) : ''}
      </p>
    </div>
  );
};
