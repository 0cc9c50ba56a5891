import { Chart, type Series } from './chart.tsx';
import { Table } from './data.tsx';
import { kitTexts } from './texts.ts';

type FiguresProps = Readonly<{
  /** Says in words what is shown. */
  label: string;
  /** Seconds since 1970, ascending. */
  times: readonly number[];
  /** The name of each time, for the table. */
  names: readonly string[];
  /** Above these names. */
  nameHead: string;
  series: readonly Series[];
  wholeDays?: boolean;
  /** Of a figure that nobody has. */
  missing?: string;
}>;

/** A chart, and its figures as a table, for whoever does not see it or wants them exactly. */
export const Figures = ({ names, nameHead, missing = '–', ...chart }: FiguresProps) => (
  <div class="stack">
    <Chart {...chart} />
    <details>
      <summary>{kitTexts.value.figures}</summary>
      <Table
        caption={chart.label}
        rows={names.map((name, index) => ({ name, index }))}
        keyOf={({ index }) => String(index)}
        columns={[
          { head: nameHead, cell: ({ name }) => name },
          ...chart.series.map(({ name, values }) => ({
            head: name,
            end: true,
            cell: ({ index }: Readonly<{ index: number }>) => values[index] ?? missing,
          })),
        ]}
      />
    </details>
  </div>
);
