import { countText, lengthText } from '../../kit/format/times.ts';
import { Copy } from '../../kit/parts/controls.tsx';
import { type Column, Table } from '../../kit/parts/data.tsx';
import { language } from '../../kit/state/language.ts';
import { NumberCopy } from '../number-copy.tsx';
import { texts } from '../texts/texts.ts';
import { usageTexts } from './texts.ts';
import { currenciesOf, nameOf, type Usage, type UsageRow } from './usage-model.ts';

const count = (figure: number): string => countText(figure, language.value);

const amountText = ({ amounts }: UsageRow, currency: string): string =>
  amounts.find((each) => each.currency === currency)?.total ?? '–';

const NameCell = ({ row, by }: Readonly<{ row: UsageRow; by: Usage['by'] }>) => {
  const name = nameOf(row, by);
  if (name === null) return <span class="dim">{usageTexts.value.none}</span>;
  if (by === 'x') return <NumberCopy number={name} />;
  return by === 'reference' ? <Copy value={name} what={texts.value.ids.reference} /> : name;
};

const hasSeveralApps = ({ by, items }: Usage): boolean =>
  by !== 'app' && items.some(({ app }) => app !== undefined);

/** A row of the table; the total is the first one. */
type Line = UsageRow & Readonly<{ isTotal?: true }>;

const columnsOf = (usage: Usage): readonly Column<Line>[] => {
  const t = usageTexts.value;
  const figure = (head: string, of: (row: UsageRow) => number) => ({
    head,
    end: true,
    cell: (row: UsageRow) => count(of(row)),
  });
  return [
    {
      head: t.bys[usage.by],
      cell: (row) => (row.isTotal ? <strong>{t.total}</strong> : <NameCell row={row} by={usage.by} />),
    },
    ...(hasSeveralApps(usage) ? [{ head: t.app, cell: ({ app }: UsageRow) => app }] : []),
    figure(t.calls, ({ calls }) => calls),
    figure(t.answered, ({ answered }) => answered),
    {
      head: t.talk,
      end: true,
      cell: ({ talkSeconds }) => <span class="number">{lengthText(talkSeconds, language.value)}</span>,
    },
    figure(t.billed, ({ billedMinutes }) => billedMinutes),
    figure(t.messages, ({ messages }) => messages),
    figure(t.parts, ({ messageParts }) => messageParts),
    ...(usage.total.numberMonths === 0 ? [] : [figure(t.numbers, ({ numberMonths }) => numberMonths)]),
    ...(usage.total.late.calls + usage.total.late.messages === 0
      ? []
      : [
          {
            head: t.late,
            cell: ({ late }: UsageRow) => t.lateCalls(count(late.calls), count(late.messages)),
          },
        ]),
    ...currenciesOf(usage).map((currency) => ({
      head: t.amount(currency),
      end: true,
      cell: (row: UsageRow) => amountText(row, currency),
    })),
  ];
};

/** The sums, the total of the whole month first. */
export const UsageTable = ({ usage }: Readonly<{ usage: Usage }>) => {
  const total: Line = { ...usage.total, isTotal: true };
  return (
    <Table
      caption={usageTexts.value.sums}
      rows={[total, ...usage.items]}
      keyOf={(row, index) => (index === 0 ? 'total' : `${row.app} ${nameOf(row, usage.by)}`)}
      columns={columnsOf(usage)}
    />
  );
};
