import { momentText } from '../../kit/format/times.ts';
import { Copy } from '../../kit/parts/controls.tsx';
import { Table } from '../../kit/parts/data.tsx';
import { language } from '../../kit/state/language.ts';
import type { PushOverview } from '../journal/push-series.ts';
import { pushesTexts } from '../journal/push-texts.ts';
import { texts } from '../texts/texts.ts';

/** The latest pushes, the newest first. */
export const PushTable = ({ latest }: Readonly<{ latest: PushOverview['latest'] }>) => {
  const t = pushesTexts.value;
  return (
    <Table
      caption={t.latest}
      rows={latest}
      keyOf={({ journalId }) => journalId}
      columns={[
        {
          head: t.at,
          cell: ({ receivedAt }) => <span class="number">{momentText(receivedAt, language.value)}</span>,
        },
        { head: t.app, cell: ({ app }) => app },
        {
          head: t.kind,
          cell: ({ kind }) =>
            kind === undefined ? (
              <span class="dim">{t.closed}</span>
            ) : (
              <span class="number">{t.kinds[kind]}</span>
            ),
        },
        { head: t.items, end: true, cell: ({ items }) => items ?? '–' },
        {
          head: t.push,
          cell: ({ journalId }) => <Copy id value={journalId} what={texts.value.ids.journal} />,
        },
      ]}
    />
  );
};
