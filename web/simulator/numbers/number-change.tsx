import { useSignal } from '@preact/signals';
import { Button, ChoiceField } from '../../kit/parts/controls.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { control } from '../api/server.ts';
import type { NumberState, SimulatedNumber } from '../api/types.ts';
import { Command, commandOf } from '../parts/command.tsx';
import { FaultNote } from '../parts/fault-note.tsx';
import { useDoing } from '../state/doing.ts';
import { texts } from '../texts/texts.ts';
import { numberTexts } from './texts.ts';

const STATES: readonly NumberState[] = [5, 9, 10, 11];

/** Changes the state of a private number, and tells our API of it or not. */
export const NumberChange = ({ number, close }: Readonly<{ number: SimulatedNumber; close: () => void }>) => {
  const t = numberTexts.value;
  const form = useSignal({ state: number.state, notify: true, cause: '1' });
  const doing = useDoing<void>();
  const { state, notify, cause } = form.value;
  const set = (changes: Partial<typeof form.value>) => {
    form.value = { ...form.peek(), ...changes };
  };
  const path = `numbers/${encodeURIComponent(number.x)}`;
  const body = { state, notify, ...(state === 10 ? { cause } : {}) };
  const submit = (event: Event) => {
    event.preventDefault();
    doing.run(async () => {
      await control('PATCH', path, body);
      close();
    });
  };
  return (
    <Dialog title={t.changeOf(number.x)} close={close} busy={doing.busy}>
      <form class="stack" onSubmit={submit}>
        <ChoiceField
          label={t.status}
          name="state"
          value={String(state)}
          hint={t.effects[state]}
          choices={STATES.map((each) => ({
            value: String(each),
            text: `${each} · ${texts.value.numberStates[each]}`,
          }))}
          onChange={(value) => set({ state: STATES.find((each) => String(each) === value) ?? 5 })}
        />
        {state === 10 ? (
          <ChoiceField
            label={t.cause}
            name="cause"
            value={cause}
            choices={Object.entries(t.causes).map(([value, text]) => ({ value, text }))}
            onChange={(value) => set({ cause: value })}
          />
        ) : null}
        <ChoiceField
          label={t.tell}
          name="notify"
          value={String(notify)}
          choices={[
            { value: 'true', text: t.tellYes },
            { value: 'false', text: t.tellNo },
          ]}
          onChange={(value) => set({ notify: value === 'true' })}
        />
        <Command line={commandOf(`${location.origin}/control/${path}`, body, { method: 'PATCH' })} />
        <FaultNote error={doing.error} />
        <div class="row">
          <Button kind="main" type="submit" disabled={doing.busy}>
            {t.save}
          </Button>
          <Button disabled={doing.busy} onClick={close}>
            {kitTexts.value.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
