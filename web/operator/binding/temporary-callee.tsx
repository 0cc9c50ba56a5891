import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { plainText } from '../../kit/format/numbers.ts';
import { Button, TextField } from '../../kit/parts/controls.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { createWork } from '../../kit/state/work.ts';
import { ask, type Binding } from '../api.ts';
import { secondsOf } from '../binding-form/form-values.ts';
import { LifeField } from '../binding-form/life-field.tsx';
import { faultsOf } from '../faults.ts';
import { useFaultFocus } from '../forms/fault-focus.ts';
import { pathOf } from '../paths.ts';
import { ProblemNote } from '../problem-note.tsx';
import { fieldWord } from '../texts/binding-words.ts';
import { detailTexts } from './texts.ts';

type CalleeProps = Readonly<{ bindingId: string; changed: (binding: Binding) => void }>;

/** Sets whom A reaches by calling X, for a while. */
export const TemporaryCallee = (props: CalleeProps) => {
  const isOpen = useSignal(false);
  const close = () => {
    isOpen.value = false;
  };
  return (
    <>
      <Button
        small
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {detailTexts.value.callee}
      </Button>
      {isOpen.value ? <CalleeDialog {...props} close={close} /> : null}
    </>
  );
};

const CalleeDialog = ({ bindingId, changed, close }: CalleeProps & Readonly<{ close: () => void }>) => {
  const t = detailTexts.value;
  const callee = useSignal('');
  const life = useSignal('');
  const work = useMemo(createWork, []);
  const faults = faultsOf(work.error.value);
  const form = useFaultFocus(work.error.value);
  const nameOf = (path: string) => (path === 'callee' ? t.calleeNumber : fieldWord(path));
  const submit = (event: Event) => {
    event.preventDefault();
    const body = {
      callee: plainText(callee.value).trim(),
      ...(life.value === '' ? {} : { ttlSeconds: secondsOf(life.value) }),
    };
    void work.run(async () => {
      changed(await ask<Binding>('PUT', pathOf('bindings', bindingId, 'temporary-callee'), { body }));
      close();
    });
  };
  return (
    <Dialog title={t.callee} close={close} busy={work.isRunning.value}>
      <form ref={form} class="stack" onSubmit={submit}>
        <p>{t.calleeAbout}</p>
        <TextField
          label={t.calleeNumber}
          name="callee"
          inputMode="tel"
          required
          value={callee.value}
          fault={faults.get('callee')}
          onInput={(value) => {
            callee.value = value;
          }}
        />
        <LifeField
          label={t.calleeFor}
          name="ttlSeconds"
          value={life.value}
          empty={t.calleeDefault}
          withNever={false}
          fault={faults.get('ttlSeconds')}
          onInput={(value) => {
            life.value = value;
          }}
        />
        {work.error.value === undefined ? null : <ProblemNote error={work.error.value} nameOf={nameOf} />}
        <div class="row">
          <Button kind="main" type="submit" disabled={work.isRunning.value}>
            {work.isRunning.value ? kitTexts.value.working : t.set}
          </Button>
          <Button disabled={work.isRunning.value} onClick={close}>
            {kitTexts.value.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
