import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import UPlot from 'uplot';
import { isDark } from '../state/theme.ts';
import { kitTexts } from './texts.ts';

/** A line or bars of a chart. `token`: the colour, as tokens.css names it. */
export type Series = Readonly<{
  name: string;
  token: 'accent' | 'good' | 'warn' | 'bad' | 'edge';
  values: readonly (number | null)[];
}>;

type ChartProps = Readonly<{
  /** Says in words what the chart shows; a table beside it has the figures. */
  label: string;
  /** Seconds since 1970, ascending. */
  times: readonly number[];
  series: readonly Series[];
  height?: number;
  /** The times are days; no hour is shown. */
  wholeDays?: boolean;
}>;

const colour = (token: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${token}`);

const BAR_WIDTH = 0.7;
const MOST_BAR_PIXELS = 48;

/** Two series stand side by side at each time; more of them before each other. */
const barsOf = (index: number, count: number): Partial<UPlot.Series> => {
  const align = count === 2 ? (index === 0 ? -1 : 1) : 0;
  const size = count === 2 ? BAR_WIDTH / 2 : BAR_WIDTH;
  const paths = UPlot.paths.bars?.({ size: [size, MOST_BAR_PIXELS], align });
  return paths === undefined ? {} : { paths };
};

const HOUR = 3600;
const DAY = 24 * HOUR;

/** The figures of days, from one day a sign to four weeks. */
const DAYS = [1, 2, 7, 14, 28].map((days) => days * DAY);
const HOURS = [HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, ...DAYS];
/** Counts have no parts. */
const COUNTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7];

/** As uPlot wants it: from this step on the text, and at a new year and a new day a line more; the same in all languages. */
const TIME_TEXTS = [
  [DAY, '{MM}-{DD}', '\n{YYYY}', null, null, null, null, null, 1],
  [HOUR, '{HH}:{mm}', '\n{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1],
];

/** Half a step is free at both ends, so that no bar is cut. */
const timeRange = (times: readonly number[]) => (): [number, number] => {
  const [first = 0] = times;
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const half = (steps.length === 0 ? DAY : Math.min(...steps)) / 2;
  return [first - half, (times.at(-1) ?? first) + half];
};

const axesFor = (wholeDays: boolean): UPlot.Axis[] => {
  const lines = {
    stroke: colour('dim'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { stroke: colour('line'), width: 1 },
  };
  return [
    { ...lines, values: TIME_TEXTS, incrs: wholeDays ? DAYS : HOURS },
    { ...lines, size: 48, incrs: COUNTS },
  ];
};

const optionsFor = (
  { series, times, height = 200, wholeDays = false }: ChartProps,
  width: number,
): UPlot.Options => ({
  width,
  height,
  cursor: { drag: { x: false, y: false } },
  scales: {
    x: { range: timeRange(times) },
    y: { range: (_chart, _least, most) => [0, Math.max(1, most * 1.1)] },
  },
  axes: axesFor(wholeDays),
  series: [
    { label: kitTexts.peek().time, value: wholeDays ? '{YYYY}-{MM}-{DD}' : '{YYYY}-{MM}-{DD} {HH}:{mm}' },
    ...series.map(({ name, token }, index) => ({
      label: name,
      fill: colour(token),
      // Nothing is drawn of a zero.
      width: 0,
      points: { show: false },
      ...barsOf(index, series.length),
    })),
  ],
});

/** Bars over time. Drawn anew when the theme or the width changes. */
export const Chart = (props: ChartProps) => {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<UPlot | undefined>(undefined);
  const draw = () => {
    const { current } = place;
    if (current === null) return;
    drawn.current?.destroy();
    const data = [[...props.times], ...props.series.map(({ values }) => [...values])];
    drawn.current = new UPlot(optionsFor(props, current.clientWidth), data as UPlot.AlignedData, current);
  };
  useSignalEffect(() => {
    // The colours are read from the page, which has them by now.
    isDark.value;
    queueMicrotask(draw);
  });
  useEffect(() => {
    draw();
    const watcher = new ResizeObserver(() => {
      const width = place.current?.clientWidth ?? 0;
      if (width > 0 && width !== drawn.current?.width)
        drawn.current?.setSize({ width, height: props.height ?? 200 });
    });
    if (place.current !== null) watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      drawn.current?.destroy();
    };
  }, [props.times, props.series]);
  return <div class="chart" ref={place} role="img" aria-label={props.label} />;
};
