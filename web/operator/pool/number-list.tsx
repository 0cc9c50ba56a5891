import { countText } from '../../kit/format/times.ts';
import { Button, ChoiceField } from '../../kit/parts/controls.tsx';
import { Card, Table } from '../../kit/parts/data.tsx';
import { Badge, Empty, Note, Show, type Tone } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { language } from '../../kit/state/language.ts';
import type { PrivateNumber } from '../api.ts';
import { NumberCopy } from '../number-copy.tsx';
import { showProblem } from '../problem-note.tsx';
import { access } from '../session.ts';
import { cityName } from './city-list.tsx';
import { NumberDeeds } from './number-deeds.tsx';
import { loadNumbers, type NumberFilter, numberFilter, numbers, pools } from './pool-state.ts';
import { poolTexts } from './texts.ts';

const TONES: Readonly<Record<PrivateNumber['state'], Tone>> = {
  available: 'good',
  draining: 'warn',
  suspended: 'bad',
  unavailable: 'bad',
  retired: 'plain',
};

/** The numbers themselves, by app, city and state. */
export const NumberList = () => {
  const t = poolTexts.value;
  return (
    <Card title={t.numbers}>
      <NumberFilterForm />
      <Show loaded={numbers.state.value} failed={showProblem} again={() => loadNumbers()}>
        {({ items, nextCursor, unreadable = [] }) => (
          <div class="stack">
            {unreadable.length === 0 ? null : <Note tone="warn">{t.unreadable(unreadable.length)}</Note>}
            {items.length === 0 ? <Empty>{t.noNumbers}</Empty> : <NumberTable rows={items} />}
            {nextCursor === null ? null : (
              <Button disabled={numbers.state.value.isLoading} onClick={() => loadNumbers(nextCursor)}>
                {kitTexts.value.more}
              </Button>
            )}
          </div>
        )}
      </Show>
    </Card>
  );
};

const NumberFilterForm = () => {
  const t = poolTexts.value;
  const { app, areaCode, state } = numberFilter.value;
  const codes = (pools.state.value.value?.items ?? []).flatMap((city) => city.areaCode ?? []);
  const choose = (next: Partial<NumberFilter>) => {
    numberFilter.value = { ...numberFilter.peek(), ...next };
    loadNumbers();
  };
  return (
    <div class="form">
      <ChoiceField
        label={t.app}
        name="app"
        value={app}
        choices={[
          { value: '', text: t.allApps },
          ...(access.value?.apps ?? []).map(({ name }) => ({ value: name, text: name })),
        ]}
        onChange={(value) => choose({ app: value })}
      />
      <ChoiceField
        label={t.city}
        name="areaCode"
        value={areaCode}
        choices={[
          { value: '', text: t.anyCity },
          ...[...new Set(codes)].map((code) => ({ value: code, text: code })),
        ]}
        onChange={(value) => choose({ areaCode: value })}
      />
      <ChoiceField
        label={t.state}
        name="state"
        value={state}
        choices={[
          { value: '', text: t.anyState },
          ...Object.entries(t.states).map(([value, text]) => ({ value, text })),
        ]}
        onChange={(value) => choose({ state: value })}
      />
    </div>
  );
};

const NumberTable = ({ rows }: Readonly<{ rows: readonly PrivateNumber[] }>) => {
  const t = poolTexts.value;
  const { yes, no } = kitTexts.value;
  return (
    <Table
      caption={t.numbers}
      rows={rows}
      stacked
      keyOf={({ app, x }) => `${app} ${x}`}
      columns={[
        { head: t.number, cell: ({ x }) => <NumberCopy number={x} /> },
        { head: t.app, cell: ({ app }) => app },
        { head: t.city, cell: ({ areaCode }) => cityName(areaCode) },
        {
          head: t.state,
          cell: ({ state, cause }) => (
            <>
              <Badge tone={TONES[state]}>{t.states[state]}</Badge>{' '}
              <span class="small dim">{cause === state ? null : cause}</span>
            </>
          ),
        },
        { head: t.sms, cell: ({ sms }) => (sms ? yes : no) },
        { head: t.reserved, cell: ({ reserved }) => (reserved ? yes : no) },
        {
          head: t.live,
          end: true,
          cell: ({ liveBindings }) => countText(liveBindings, language.value),
        },
        { head: t.deeds, cell: (number) => <NumberDeeds number={number} /> },
      ]}
    />
  );
};
