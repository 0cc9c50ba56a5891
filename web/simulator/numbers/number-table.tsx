import { useSignal } from '@preact/signals';
import { Button, Copy } from '../../kit/parts/controls.tsx';
import { Card, Table } from '../../kit/parts/data.tsx';
import { Badge, type Tone } from '../../kit/parts/states.tsx';
import type { BindingView, NumberState, SimulatedApp } from '../api/types.ts';
import { texts } from '../texts/texts.ts';
import { NumberChange } from './number-change.tsx';
import { numberTexts } from './texts.ts';

const TONES: Readonly<Record<NumberState, Tone>> = { 5: 'good', 9: 'warn', 10: 'bad', 11: 'warn' };

type NumberTableProps = Readonly<{ app: SimulatedApp; bindings: readonly BindingView[] }>;

/** The private numbers of an app; the state of each can be changed. */
export const NumberTable = ({ app, bindings }: NumberTableProps) => {
  const t = numberTexts.value;
  const changing = useSignal<string | undefined>(undefined);
  const number = app.numbers.find(({ x }) => x === changing.value);
  return (
    <Card title={t.numbers}>
      <Table
        caption={t.numbers}
        rows={app.numbers}
        keyOf={({ x }) => x}
        columns={[
          { head: t.number, cell: ({ x }) => <Copy value={x} what={texts.value.number} /> },
          {
            head: texts.value.state,
            cell: ({ state }) => <Badge tone={TONES[state]}>{texts.value.numberStates[state]}</Badge>,
          },
          {
            head: t.change,
            cell: ({ x }) => (
              <Button
                small
                label={t.changeOf(x)}
                onClick={() => {
                  changing.value = x;
                }}
              >
                {t.change}
              </Button>
            ),
          },
          { head: t.area, cell: ({ areaCode }) => areaCode ?? '–' },
          {
            head: t.bindings,
            end: true,
            cell: ({ x }) => bindings.filter((binding) => binding.x === x || binding.y === x).length,
          },
        ]}
      />
      {number === undefined ? null : (
        <NumberChange
          number={number}
          close={() => {
            changing.value = undefined;
          }}
        />
      )}
    </Card>
  );
};
