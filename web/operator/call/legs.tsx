import { clockText, lengthText } from '../../kit/format/times.ts';
import { Card, Table } from '../../kit/parts/data.tsx';
import { language } from '../../kit/state/language.ts';
import type { Call } from '../api.ts';
import { callTexts } from './texts.ts';

/** The legs of a call, one a CDR. */
export const Legs = ({ call: { legs } }: Readonly<{ call: Call }>) => {
  const t = callTexts.value;
  if (legs.length === 0) return null;
  const time = (iso: string | null) => (iso === null ? '–' : clockText(iso, language.value));
  const rows = legs.map((leg, index) => ({ ...leg, number: index + 1 }));
  return (
    <Card title={t.legs}>
      <Table
        caption={t.legs}
        keyOf={({ number }) => String(number)}
        rows={rows}
        columns={[
          { head: '#', cell: ({ number }) => number },
          { head: t.start, cell: ({ startedAt }) => time(startedAt) },
          { head: t.answeredStep, cell: ({ answeredAt }) => time(answeredAt) },
          { head: t.end, cell: ({ endedAt }) => time(endedAt) },
          {
            head: t.talk,
            end: true,
            cell: ({ talkSeconds }) => (talkSeconds === null ? '–' : lengthText(talkSeconds, language.value)),
          },
        ]}
      />
    </Card>
  );
};
