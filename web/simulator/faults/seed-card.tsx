import { useSignal } from '@preact/signals';
import { Button, TextField } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { Note } from '../../kit/parts/states.tsx';
import { control } from '../api/server.ts';
import { Command, commandOf } from '../parts/command.tsx';
import { FaultNote } from '../parts/fault-note.tsx';
import { useDoing } from '../state/doing.ts';
import { live } from '../state/live.ts';
import { faultTexts } from './texts.ts';

const LARGEST_SEED = 2 ** 32 - 1;

/** The seed that the chances of faults are drawn from; set, the same faults come again. */
export const SeedCard = () => {
  const t = faultTexts.value;
  const typed = useSignal<string | undefined>(undefined);
  const doing = useDoing<Readonly<{ seed: number }>>();
  const now = String(live.value?.about.faultSeed ?? '');
  const shown = typed.value ?? now;
  const body = { seed: Number(shown) };
  const submit = (event: Event) => {
    event.preventDefault();
    doing.run(() => control('PUT', 'faults/seed', body));
  };
  return (
    <Card title={t.chances}>
      <form class="stack" onSubmit={submit}>
        <TextField
          label={t.seed}
          name="seed"
          type="number"
          min={0}
          max={LARGEST_SEED}
          required
          hint={t.seedHint(now)}
          value={shown}
          onInput={(value) => {
            typed.value = value;
          }}
        />
        <div class="row">
          <Button type="submit" disabled={doing.busy}>
            {t.setSeed}
          </Button>
        </div>
      </form>
      <Command line={commandOf(`${location.origin}/control/faults/seed`, body, { method: 'PUT' })} />
      <FaultNote error={doing.error} />
      {doing.result === undefined ? null : <Note tone="good">{t.seedSet(doing.result.seed)}</Note>}
    </Card>
  );
};
