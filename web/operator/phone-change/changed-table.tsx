import { Table } from '../../kit/parts/data.tsx';
import { Badge, type Tone } from '../../kit/parts/states.tsx';
import { hrefOf } from '../../kit/state/route.ts';
import type { ChangedItem } from './phone-state.ts';
import { phoneTexts } from './texts.ts';

const TONES: Readonly<Record<ChangedItem['result'], Tone>> = {
  changed: 'good',
  changeable: 'plain',
  'not-changeable': 'warn',
  conflict: 'warn',
  failed: 'bad',
};

const SHORT_ID = 6;

/** Each binding of the person, and what came of it or would. */
export const ChangedTable = ({ items }: Readonly<{ items: readonly ChangedItem[] }>) => {
  const t = phoneTexts.value;
  return (
    <Table
      caption={t.title}
      rows={items}
      keyOf={({ bindingId }) => bindingId}
      columns={[
        {
          head: t.binding,
          cell: ({ bindingId, app, mode }) => (
            <a href={hrefOf('bindings', bindingId)}>
              {app} · {mode} · {bindingId.slice(0, SHORT_ID)}…
            </a>
          ),
        },
        { head: t.role, cell: ({ roles }) => roles.map((role) => t.roles[role]).join(', ') },
        {
          head: t.result,
          cell: ({ result, code, temporaryCalleeEnded }) => (
            <>
              <Badge tone={TONES[result]}>{t.results[result]}</Badge> <span class="small dim">{code}</span>{' '}
              {temporaryCalleeEnded ? <span class="small">{t.calleeEnded}</span> : null}
            </>
          ),
        },
      ]}
    />
  );
};
