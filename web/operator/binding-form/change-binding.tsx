import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Button } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { Note } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { serviceTime } from '../../kit/state/clock.ts';
import { createWork } from '../../kit/state/work.ts';
import { ApiError, ask, type Binding } from '../api.ts';
import { faultsOf } from '../faults.ts';
import { useFaultFocus } from '../forms/fault-focus.ts';
import { pathOf } from '../paths.ts';
import { ProblemNote } from '../problem-note.tsx';
import { fieldWord } from '../texts/binding-words.ts';
import { fieldsToChange } from './form-fields.ts';
import { FormInputs, type Lives } from './form-inputs.tsx';
import { bodyToChange, type FormValues, valuesOf, withNewest } from './form-values.ts';
import { formTexts } from './texts.ts';

type ChangeBindingProps = Readonly<{
  binding: Binding;
  changed: (binding: Binding) => void;
  reload: () => Promise<void>;
  close: () => void;
}>;

/** The life times as they are, by the clock of the service. */
const livesOf = ({ expiresAt, callbackTtlSeconds = 0 }: Binding): Lives => ({
  ttlSeconds: expiresAt ? Math.max(0, (Date.parse(expiresAt) - serviceTime()) / 1000) : null,
  callbackTtlSeconds,
});

const isChangedMeanwhile = (error: unknown): boolean =>
  error instanceof ApiError && error.problem.status === 412;

/** Changes a live binding, the fields that its mode can change; only what was typed anew is sent, for the version that is shown. */
export const ChangeBinding = ({ binding, changed, reload, close }: ChangeBindingProps) => {
  const t = formTexts.value;
  const before = useSignal<FormValues>(valuesOf(binding));
  const values = useSignal<FormValues>(before.peek());
  const version = useSignal(binding.version);
  const isUnchanged = useSignal(false);
  const work = useMemo(createWork, []);
  const form = useFaultFocus(work.error.value);
  const fields = fieldsToChange(binding.mode);
  const lives = useMemo(() => livesOf(binding), [binding]);
  const takeNewest = () => {
    const newest = valuesOf(binding);
    values.value = withNewest(fields, before.value, values.value, newest);
    before.value = newest;
    version.value = binding.version;
    work.clear();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const body = bodyToChange(fields, before.value, values.value);
    isUnchanged.value = Object.keys(body).length === 0;
    if (isUnchanged.value) return;
    const headers = { 'if-match': String(version.value) };
    void work.run(async () => {
      try {
        changed(await ask<Binding>('PATCH', pathOf('bindings', binding.bindingId), { body, headers }));
      } catch (error) {
        // The newest state can be taken only when it is here.
        if (isChangedMeanwhile(error)) await reload();
        throw error;
      }
    });
  };
  return (
    <Card title={t.change}>
      <form ref={form} class="stack" onSubmit={submit}>
        <FormInputs
          fields={fields}
          values={values.value}
          faults={faultsOf(work.error.value)}
          hints={{ ttlSeconds: t.hints.life, b: binding.mode === 'AXYB' ? t.hints.bNobody : '' }}
          lives={lives}
          empty={t.unchanged}
          change={(next) => {
            values.value = next;
          }}
        />
        {isUnchanged.value ? <Note>{t.nothing}</Note> : null}
        <ChangeProblem error={work.error.value} takeNewest={takeNewest} />
        <div class="row">
          <Button kind="main" type="submit" disabled={work.isRunning.value}>
            {work.isRunning.value ? t.saving : t.save}
          </Button>
          <Button onClick={close}>{kitTexts.value.cancel}</Button>
        </div>
      </form>
    </Card>
  );
};

const ChangeProblem = ({ error, takeNewest }: Readonly<{ error: unknown; takeNewest: () => void }>) => {
  const t = formTexts.value;
  if (error === undefined) return null;
  if (!isChangedMeanwhile(error)) return <ProblemNote error={error} nameOf={fieldWord} />;
  return (
    <Note tone="warn">
      <p>{t.meanwhile}</p>
      <Button small onClick={takeNewest}>
        {t.load}
      </Button>
    </Note>
  );
};
